//! How long things take.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::counters::Counter;

/// How many durations fell below each of some bounds. Adding one is two additions, on any thread.
#[derive(Debug)]
pub struct Histogram {
    bounds: &'static [f64],
    /// One for each bound, and one for what is longer than the last. Not cumulated: that is done when somebody reads.
    buckets: Box<[Counter]>,
    microseconds: AtomicU64,
}

impl Histogram {
    /// Empty, with these bounds in seconds, ascending.
    pub fn new(bounds: &'static [f64]) -> Histogram {
        let buckets = (0..=bounds.len()).map(|_| Counter::default()).collect();
        Histogram { bounds, buckets, microseconds: AtomicU64::new(0) }
    }

    /// One more took so long.
    pub fn observe(&self, duration: Duration) {
        let seconds = duration.as_secs_f64();
        let bucket = self.bounds.iter().position(|bound| seconds <= *bound).unwrap_or(self.bounds.len());
        if let Some(counter) = self.buckets.get(bucket) {
            counter.add_one();
        }
        let microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }

    /// For each bound how many were no longer, the last one (none) being all of them; and the sum in seconds.
    pub(super) fn read(&self) -> (Vec<(Option<f64>, u64)>, f64) {
        let mut below = 0;
        let bounds = self.bounds.iter().copied().map(Some).chain([None]);
        let cumulated = bounds.zip(&self.buckets).map(|(bound, counter)| {
            below += counter.value();
            (bound, below)
        });
        let cumulated = cumulated.collect();
        let microseconds = self.microseconds.load(Ordering::Relaxed);
        (cumulated, Duration::from_micros(microseconds).as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_in_every_bucket_that_is_no_shorter() {
        let histogram = Histogram::new(&[0.1, 1.0]);
        for milliseconds in [50, 100, 101, 2_000] {
            histogram.observe(Duration::from_millis(milliseconds));
        }
        let (buckets, sum) = histogram.read();
        assert_eq!(buckets, [(Some(0.1), 2), (Some(1.0), 3), (None, 4)]);
        assert!((sum - 2.251).abs() < 1e-9, "{sum}");
    }
}
