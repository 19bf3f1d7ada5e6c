//! What waits, and how long it waited.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::histogram::Histogram;

/// The bounds of what should take milliseconds and may take seconds.
const LONG_WAITS: &[f64] = &[0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// A place where something waits for its turn.
#[derive(Debug)]
pub(crate) struct Waits {
    waiting: AtomicU64,
    waited: Histogram,
}

impl Waits {
    /// Nothing waits.
    pub(crate) fn new() -> Waits {
        Waits { waiting: AtomicU64::new(0), waited: Histogram::new(LONG_WAITS) }
    }

    /// Waits for this, and counts it as long as it waits. One that is dropped before its turn waited for nothing.
    pub(crate) async fn turn<T>(&self, turn: impl Future<Output = T>) -> T {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(self);
        let since = Instant::now();
        let had = turn.await;
        drop(waiting);
        self.waited.observe(since.elapsed());
        had
    }

    /// One more waits, from now on, in a queue of its own.
    pub(crate) fn begin(&self) -> Instant {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Instant::now()
    }

    /// Its turn has come.
    pub(crate) fn end(&self, since: Instant) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        self.waited.observe(since.elapsed());
    }

    /// It was its turn at once.
    pub(crate) fn none(&self) {
        self.waited.observe(Duration::ZERO);
    }

    /// How many wait now.
    pub(crate) fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// How long those waited that had their turn.
    pub(crate) fn histogram(&self) -> &Histogram {
        &self.waited
    }
}

struct Waiting<'a>(&'a Waits);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
