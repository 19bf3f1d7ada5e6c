//! The current time. Everything that expires reads it here, so that a test can let a month pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// The current time in UTC, in whole microseconds (what PostgreSQL keeps), plus whatever a test has added to it.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_by_seconds: Arc<AtomicI64>,
    /// Microseconds since 1970 at which the system's clock is taken to stand; 0 while it runs. Each reading adds one.
    stopped_at: Arc<AtomicI64>,
}

impl Clock {
    /// Now, in UTC. It jumps when the system's clock does, so no code may rely on it only growing.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(&self) -> PrimitiveDateTime {
        let system = match self.stopped_at.load(Ordering::Relaxed) {
            0 => OffsetDateTime::now_utc(),
            _ => OffsetDateTime::UNIX_EPOCH + Duration::microseconds(self.stopped_at.fetch_add(1, Ordering::Relaxed)),
        };
        let now = system + Duration::seconds(self.ahead_by_seconds.load(Ordering::Relaxed));
        let whole = now.replace_nanosecond(now.microsecond() * 1_000).unwrap_or(now);
        PrimitiveDateTime::new(whole.date(), whole.time())
    }

    /// Seconds since 1970, for the claims of a token.
    pub(crate) fn unix(&self) -> i64 {
        self.now().assume_utc().unix_timestamp()
    }

    /// Stops the clock, so that a test that counts seconds does not depend on its own speed. [`Clock::advance`] still moves it, and
    /// each reading does by a microsecond: what is done later is later, also where ids are in no order of time.
    pub fn stop(&self) {
        let since = self.now().assume_utc()
            - OffsetDateTime::UNIX_EPOCH
            - Duration::seconds(self.ahead_by_seconds.load(Ordering::Relaxed));
        self.stopped_at.store(i64::try_from(since.whole_microseconds()).unwrap_or(0), Ordering::Relaxed);
    }

    /// Lets time pass for everything that shares this clock. Negative durations turn it back.
    pub fn advance(&self, by: Duration) {
        self.ahead_by_seconds.fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}
