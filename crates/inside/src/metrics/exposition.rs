//! The text that Prometheus reads, version 0.0.4 of its format (prometheus.io, "Exposition formats").
//!
//! Written by us: the crates for it keep each number behind a map, with its labels allocated at each use, and bring thirty more
//! crates along.

use std::fmt::{Display, Write as _};

use super::counters::{Counters, Table};
use super::histogram::Histogram;
use crate::stored::Word;

/// What a family of numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricKind {
    /// It only grows, from nothing at each start.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How long things take.
    Histogram,
}

/// A page of numbers.
#[derive(Debug, Default)]
pub struct Exposition {
    text: String,
}

impl Exposition {
    /// The content type of the text.
    pub const CONTENT_TYPE: &'static str = "text/plain; version=0.0.4; charset=utf-8";

    /// The text so far.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Begins a family: the samples of it have to follow at once.
    pub fn family(&mut self, name: &str, kind: MetricKind, help: &str) {
        let kind = match kind {
            MetricKind::Counter => "counter",
            MetricKind::Gauge => "gauge",
            MetricKind::Histogram => "histogram",
        };
        self.line(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
    }

    /// One number.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.text.push_str(name);
        self.labels(labels, None);
        self.line(format_args!(" {value}"));
    }

    /// A family of one gauge.
    pub fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.family(name, MetricKind::Gauge, help);
        self.sample(name, &[], value);
    }

    /// A family of one counter.
    pub fn counter(&mut self, name: &str, help: &str, value: impl Display) {
        self.family(name, MetricKind::Counter, help);
        self.sample(name, &[], value);
    }

    /// A family of one histogram.
    pub fn histogram(&mut self, name: &str, help: &str, histogram: &Histogram) {
        self.family(name, MetricKind::Histogram, help);
        self.durations(name, &[], histogram);
    }

    /// A histogram with these labels, in a family that has been begun.
    pub fn durations(&mut self, name: &str, labels: &[(&str, &str)], histogram: &Histogram) {
        let (buckets, sum) = histogram.read();
        let mut all = 0;
        for (bound, below) in buckets {
            let bound = bound.map_or_else(|| "+Inf".to_owned(), |bound| bound.to_string());
            self.text.push_str(name);
            self.text.push_str("_bucket");
            self.labels(labels, Some(&bound));
            self.line(format_args!(" {below}"));
            all = below;
        }
        self.sample(&format!("{name}_sum"), labels, sum);
        self.sample(&format!("{name}_count"), labels, all);
    }

    /// A family with a counter for each value of an enum.
    pub(crate) fn counters<W: Word + PartialEq>(
        &mut self,
        name: &str,
        help: &str,
        label: &str,
        counters: &Counters<W>,
    ) {
        self.family(name, MetricKind::Counter, help);
        for (value, number) in counters.all() {
            self.sample(name, &[(label, value.word())], number);
        }
    }

    /// A family with a counter for each pair of values of two enums.
    pub(crate) fn table<A: Word + PartialEq, B: Word + PartialEq>(
        &mut self,
        name: &str,
        help: &str,
        labels: [&str; 2],
        table: &Table<A, B>,
    ) {
        self.family(name, MetricKind::Counter, help);
        for (row, column, number) in table.all() {
            self.sample(name, &[(labels[0], row.word()), (labels[1], column.word())], number);
        }
    }

    fn labels(&mut self, labels: &[(&str, &str)], bound: Option<&str>) {
        let labels = labels.iter().copied().chain(bound.map(|bound| ("le", bound)));
        let mut before = '{';
        for (label, value) in labels {
            self.text.push(before);
            self.text.push_str(label);
            self.text.push_str("=\"");
            for c in value.chars() {
                match c {
                    '\\' => self.text.push_str("\\\\"),
                    '"' => self.text.push_str("\\\""),
                    '\n' => self.text.push_str("\\n"),
                    c => self.text.push(c),
                }
            }
            self.text.push('"');
            before = ',';
        }
        if before == ',' {
            self.text.push('}');
        }
    }

    fn line(&mut self, rest: std::fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = self.text.write_fmt(rest);
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn families_labels_and_histograms_are_written_as_prometheus_reads_them() {
        let mut out = Exposition::default();
        out.family("a_total", MetricKind::Counter, "What it is.");
        out.sample("a_total", &[("route", "/a/{b}"), ("odd", "\"\\\n")], 7);
        let histogram = Histogram::new(&[0.005, 2.5]);
        histogram.observe(Duration::from_millis(1_500));
        out.histogram("b_seconds", "How long.", &histogram);
        let expected = "# HELP a_total What it is.\n# TYPE a_total counter\n\
            a_total{route=\"/a/{b}\",odd=\"\\\"\\\\\\n\"} 7\n\
            # HELP b_seconds How long.\n# TYPE b_seconds histogram\n\
            b_seconds_bucket{le=\"0.005\"} 0\nb_seconds_bucket{le=\"2.5\"} 1\nb_seconds_bucket{le=\"+Inf\"} 1\n\
            b_seconds_sum 1.5\nb_seconds_count 1\n";
        assert_eq!(out.into_text(), expected);
    }
}
