//! The failures in a row of one account, from everywhere: many networks together get no more guesses than one.
//!
//! NIST SP 800-63B-4 section 3.2.2 allows at most 100 failures in a row for one account. A count without a window of time
//! could lock the owner out for good, so it refuses only clients that never logged in to the account before: the owner's
//! networks and browsers go on (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use time::Duration;

use super::row::Row;
use super::store;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// How long a count is kept after the last attempt. Rows of names that no account has must not stay for ever; those of
/// accounts are kept alike, or the difference would tell who exists.
const KEPT: Duration = Duration::days(365);

/// The same while the count is below a tenth of its limit, as most are: a flood of names, each tried once, does not stay for
/// a year. Guessing below that tenth and waiting gains nothing: twelve times a tenth is little more than once the whole.
const KEPT_WHILE_SMALL: Duration = Duration::days(30);

/// Failures in a row of one account.
pub(super) struct Streak {
    /// Its row.
    pub(super) row: Row,
    /// The row that says that the client's network is known to the account.
    pub(super) known_network: Row,
    /// The client has logged in to the account before, whatever its network.
    pub(super) known_client: bool,
    /// How many are allowed; 0 for no limit.
    pub(super) most: u32,
    /// What refused clients get as `Retry-After`. The real end, a login of the owner, is not known.
    pub(super) retry_after: Duration,
}

/// What a row says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    attempts: u32,
    /// The owner was notified.
    notified: bool,
}

impl Count {
    fn read(text: &str) -> Count {
        let attempts = text.trim_end_matches('!').parse().unwrap_or(0);
        Count { attempts, notified: text.ends_with('!') }
    }

    /// The count of a row that may have two names.
    fn sum<T: AsRef<str>>(texts: &[T]) -> Count {
        let counts = texts.iter().map(|text| Count::read(text.as_ref()));
        counts.fold(Count::default(), |sum, count| Count {
            attempts: sum.attempts.saturating_add(count.attempts),
            notified: sum.notified || count.notified,
        })
    }

    fn text(self) -> String {
        format!("{}{}", self.attempts, if self.notified { "!" } else { "" })
    }
}

impl Streak {
    pub(super) fn is_on(&self) -> bool {
        self.most > 0
    }

    /// How long one more attempt has to wait, as the rows say.
    pub(super) fn wait(&self, rows: &[(String, String)]) -> Option<Duration> {
        let is_known = self.known_client || !self.known_network.texts(rows).is_empty();
        (self.is_reached(Count::sum(&self.row.texts(rows))) && !is_known).then_some(self.retry_after)
    }

    /// The same under lock.
    pub(super) fn lock_and_wait(&self, c: &mut Conn, s: &Services) -> Result<Option<Duration>, Error> {
        let is_reached = self.is_reached(self.lock(c, s)?);
        let is_known = self.known_client || self.known_network.exists(c)?;
        Ok((is_reached && !is_known).then_some(self.retry_after))
    }

    fn is_reached(&self, count: Count) -> bool {
        count.attempts >= self.most
    }

    /// Whether the limit is reached, for whichever client. Without a lock.
    pub(super) fn is_full(&self, c: &mut Conn) -> Result<bool, Error> {
        Ok(self.is_reached(Count::sum(&self.row.texts(&store::load(c, &self.row.names())?))))
    }

    /// Counts a failure.
    pub(super) fn add_one(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        let count = self.lock(c, s)?;
        self.write(c, s, Count { attempts: count.attempts.saturating_add(1), ..count })
    }

    /// The row ends.
    pub(super) fn end(&self, c: &mut Conn) -> Result<(), Error> {
        self.row.delete(c)
    }

    /// Whether the limit is reached and the owner was not notified of it yet. The next time the answer is no.
    pub(super) fn must_notify(&self, c: &mut Conn, s: &Services) -> Result<bool, Error> {
        let count = self.lock(c, s)?;
        let first = self.is_on() && self.is_reached(count) && !count.notified;
        self.write(c, s, Count { notified: count.notified || first, ..count })?;
        Ok(first)
    }

    fn lock(&self, c: &mut Conn, s: &Services) -> Result<Count, Error> {
        Ok(Count::sum(&self.row.lock(c, s.clock.now())?))
    }

    fn write(&self, c: &mut Conn, s: &Services, count: Count) -> Result<(), Error> {
        if count == Count::default() {
            return self.end(c);
        }
        let kept = if count.attempts.saturating_mul(10) < self.most { KEPT_WHILE_SMALL } else { KEPT };
        self.row.write(c, &count.text(), s.clock.now() + kept)
    }
}

/// Notes that the account was logged in to from the network of this row.
pub(super) fn know_network(c: &mut Conn, s: &Services, row: &Row) -> Result<(), Error> {
    let now = s.clock.now();
    row.lock(c, now)?;
    row.write(c, "known", now + KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_reads_as_it_is_written_and_nonsense_counts_nothing() {
        for text in ["0", "7", "100!"] {
            assert_eq!(Count::read(text).text(), text);
        }
        assert_eq!(Count::read("nonsense"), Count::default());
        assert_eq!(Count::read(""), Count::default());
    }

    #[test]
    fn a_count_under_two_keys_is_their_sum() {
        assert_eq!(Count::sum(&["60", "40!"]), Count { attempts: 100, notified: true });
        assert_eq!(Count::sum::<&str>(&[]), Count::default());
    }
}
