//! How long jobs and targets are left alone after a failure.

use std::collections::HashMap;

use time::{Duration, PrimitiveDateTime};

/// The longest pause of a job.
const LONGEST: i64 = 3_600;

/// Longer than any pause with what chance adds to it.
pub(super) const LONGEST_EVER: Duration = Duration::hours(2);

/// The longest pause of a target. Short, because new jobs for a target that has recovered wait for its end.
const LONGEST_OF_TARGET: i64 = 60;

/// Between attempts at one job: 10 s, 40 s, 160 s and so on, an hour at most.
pub(super) fn of_job(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1) - 1;
    varied((10_i64 << (2 * doublings)).min(LONGEST), chance())
}

/// Between attempts at one target: 2 s, 4 s, 8 s and so on, a minute at most.
fn of_target(failures: u32, chance: u8) -> Duration {
    varied((1_i64 << failures.clamp(1, 10)).min(LONGEST_OF_TARGET), chance)
}

/// A quarter more or less: after an outage the jobs of all nodes should not arrive at the same moment.
fn varied(seconds: i64, chance: u8) -> Duration {
    Duration::milliseconds(seconds * (750 + 500 * i64::from(chance) / 255))
}

fn chance() -> u8 {
    crate::random::bytes::<1>()[0]
}

/// The targets that took nothing when this node last tried. While one pauses, none of its jobs is claimed; then a single one is,
/// to see whether it has recovered. However many jobs wait for a target that is down, it costs one attempt at a time, and no
/// other target waits for it.
///
/// Each node finds out for itself: a target may be out of reach for one and not for another.
#[derive(Default)]
pub(super) struct Targets(HashMap<String, Trouble>);

struct Trouble {
    failures: u32,
    until: PrimitiveDateTime,
    cause: String,
}

impl Targets {
    /// It took nothing. Returns when to try again. Attempts that were under way together count once.
    pub(super) fn failed(&mut self, target: &str, now: PrimitiveDateTime, cause: &str) -> PrimitiveDateTime {
        let new = || Trouble { failures: 0, until: now, cause: String::new() };
        let trouble = self.0.entry(target.to_owned()).or_insert_with(new);
        if !trouble.pauses(now) {
            trouble.failures += 1;
            trouble.until = now + of_target(trouble.failures, chance());
        }
        cause.clone_into(&mut trouble.cause);
        trouble.until
    }

    /// It took a job, or no job waits for it.
    pub(super) fn recovered(&mut self, target: &str) {
        self.0.remove(target);
    }

    /// All of them, with what happened last.
    pub(super) fn troubles(&self) -> Vec<(String, String)> {
        self.0.iter().map(|(target, trouble)| (target.clone(), trouble.cause.clone())).collect()
    }

    /// Those whose pause is over.
    pub(super) fn to_probe(&self, now: PrimitiveDateTime) -> Vec<String> {
        self.0.iter().filter(|(_, trouble)| !trouble.pauses(now)).map(|(target, _)| target.clone()).collect()
    }
}

impl Trouble {
    /// A clock that was set back must not make it pause for years.
    fn pauses(&self, now: PrimitiveDateTime) -> bool {
        now < self.until && self.until - now <= Duration::seconds(2 * LONGEST_OF_TARGET)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: PrimitiveDateTime = datetime!(2026-11-26 12:00);

    #[test]
    fn pauses_of_jobs_grow_and_have_an_end() {
        let between = |attempts: i32, least: i64, most: i64| {
            let seconds = of_job(attempts).whole_seconds();
            assert!((least..=most).contains(&seconds), "{attempts}: {seconds}");
        };
        between(1, 7, 12);
        between(2, 30, 50);
        between(6, 2_700, 4_500);
        between(i32::MAX, 2_700, 4_500);
        between(0, 7, 12);
    }

    #[test]
    fn pauses_of_targets_grow_and_have_an_end() {
        let about =
            |failures| (of_target(failures, 0).whole_milliseconds(), of_target(failures, 255).whole_milliseconds());
        assert_eq!(about(1), (1_500, 2_500));
        assert_eq!(about(3), (6_000, 10_000));
        assert_eq!(about(6), (45_000, 75_000));
        assert_eq!(about(u32::MAX), about(6));
    }

    #[test]
    fn a_target_pauses_is_probed_and_recovers() {
        let mut targets = Targets::default();
        let until = targets.failed("a", NOW, "refused");
        assert_eq!(targets.failed("a", NOW, "refused again"), until, "failures of one moment are one");
        assert_eq!(targets.troubles(), [("a".to_owned(), "refused again".to_owned())]);
        assert_eq!(targets.to_probe(NOW), [""; 0]);
        assert_eq!(targets.to_probe(until), ["a"]);
        let later = targets.failed("a", until, "refused");
        assert!(later - until >= Duration::seconds(3), "the next pause is longer");
        assert_eq!(targets.to_probe(NOW - Duration::days(1)), ["a"], "the clock was set back");
        targets.recovered("a");
        assert_eq!((targets.troubles(), targets.to_probe(later)), (Vec::new(), Vec::new()));
    }
}
