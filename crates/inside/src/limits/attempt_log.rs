//! What one bucket remembers: the time of each attempt that still counts. Nothing here asks a clock or a database.

use std::fmt;

use time::{Duration, PrimitiveDateTime};

use super::Rate;

/// Longer than this no password is being checked: the process that checked it has died, and the attempt counts as failed.
const LONGEST_CHECK: i64 = 15 * MICROS;

const MICROS: i64 = 1_000_000;

/// One attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// Microseconds since 1970.
    at: i64,
    /// Its outcome is not known yet.
    open: bool,
}

/// What a bucket says to one more attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is room.
    Free,
    /// There is none as long as some attempts are open: their outcome decides.
    Undecided,
    /// There is none for this long, in whole seconds, rounded up: an attempt after that is let through.
    Full(Duration),
}

impl Verdict {
    /// The verdict of two buckets together.
    #[must_use]
    pub fn and(self, other: Verdict) -> Verdict {
        match (self, other) {
            (Verdict::Full(one), Verdict::Full(other)) => Verdict::Full(one.max(other)),
            (Verdict::Full(wait), _) | (_, Verdict::Full(wait)) => Verdict::Full(wait),
            (Verdict::Undecided, _) | (_, Verdict::Undecided) => Verdict::Undecided,
            (Verdict::Free, Verdict::Free) => Verdict::Free,
        }
    }
}

/// The attempts that count, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttemptLog {
    attempts: Vec<Entry>,
    /// An attempt lay in the future: the clock was turned back, and the row has to be written again to hold today's truth.
    pub rewound: bool,
}

/// A moment as the log remembers it.
pub fn micros(at: PrimitiveDateTime) -> i64 {
    let since = at.assume_utc() - time::OffsetDateTime::UNIX_EPOCH;
    i64::try_from(since.whole_microseconds()).unwrap_or(i64::MAX)
}

impl AttemptLog {
    /// Reads a row as it is at `now`: what is too old is forgotten.
    ///
    /// An attempt from the future is taken for one of this moment. So a clock that jumped back blocks no client for longer than
    /// the limit itself would.
    pub fn read(text: &str, now: i64, per: Duration) -> AttemptLog {
        let parse = |word: &str| {
            let open = word.ends_with('?');
            word.trim_end_matches('?').parse().ok().map(|at| Entry { at, open })
        };
        let mut read: Vec<Entry> = text.split_ascii_whitespace().filter_map(parse).collect();
        let rewound = read.iter().any(|entry| entry.at > now);
        for entry in &mut read {
            entry.at = entry.at.min(now);
        }
        read.retain(|entry| entry.at + length(per) > now);
        read.sort_by_key(|entry| entry.at);
        AttemptLog { attempts: read, rewound }
    }

    /// What this bucket says at `now`.
    pub fn verdict(&self, now: i64, rate: Rate) -> Verdict {
        let Some(surplus) = self.attempts.len().checked_sub(rate.attempts) else { return Verdict::Free };
        let is_open = |entry: &&Entry| entry.open && now - entry.at < LONGEST_CHECK;
        if self.attempts.iter().filter(is_open).count() > surplus {
            return Verdict::Undecided;
        }
        // There is room again when this one is forgotten; all that came before it are then.
        let leaving = self.attempts.get(surplus).map_or(now, |entry| entry.at);
        let micros = (leaving + length(rate.per) - now).max(1);
        Verdict::Full(Duration::seconds(
            micros.unsigned_abs().div_ceil(MICROS.unsigned_abs()).try_into().unwrap_or(i64::MAX),
        ))
    }

    /// Remembers an attempt; `open` while its outcome is not known.
    pub fn add(&mut self, at: i64, open: bool) {
        self.attempts.push(Entry { at, open });
    }

    /// The attempt of that moment failed.
    pub fn close(&mut self, at: i64) {
        if let Some(found) = self.position(at)
            && let Some(entry) = self.attempts.get_mut(found)
        {
            entry.open = false;
        }
    }

    /// The attempt of that moment does not count after all.
    pub fn remove(&mut self, at: i64) {
        if let Some(found) = self.position(at) {
            self.attempts.remove(found);
        }
    }

