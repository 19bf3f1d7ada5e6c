"""The rows of the benchmark: what is sent to whom, and the bars.

A bar is a number at its line, and nowhere else. (a) is the Flask app, (b) the bare handler with its read in `web::block`,
(c) the same with its read on the worker, (d) the bcrypt crate on all processors.
"""

import http.client
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

from . import accounts, load, programs
from .table import Line, own, ratios

LOGINS = 32  # at once
SESSIONS = 16


class Bench:
    """The programs, started when a row first needs them and stopped at the end, and what was chosen on the command line."""

    def __init__(self, options, folder, stack):
        self.options, self.folder, self.stack = options, pathlib.Path(folder), stack
        self.kept = {}

    def once(self, name, make):
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    def start(self, name, context):
        return self.once(name, lambda: self.stack.enter_context(context()))

    @property
    def server(self):
        """The PostgreSQL server."""
        if self.options.database:
            return self.options.database
        return self.start("postgres", lambda: programs.postgres(self.folder / "postgres"))

    def database(self, kind, name):
        """None for SQLite, whose file is in the app's own folder."""
        if kind == "sqlite":
            return None
        return self.start(f"database {name}", lambda: programs.database_of_its_own(self.server))

    def app(self, kind, count=1_000):
        """The app with so many accounts."""
        name = f"{kind}-{count}"

        def make():
            database, folder = self.database(kind, name), self.folder / name
            app = self.stack.enter_context(programs.vestibule(self.options.binary, folder, database, **self.options.settings))
            accounts.prepared(app, database, count, folder)
            return app

        return self.once(f"app {name}", make)

    def cookies(self, kind, count=1_000):
        app = self.app(kind, count)
        names = [f"person{1 + number * (count - 1) // SESSIONS}" for number in range(SESSIONS)]
        return self.once(f"cookies {kind} {count}", lambda: tuple(accounts.at_once(lambda name: accounts.cookies(app.host, name), names)))

    def tokens(self, kind):
        app = self.app(kind)
        names = [f"person{number + 1}" for number in range(4)]
        return self.once(f"tokens {kind}", lambda: tuple(accounts.at_once(lambda name: accounts.token(app.host, name), names)))

    def get(self, path, expect, kind="sqlite", count=1_000, member=False, headers=()):
        app = self.app(kind, count)
        lines = self.cookies(kind, count) if member else ()
        headers = (*headers, "Cookie: {line}") if member else headers
        return load.Requests(app, path, headers, lines, expect, connections=self.options.connections)

    def home(self, kind="sqlite", count=1_000, headers=(), expect="Log out"):
        return self.get("/", expect, kind, count, member=True, headers=headers)

    def logins(self, app, count=1_000):
        names = tuple(f"person{20 + number * (count - 20) // 400}" for number in range(400))
        body = f"username={{line}}&password={accounts.PASSWORD.replace(' ', '+')}"
        return load.Requests(app, "/login", lines=names, body=body, status="303,503", connections=LOGINS)

    def page_bytes(self):
        def ask():
            path = http.client.HTTPConnection(self.app("sqlite").host)
            path.request("GET", "/", headers={"Cookie": self.cookies("sqlite")[0]})
            return len(path.getresponse().read())

        return self.once("page bytes", ask)

    def bare(self, path, kind="sqlite"):
        size = self.page_bytes()
        database = self.database(kind, "bare") or self.folder / "bare.db"
        program = self.start(f"bare {kind}", lambda: programs.bare(database, size))
        keys = tuple(f"key{number}" for number in range(1, 900, 9))
        return load.Requests(program, path, ("Cookie: key={line}",), keys, "@example.com", connections=self.options.connections)

    def flask(self):
        return self.start("flask", lambda: programs.flask(self.folder / "flask"))

    def flask_page(self, path, expect, member=False):
        app = self.flask()
        if not member:
            return load.Requests(app, path, expect=expect, connections=self.options.connections)

        def members():
            names = ["person1", "person2", "person3", "person4"]
            accounts.at_once(lambda name: accounts.sign_up(app.host, name), names)
            return tuple(accounts.at_once(lambda name: accounts.cookies(app.host, name, only=("token",)), names))

        lines = self.once("flask cookies", members)
        return load.Requests(app, path, ("Cookie: {line}",), lines, expect, connections=self.options.connections)

    def in_turns(self, seconds, **targets):
        """One window of each target after the other, in every round. A target that is no request is called."""
        found = {name: [] for name in targets}
        for _ in range(self.options.rounds):
            for name, target in targets.items():
                found[name].append(target.run(seconds) if isinstance(target, load.Requests) else target(seconds))
        return found


