//! What one budget remembers: when each try was that still counts. Nothing here asks a clock or a database.

use std::fmt;

use time::{Duration, PrimitiveDateTime};

use super::Rate;

/// Longer than this no password is being checked: whoever began has died, and the try counts as failed.
const LONGEST_CHECK: i64 = 15 * MICROS;

const MICROS: i64 = 1_000_000;

/// One try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Try {
    /// Microseconds since 1970.
    at: i64,
    /// Its outcome is not known yet.
    open: bool,
}

/// What a budget says to one more try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is room.
    Free,
    /// There is none as long as some tries are open: their outcome decides.
    Undecided,
    /// There is none for this long, in whole seconds, rounded up: whoever comes back then is let in.
    Full(Duration),
}

impl Verdict {
    /// What two budgets say together.
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

/// The tries that count, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    tries: Vec<Try>,
    /// A try lay in the future: the clock was turned back, and the row has to be written again to hold today's truth.
    pub rewound: bool,
}

/// A moment as tries remember it.
pub fn micros(at: PrimitiveDateTime) -> i64 {
    let since = at.assume_utc() - time::OffsetDateTime::UNIX_EPOCH;
    i64::try_from(since.whole_microseconds()).unwrap_or(i64::MAX)
}

impl Tries {
    /// Reads a row as it is at `now`: what is too old is forgotten.
    ///
    /// A try from the future is taken for one of this moment. So a clock that jumped back blocks nobody for longer than
    /// the limit itself would.
    pub fn read(text: &str, now: i64, per: Duration) -> Tries {
        let parse = |word: &str| {
            let open = word.ends_with('?');
            word.trim_end_matches('?').parse().ok().map(|at| Try { at, open })
        };
        let mut read: Vec<Try> = text.split_ascii_whitespace().filter_map(parse).collect();
        let rewound = read.iter().any(|a_try| a_try.at > now);
        for a_try in &mut read {
            a_try.at = a_try.at.min(now);
        }
        read.retain(|a_try| a_try.at + length(per) > now);
        read.sort_by_key(|a_try| a_try.at);
        Tries { tries: read, rewound }
    }

    /// What this budget says at `now`.
    pub fn verdict(&self, now: i64, rate: Rate) -> Verdict {
        let Some(surplus) = self.tries.len().checked_sub(rate.tries) else { return Verdict::Free };
        let is_open = |a_try: &&Try| a_try.open && now - a_try.at < LONGEST_CHECK;
        if self.tries.iter().filter(is_open).count() > surplus {
            return Verdict::Undecided;
        }
        // There is room again when this one is forgotten; all that came before it are then.
        let leaving = self.tries.get(surplus).map_or(now, |a_try| a_try.at);
        let micros = (leaving + length(rate.per) - now).max(1);
        Verdict::Full(Duration::seconds(
            micros.unsigned_abs().div_ceil(MICROS.unsigned_abs()).try_into().unwrap_or(i64::MAX),
        ))
    }

    /// Remembers a try; `open` while its outcome is not known.
    pub fn add(&mut self, at: i64, open: bool) {
        self.tries.push(Try { at, open });
    }

    /// The try of that moment failed.
    pub fn close(&mut self, at: i64) {
        if let Some(found) = self.position(at)
            && let Some(a_try) = self.tries.get_mut(found)
        {
            a_try.open = false;
        }
    }

    /// The try of that moment does not count after all.
    pub fn take_back(&mut self, at: i64) {
        if let Some(found) = self.position(at) {
            self.tries.remove(found);
        }
    }

    /// None of them counts any more.
    pub fn forget(&mut self) {
        self.tries.clear();
    }

    /// Two tries of one microsecond are as good as each other; after a jump of the clock any open one has to do.
    fn position(&self, at: i64) -> Option<usize> {
        let same = self.tries.iter().position(|a_try| a_try.open && a_try.at == at);
        let counted = || self.tries.iter().position(|a_try| a_try.at == at);
        same.or_else(counted).or_else(|| self.tries.iter().position(|a_try| a_try.open))
    }

    /// Nothing counts any more.
    pub fn is_empty(&self) -> bool {
        self.tries.is_empty()
    }
}

fn length(per: Duration) -> i64 {
    i64::try_from(per.whole_microseconds()).unwrap_or(i64::MAX / 4)
}

/// As the row holds it.
impl fmt::Display for Tries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, a_try) in self.tries.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}{}", a_try.at, if a_try.open { "?" } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Rate = Rate { tries: 5, per: Duration::MINUTE };
    const START: i64 = 1_000_000 * MICROS;

    fn failures(at_seconds: &[i64]) -> String {
        let mut tries = Tries::default();
        for second in at_seconds {
            tries.add(START + second * MICROS, false);
        }
        tries.to_string()
    }

    fn verdict(text: &str, at_second: i64) -> Verdict {
        let now = START + at_second * MICROS;
        Tries::read(text, now, FIVE.per).verdict(now, FIVE)
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
        assert_eq!(Tries::read(&text, now, FIVE.per).verdict(now, FIVE), Verdict::Full(Duration::seconds(60)));
    }

    #[test]
    fn a_limit_that_was_lowered_waits_for_enough_of_them_to_be_forgotten() {
        let text = failures(&[0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(verdict(&text, 10), Verdict::Full(Duration::seconds(52)));
    }

    #[test]
    fn a_clock_that_was_turned_back_blocks_for_one_length_at_most() {
        let text = failures(&[86_400, 86_401, 86_402, 86_403, 86_404]);
        let read = Tries::read(&text, START, FIVE.per);
        assert!(read.rewound);
        assert_eq!(read.verdict(START, FIVE), Verdict::Full(Duration::MINUTE));
        assert_eq!(verdict(&read.to_string(), 60), Verdict::Free);
    }

    #[test]
    fn open_tries_are_waited_for_and_then_count() {
        let mut tries = Tries::read(&failures(&[0, 1, 2, 3]), START + 4 * MICROS, FIVE.per);
        let at = START + 4 * MICROS;
        tries.add(at, true);
        assert_eq!(tries.verdict(at, FIVE), Verdict::Undecided);
        assert_eq!(verdict(&tries.to_string(), 25), Verdict::Full(Duration::seconds(35)));
        let mut failed = tries.clone();
        failed.close(at);
        assert_eq!(failed.verdict(at, FIVE), Verdict::Full(Duration::seconds(56)));
        tries.take_back(at);
        assert_eq!(tries.verdict(at, FIVE), Verdict::Free);
    }

    #[test]
    fn a_row_that_can_not_be_read_counts_nothing() {
        assert_eq!(Tries::read("nonsense ? 12x", START, FIVE.per), Tries::default());
    }
}
