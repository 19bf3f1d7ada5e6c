//! What one bucket remembers: the time of each attempt that still counts. Nothing here asks a clock or a database.

use std::fmt;

use time::{Duration, PrimitiveDateTime};

use crate::config::Rate;

const MICROS: i64 = 1_000_000;

/// The attempts that count, in microseconds since 1970, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attempts {
    times: Vec<i64>,
    /// An attempt lay in the future: the clock was turned back, and the row has to be written again to hold today's truth.
    pub(super) rewound: bool,
}

/// A moment as a bucket remembers it.
pub(super) fn micros(at: PrimitiveDateTime) -> i64 {
    let since = at.assume_utc() - time::OffsetDateTime::UNIX_EPOCH;
    i64::try_from(since.whole_microseconds()).unwrap_or(i64::MAX)
}

impl Attempts {
    /// Reads a row as it is at `now`: what is too old is forgotten.
    ///
    /// An attempt from the future is taken for one of this moment. So a clock that jumped back blocks no client for longer
    /// than the limit itself would. Earlier versions mark attempts whose outcome they do not know with `?`; they count.
    pub(super) fn read(text: &str, now: i64, per: Duration) -> Attempts {
        let read = text.split_ascii_whitespace().filter_map(|word| word.trim_end_matches('?').parse().ok());
        let mut times: Vec<i64> = read.collect();
        let rewound = times.iter().any(|at| *at > now);
        times.iter_mut().for_each(|at| *at = now.min(*at));
        times.retain(|at| at + length(per) > now);
        times.sort_unstable();
        Attempts { times, rewound }
    }

    /// For how long there is no room for one more, in whole seconds, rounded up: an attempt after that is let through.
    pub(super) fn wait(&self, now: i64, rate: Rate) -> Option<Duration> {
        let surplus = self.times.len().checked_sub(rate.attempts)?;
        // There is room again when this one is forgotten; all that came before it are then.
        let leaving = self.times.get(surplus).copied().unwrap_or(now);
        let micros = (leaving + length(rate.per) - now).max(1);
        Some(Duration::seconds(micros.saturating_add(MICROS - 1) / MICROS))
    }

    /// Remembers an attempt.
    pub(super) fn add(&mut self, at: i64) {
        self.times.push(at);
    }

    /// The attempt of that moment does not count after all. Two attempts of one microsecond are as good as each other.
    pub(super) fn remove(&mut self, at: i64) {
        if let Some(found) = self.times.iter().position(|one| *one == at) {
            self.times.remove(found);
        }
    }

    /// Nothing counts any more.
    pub(super) fn is_empty(&self) -> bool {
        self.times.is_empty()
    }
}

fn length(per: Duration) -> i64 {
    i64::try_from(per.whole_microseconds()).unwrap_or(i64::MAX / 4)
}

/// As the row holds it.
impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.times.iter().map(i64::to_string).collect();
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Rate = Rate { attempts: 5, per: Duration::MINUTE };
    const START: i64 = 1_000_000 * MICROS;

    fn failures(at_seconds: &[i64]) -> String {
        let times = at_seconds.iter().map(|second| START + second * MICROS).collect();
        Attempts { times, rewound: false }.to_string()
    }

    fn wait(text: &str, at_second: i64) -> Option<Duration> {
        let now = START + at_second * MICROS;
        Attempts::read(text, now, FIVE.per).wait(now, FIVE)
    }

    #[test]
    fn the_edge_of_a_minute_gains_nothing() {
        // Four late in one minute by the wall clock leave one for the first seconds of the next.
        assert_eq!(wait(&failures(&[55, 56, 57, 58]), 61), None);
        let text = failures(&[55, 56, 57, 58, 61]);
        assert_eq!(wait(&text, 62), Some(Duration::seconds(53)));
        assert_eq!(wait(&text, 114), Some(Duration::seconds(1)));
        assert_eq!(wait(&text, 115), None);
    }

    #[test]
    fn a_wait_is_rounded_up_so_that_it_is_never_too_short() {
        let text = failures(&[0, 0, 0, 0, 0]);
        let now = START + MICROS / 2;
        assert_eq!(Attempts::read(&text, now, FIVE.per).wait(now, FIVE), Some(Duration::seconds(60)));
    }

    #[test]
    fn a_limit_that_was_lowered_waits_for_enough_of_them_to_be_forgotten() {
        assert_eq!(wait(&failures(&[0, 1, 2, 3, 4, 5, 6]), 10), Some(Duration::seconds(52)));
    }

    #[test]
    fn a_clock_that_was_turned_back_blocks_for_one_length_at_most() {
        let text = failures(&[86_400, 86_401, 86_402, 86_403, 86_404]);
        let read = Attempts::read(&text, START, FIVE.per);
        assert!(read.rewound);
        assert_eq!(read.wait(START, FIVE), Some(Duration::MINUTE));
        assert_eq!(wait(&read.to_string(), 60), None);
    }

    #[test]
    fn attempts_that_an_earlier_version_marked_as_open_count() {
        let marked = failures(&[0, 1, 2, 3, 4]).replace(' ', "? ");
        assert_eq!(wait(&marked, 10), Some(Duration::seconds(50)));
    }

    #[test]
    fn a_row_that_can_not_be_read_counts_nothing() {
        assert_eq!(Attempts::read("nonsense ? 12x", START, FIVE.per), Attempts::default());
    }
}