# --- Pages and reads -------------------------------------------------------------------------------------------


def reads(bench, wanted):
    """Everything that only reads, side by side. Each round has a window of each."""
    json_headers = ("Accept: application/json",)
    targets = {
        "landing": lambda: bench.get("/", "Log in"),
        "login-page": lambda: bench.get("/login", "password"),
        "home": bench.home,
        "home-compressed": lambda: bench.home(headers=("Accept-Encoding: gzip, deflate, br, zstd",), expect="content-encoding: "),
        "current_user": lambda: bench.get("/auth/current_user", '"ok":true', member=True, headers=json_headers),
        "me": lambda: load.Requests(
            bench.app("sqlite"), "/api/auth/me", (*json_headers, "Authorization: Bearer {line}"), bench.tokens("sqlite"),
            '"success":true', connections=bench.options.connections),
        "home-postgres": lambda: bench.home("postgres"),
        "current_user-postgres": lambda: bench.get("/auth/current_user", '"ok":true', "postgres", member=True, headers=json_headers),
        "me-postgres": lambda: load.Requests(
            bench.app("postgres"), "/api/auth/me", (*json_headers, "Authorization: Bearer {line}"), bench.tokens("postgres"),
            '"success":true', connections=bench.options.connections),
    }
    rows = [name for name in targets if name in wanted]
    if not rows:
        return []
    sent = {name: targets[name]() for name in rows}
    on_sqlite = [name for name in rows if not name.endswith("-postgres")]
    if on_sqlite:
        sent |= {"c": bench.bare("/inline"), "c again": bench.bare("/inline"), "b": bench.bare("/block")}
    if "home" in rows:
        sent["a"] = bench.flask_page("/", "Update all fields", member=True)
    if "landing" in rows:
        sent |= {"a landing": bench.flask_page("/", "Register"), "static": bench.bare("/static")}
        sent["static"].expect = ""
    if "login-page" in rows:
        sent["a login"] = bench.flask_page("/login", "password")
    if len(on_sqlite) < len(rows):
        sent["b postgres"] = bench.bare("/block", "postgres")
    windows = bench.in_turns(bench.options.seconds, **sent)
    lines = []

    def compare(row, other, name, at_least=None):
        if row in windows:
            detail = own(windows[row])
            lines.append(Line(row, f"rate ÷ {name}", ratios(windows[row], windows[other], "rate"), at_least=at_least, detail=detail))
            cpu = ratios(windows[other], windows[row], "cpu_us")
            lines.append(Line(row, f"CPU of {name} ÷ ours", cpu, at_least=at_least))

    if "c" in windows:
        for key, what in (("rate", "rate"), ("cpu_us", "CPU")):
            lines.append(Line("noise", f"(c) ÷ (c) again, {what}", ratios(windows["c"], windows["c again"], key), detail=own(windows["c"]) if key == "rate" else ""))
        lines.append(Line("noise", "CPU of (b) ÷ (c)", ratios(windows["b"], windows["c"], "cpu_us"), detail=own(windows["b"])))
    compare("landing", "a landing", "(a)")
    compare("landing", "static", "the bare page without a read")
    compare("login-page", "a login", "(a)")
    compare("home", "a", "(a)", at_least=25)
    compare("home", "c", "(c)", at_least=0.3)
    compare("home", "b", "(b)")
    compare("home-compressed", "c", "(c)", at_least=0.2)
    compare("current_user", "c", "(c)", at_least=0.35)
    compare("me", "c", "(c)", at_least=0.35)
    for row in ("home", "current_user", "me"):
        compare(f"{row}-postgres", "b postgres", "(b) on PostgreSQL", at_least=0.8)
    return lines


# --- Passwords --------------------------------------------------------------------------------------------------


