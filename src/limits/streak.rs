//! The failures in a row of one account, from everywhere: many networks together get no more guesses than one.
//!
//! NIST SP 800-63B-4 section 3.2.2 allows at most 100 failures in a row for one account. A count without a window of time
//! could lock the owner out for good, so it refuses only clients that never logged in to the account before: the owner's
//! networks and browsers go on (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use time::Duration;

use super::attempt_log::Verdict;
use super::store;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// How long a count is kept after the last attempt. Rows of names that no account has must not stay for ever; those of
/// accounts are kept alike, or the difference would tell who exists.
const KEPT: Duration = Duration::days(365);

/// Failures in a row of one account.
pub(super) struct Streak {
    /// The name of its row.
    pub(super) key: String,
    /// The name of the row that says that the client's network is known to the account.
    pub(super) known_network: String,
    /// The client has logged in to the account before, whatever its network.
    pub(super) known_client: bool,
    /// How many are allowed; 0 for no limit.
    pub(super) most: u32,
    /// When refused clients are told to come back. Nobody knows when the owner will log in.
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

    fn text(self) -> String {
        format!("{}{}", self.attempts, if self.notified { "!" } else { "" })
    }
}

impl Streak {
    pub(super) fn is_on(&self) -> bool {
        self.most > 0
    }

    /// What the row says to one more attempt.
    pub(super) fn verdict(&self, row: Option<&str>, is_network_known: bool) -> Verdict {
        let is_known = self.known_client || is_network_known;
        match row.map(Count::read) {
            Some(count) if count.attempts >= self.most && !is_known => Verdict::Full(self.retry_after),
            _ => Verdict::Free,
        }
    }

    /// Counts an attempt before its outcome is known; false where none is left. Of many at once no more get through than
    /// one after the other.
    pub(super) fn add_one(&self, c: &mut Conn, s: &Services) -> Result<bool, Error> {
        let count = self.lock(c, s)?;
        let is_known = self.known_client || store::exists(c, &self.known_network)?;
        if count.attempts >= self.most && !is_known {
            return Ok(false);
        }
        self.write(c, s, Count { attempts: count.attempts.saturating_add(1), ..count })?;
        Ok(true)
    }

    /// An attempt that was counted was none.
    pub(super) fn take_one_back(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        let count = self.lock(c, s)?;
        self.write(c, s, Count { attempts: count.attempts.saturating_sub(1), ..count })
    }

    /// The row ends.
    pub(super) fn end(&self, c: &mut Conn) -> Result<(), Error> {
        store::delete(c, &self.key)
    }

    /// Whether the limit is reached and nobody was notified of it yet. The next time the answer is no.
    pub(super) fn must_notify(&self, c: &mut Conn, s: &Services) -> Result<bool, Error> {
        let count = self.lock(c, s)?;
        let first = self.is_on() && count.attempts >= self.most && !count.notified;
        self.write(c, s, Count { notified: count.notified || first, ..count })?;
        Ok(first)
    }

    fn lock(&self, c: &mut Conn, s: &Services) -> Result<Count, Error> {
        Ok(Count::read(&store::lock(c, &self.key, s.clock.now())?))
    }

    fn write(&self, c: &mut Conn, s: &Services, count: Count) -> Result<(), Error> {
        if count.attempts == 0 {
            return self.end(c);
        }
        store::write(c, &self.key, &count.text(), s.clock.now() + KEPT)
    }
}

/// Notes that the account was logged in to from the network of this row.
pub(super) fn know_network(c: &mut Conn, s: &Services, row: &str) -> Result<(), Error> {
    let now = s.clock.now();
    store::lock(c, row, now)?;
    store::write(c, row, "known", now + KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streak(known_client: bool) -> Streak {
        let (key, known_network) = (String::new(), String::new());
        Streak { key, known_network, known_client, most: 100, retry_after: Duration::MINUTE }
    }

    #[test]
    fn a_count_reads_as_it_is_written_and_nonsense_counts_nothing() {
        for text in ["0", "7", "100!"] {
            assert_eq!(Count::read(text).text(), text);
        }
        assert_eq!(Count::read("nonsense"), Count::default());
        assert_eq!(Count::read(""), Count::default());
    }

    #[test]
    fn after_the_last_one_only_who_is_known_goes_on() {
        let full = Verdict::Full(Duration::MINUTE);
        assert_eq!(streak(false).verdict(Some("99"), false), Verdict::Free);
        assert_eq!(streak(false).verdict(Some("100"), false), full);
        assert_eq!(streak(false).verdict(Some("100!"), false), full);
        assert_eq!(streak(false).verdict(Some("100"), true), Verdict::Free);
        assert_eq!(streak(true).verdict(Some("100"), false), Verdict::Free);
        assert_eq!(streak(false).verdict(None, false), Verdict::Free);
    }
}
