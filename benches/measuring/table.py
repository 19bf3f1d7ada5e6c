"""Ratios of windows that were measured in turns, and the bars they are held against."""

import dataclasses
import statistics


@dataclasses.dataclass
class Line:
    """One line of the table: a ratio or a number in each round, and the bar for its median."""

    row: str
    what: str
    values: list
    unit: str = "×"
    at_least: float = None
    at_most: float = None
    detail: str = ""

    @property
    def median(self):
        return statistics.median(self.values)

    def bar(self):
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""

    def is_met(self):
        if self.at_least is not None:
            return self.median >= self.at_least
        return self.median <= self.at_most if self.at_most is not None else None

    def cells(self):
        spread = f"{number(min(self.values))} – {number(max(self.values))}" if len(self.values) > 1 else ""
        met = {None: "", True: "met", False: "**missed**"}[self.is_met()]
        return [self.row, self.what, f"{number(self.median)} {self.unit}", spread, self.bar(), met, self.detail]


HEADINGS = ["row", "measured", "median", "spread", "bar", "", "the app's own numbers"]


def number(value):
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


def markdown(lines):
    rows = [HEADINGS, ["---"] * len(HEADINGS)] + [line.cells() for line in lines]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def ratios(over, under, key):
    """Round by round, so that a slow moment of the machine is in both."""
    return [a[key] / b[key] for a, b in zip(over, under)]


def own(windows):
    """What the app itself did, for readers who know other machines."""
    middle = {key: statistics.median(window[key] for window in windows) for key in ("rate", "cpu_us", "p50_us", "p99_us")}
    return (f"{middle['rate']:,.0f}/s, {number(middle['cpu_us'])} µs CPU, "
            f"p50 {number(middle['p50_us'] / 1000)} ms, p99 {number(middle['p99_us'] / 1000)} ms")