def passwords(bench, wanted):
    """Logins and sign-ups as fast as they go, beside the plain crate."""
    rows = [row for row in ("login", "register", "login-postgres", "register-postgres") if row in wanted]
    if not rows:
        return []
    kinds = {row: "postgres" if row.endswith("-postgres") else "sqlite" for row in rows}
    sent = {"d": load.bcrypt}
    for row in rows:
        app = bench.app(kinds[row])
        if row.startswith("login"):
            sent[row] = bench.logins(app)
        else:
            body = "username=new{n}&email=new{n}@example.com&password=WORD&confirm_password=WORD".replace("WORD", accounts.PASSWORD.replace(" ", "+"))
            sent[row] = load.Requests(app, "/register", body=body, status="303,503", connections=LOGINS)
    if "login" in rows:
        flask = bench.flask()
        bench.flask_page("/", "", member=True)
        names = ("person1", "person2", "person3", "person4")
        body = f"username={{line}}&password={accounts.PASSWORD.replace(' ', '+')}"
        sent["a"] = load.Requests(flask, "/login", lines=names, body=body, status="302", connections=8)
    windows = bench.in_turns(bench.options.seconds * 3, **sent)
    lines = []
    for row in rows:
        detail = own(windows[row]) + busy(windows[row])
        let_in = admitted(windows[row])
        lines.append(Line(row, "rate ÷ (d)", ratios(let_in, windows["d"], "rate"), at_least=2.5, detail=detail))
        at_most = 0.4 if row.startswith("login") else None
        lines.append(Line(row, "our CPU ÷ (d)", ratios(let_in, windows["d"], "cpu_us"), at_most=at_most))
        if row == "login":
            lines.append(Line(row, "rate ÷ (a)", ratios(let_in, windows["a"], "rate")))
            hashes = statistics.median(window["rate"] for window in windows["d"])
            lines[0].detail += f"; (d) {hashes:.1f}/s"
    return lines


def admitted(windows):
    """The same windows, with the rate and the CPU of the requests that were let in: a 503 is cheap, and no login."""
    shares = [window["statuses"].get("303", 0) / max(window["requests"], 1) for window in windows]
    return [{**window, "rate": window["rate"] * share, "cpu_us": window["cpu_us"] / max(share, 1e-9)} for window, share in zip(windows, shares)]


def busy(windows):
    counts = sum(window["statuses"].get("503", 0) for window in windows)
    return f", {counts} × 503" if counts else ""


def floods(bench, wanted):
    """The home page, quiet and while others log in without pause."""
    lines = []
    for row, kind in (("flood", "sqlite"), ("flood-postgres", "postgres")):
        if row not in wanted:
            continue
        home, logins = bench.home(kind), bench.logins(bench.app(kind))
        windows, refused = [], []
        for _ in range(bench.options.rounds):
            quiet = home.run(bench.options.seconds)
            flood = logins.start(bench.options.seconds + 1.5)
            time.sleep(1)
            windows.append((quiet, home.run(bench.options.seconds)))
            refused.append(flood.finish())
        ratio = [flooded["p99_us"] / quiet["p99_us"] for quiet, flooded in windows]
        quiet, flooded = (own([pair[which] for pair in windows]) for which in (0, 1))
        lines.append(Line(row, f"p99 of home with {LOGINS} logins at once ÷ quiet", ratio, at_most=3,
                          detail=f"quiet: {quiet}; in the flood: {flooded}{busy(refused)}"))
    return lines


# --- At rest ------------------------------------------------------------------------------------------------------


def starts(bench, wanted):
    """From executing the program to its first page, and what it takes while nothing happens; on a database that is there."""
    lines = []
    for kind in ("sqlite", "postgres"):
        start, memory = (f"{name}-postgres" if kind == "postgres" else name for name in ("start", "memory"))
        if start not in wanted and memory not in wanted:
            continue
        name = f"{kind}-starts"
        database, folder = bench.database(kind, name), bench.folder / name
        # A copy: what several processes have mapped of one file counts for each of them only in part.
        binary = shutil.copy(bench.options.binary, bench.folder / "measured-alone")

        def begin():
            return programs.vestibule(binary, folder, database, **bench.options.settings)

        with begin() as app:
            accounts.prepared(app, database, 1_000, folder)
        took, cpu, idle = [], [], []
        for number in range(bench.options.rounds * 3):
            with begin() as app:
                answer, _ = accounts.ask(app.host, "GET", "/")
                took.append((time.perf_counter() - app.started) * 1_000)
                if answer.status != 200:
                    programs.fail(f"the first page was {answer.status}")
                if number < 3:
                    time.sleep(3)
                    idle.append(app.memory())
                if number == 0:
                    flooded, rested = memory_in_the_flood(bench, app)
        if start in wanted:
            lines.append(Line(start, "exec to the first page", took, "ms", at_most=50 if kind == "sqlite" else None))
        if memory in wanted:
            lines.append(Line(memory, "PSS idle", idle, "MiB", at_most=15 if kind == "sqlite" else 25))
            lines.append(Line(memory, "PSS in the flood", [flooded], "MiB", at_most=30 if kind == "sqlite" else None))
            lines.append(Line(memory, "PSS afterwards", [rested], "MiB"))
    return lines