    /// None of them counts any more.
    pub fn forget(&mut self) {
        self.attempts.clear();
    }

    /// Two attempts of one microsecond are as good as each other; after a jump of the clock any open one has to do.
    fn position(&self, at: i64) -> Option<usize> {
        let same = self.attempts.iter().position(|entry| entry.open && entry.at == at);
        let counted = || self.attempts.iter().position(|entry| entry.at == at);
        same.or_else(counted).or_else(|| self.attempts.iter().position(|entry| entry.open))
    }

    /// Nothing counts any more.
    pub fn is_empty(&self) -> bool {
        self.attempts.is_empty()
    }
}

fn length(per: Duration) -> i64 {
    i64::try_from(per.whole_microseconds()).unwrap_or(i64::MAX / 4)
}

/// As the row holds it.
impl fmt::Display for AttemptLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, entry) in self.attempts.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}{}", entry.at, if entry.open { "?" } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Rate = Rate { attempts: 5, per: Duration::MINUTE };
    const START: i64 = 1_000_000 * MICROS;

    fn failures(at_seconds: &[i64]) -> String {
        let mut log = AttemptLog::default();
        for second in at_seconds {
            log.add(START + second * MICROS, false);
        }
        log.to_string()
    }

    fn verdict(text: &str, at_second: i64) -> Verdict {
        let now = START + at_second * MICROS;
        AttemptLog::read(text, now, FIVE.per).verdict(now, FIVE)
    }

    #[test]
    fn the_edge_of_a_minute_gains_nothing() {
        // Four late in one minute by the wall clock leave one for the first seconds of the next.
        let text = failures(&[55, 56, 57, 58]);
        assert_eq!(verdict(&text, 61), Verdict::Free);
        let text = failures(&[55, 56, 57, 58, 61]);
        assert_eq!(verdict(&text, 62), Verdict::Full(Duration::seconds(53)));
        assert_eq!(verdict(&text, 114), Verdict::Full(Duration::seconds(1)));
        assert_eq!(verdict(&text, 115), Verdict::Free);
    }

    #[test]
    fn a_wait_is_rounded_up_so_that_it_is_never_too_short() {
        let text = failures(&[0, 0, 0, 0, 0]);
        let now = START + MICROS / 2;
        assert_eq!(AttemptLog::read(&text, now, FIVE.per).verdict(now, FIVE), Verdict::Full(Duration::seconds(60)));
    }

    #[test]
    fn a_limit_that_was_lowered_waits_for_enough_of_them_to_be_forgotten() {
        let text = failures(&[0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(verdict(&text, 10), Verdict::Full(Duration::seconds(52)));
    }

    #[test]
    fn a_clock_that_was_turned_back_blocks_for_one_length_at_most() {
        let text = failures(&[86_400, 86_401, 86_402, 86_403, 86_404]);
        let read = AttemptLog::read(&text, START, FIVE.per);
        assert!(read.rewound);
        assert_eq!(read.verdict(START, FIVE), Verdict::Full(Duration::MINUTE));
        assert_eq!(verdict(&read.to_string(), 60), Verdict::Free);
    }

    #[test]
    fn open_attempts_are_waited_for_and_then_count() {
        let mut log = AttemptLog::read(&failures(&[0, 1, 2, 3]), START + 4 * MICROS, FIVE.per);
        let at = START + 4 * MICROS;
        log.add(at, true);
        assert_eq!(log.verdict(at, FIVE), Verdict::Undecided);
        assert_eq!(verdict(&log.to_string(), 25), Verdict::Full(Duration::seconds(35)));
        let mut failed = log.clone();
        failed.close(at);
        assert_eq!(failed.verdict(at, FIVE), Verdict::Full(Duration::seconds(56)));
        log.remove(at);
        assert_eq!(log.verdict(at, FIVE), Verdict::Free);
    }

    #[test]
    fn a_row_that_can_not_be_read_counts_nothing() {
        assert_eq!(AttemptLog::read("nonsense ? 12x", START, FIVE.per), AttemptLog::default());
    }
}