def memory_in_the_flood(bench, app):
    """The most it takes while people log in and read their page, and what it still takes three seconds later."""
    names = [f"person{number + 1}" for number in range(SESSIONS)]
    lines = tuple(accounts.at_once(lambda name: accounts.cookies(app.host, name), names))
    home = load.Requests(app, "/", ("Cookie: {line}",), lines, "Log out", connections=bench.options.connections)
    flood, running, highest = bench.logins(app).start(5), home.start(5), 0.0
    while running.process.poll() is None:
        highest = max(highest, app.memory())
        time.sleep(0.2)
    running.finish(), flood.finish()
    time.sleep(3)
    return highest, app.memory()


def growth(bench, wanted):
    """The same pages with a thousand accounts and with a million."""
    lines = []
    for kind in ("sqlite", "postgres"):
        row = "growth-postgres" if kind == "postgres" else "growth"
        if row not in wanted:
            continue
        small, large = 1_000, bench.options.accounts
        windows = bench.in_turns(
            bench.options.seconds, small=bench.home(kind, small), large=bench.home(kind, large))
        lines.append(Line(row, f"home with {large:,} accounts ÷ {small:,}", ratios(windows["large"], windows["small"], "rate"), at_least=0.9,
                          detail=own(windows["large"])))
        windows = bench.in_turns(
            bench.options.seconds * 3, small=bench.logins(bench.app(kind, small), small),
            large=bench.logins(bench.app(kind, large), large))
        ratio = ratios(admitted(windows["large"]), admitted(windows["small"]), "rate")
        lines.append(Line(row, f"login with {large:,} accounts ÷ {small:,}", ratio, at_least=0.9,
                          detail=own(windows["large"]) + busy(windows["large"])))
    return lines


# --- On the wire --------------------------------------------------------------------------------------------------

WEIGHED = (("/", False), ("/register", False), ("/login", False), ("/", True), ("/security", True), ("/history", True))


def weights(bench, wanted):
    """What a first visit to a page costs the network, compressed with brotli, heads and files included."""
    if "weight" not in wanted:
        return []
    app, cookie = bench.app("sqlite"), bench.cookies("sqlite")[0]
    # The compressed page can't be read here: the names of its files are in one that is not.
    _, page = accounts.ask(app.host, "GET", "/")
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.decode())))
    brought = sum(on_the_wire(app, path) for path in files)
    lines = []
    for path, is_member in WEIGHED:
        weight = on_the_wire(app, path, {"Cookie": cookie} if is_member else {})
        who = "logged in" if is_member else "guest"
        lines.append(Line("weight", f"`{path}`, {who}, with its {len(files)} files", [weight + brought], "bytes", detail=f"{weight:,} the page alone"))
    return lines


def on_the_wire(app, path, headers=None):
    answer, content = accounts.ask(app.host, "GET", path, headers={"Accept-Encoding": "br", **(headers or {})})
    return sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders()) + len("HTTP/1.1 200 OK\r\n\r\n") + len(content)


# --- Building -----------------------------------------------------------------------------------------------------


def build(bench, wanted):
    """A clean `cargo run` from downloaded crates to the first page. Only when asked for: it takes minutes."""
    if "build" not in wanted:
        return []
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        tree = pathlib.Path(folder, "tree")
        subprocess.run(["git", "clone", "--quiet", str(programs.ROOT), str(tree)], check=True)
        subprocess.run(["cargo", "fetch", "--quiet", "--locked"], cwd=tree, check=True)
        with programs.serving(["cargo", "run", "--quiet", "--", "--port=0"], cwd=tree) as app:
            answer, _ = accounts.ask(app.host, "GET", "/")
            seconds = time.perf_counter() - app.started
    # Before its crates were split and its features looked through, it took 287 s on the two cores this was measured on.
    return [Line("build", f"clean `cargo run` to the first page ({answer.status})", [seconds], "s", at_most=0.6 * 287)]


PARTS = (reads, passwords, floods, starts, growth, weights, build)
BY_DEFAULT = (
    "landing", "login-page", "home", "home-compressed", "current_user", "me", "login", "register", "flood", "memory", "start", "growth", "weight",
    "home-postgres", "current_user-postgres", "me-postgres", "login-postgres", "register-postgres", "flood-postgres", "memory-postgres",
    "start-postgres", "growth-postgres",
)
ROWS = (*BY_DEFAULT, "build")
