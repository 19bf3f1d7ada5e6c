//! What one attempt is counted on, and when it counts.

use std::time::Duration;

use super::attempts::{Attempts, micros};
use super::bucket::Bucket;
use super::row::Row;
use super::store;
use super::streak::Streak;
use crate::account::User;
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::metrics::LimitKind;
use crate::state::Services;

/// Buckets, and the failures in a row of an account. None of them where the limits are switched off.
pub(super) struct Limited {
    kind: LimitKind,
    /// In the order in which their rows are locked, the same for all who use the same rows: network first, account second.
    pub(super) buckets: Vec<Bucket>,
    /// Locked last.
    streak: Option<Streak>,
}

impl Limited {
    /// Without what is switched off. An operator at the command line is not limited.
    pub(super) fn new(kind: LimitKind, context: &Context, mut buckets: Vec<Bucket>, streak: Option<Streak>) -> Limited {
        let counts = !context.actor.is_trusted();
        buckets.retain(|bucket| counts && bucket.rate.is_on());
        Limited { kind, buckets, streak: streak.filter(|streak| counts && streak.is_on()) }
    }

    fn is_off(&self) -> bool {
        self.buckets.is_empty() && self.streak.is_none()
    }

    /// Refuses where nothing is left, without a lock: a refused attempt costs the database one query. Only after the clock was set
    /// back does it write.
    ///
    /// # Errors
    /// [`Error::TooMany`] that says when to come back.
    pub(super) fn check(&self, s: &Services) -> Result<(), Error> {
        self.wait(s)?.map_or(Ok(()), |wait| Err(self.refuse(s, wait)))
    }

    /// How long an attempt would have to wait, if it would.
    ///
    /// # Errors
    /// Only the database's.
    pub(super) fn wait(&self, s: &Services) -> Result<Option<Duration>, Error> {
        let Refusals { full, in_a_row } = self.refusals(s)?;
        Ok(longest(full.into_iter().chain(in_a_row)))
    }

    /// What refuses an attempt now, and for how long.
    ///
    /// # Errors
    /// Only the database's.
    pub(super) fn refusals(&self, s: &Services) -> Result<Refusals, Error> {
        if self.is_off() {
            return Ok(Refusals::default());
        }
        let of_streak = self.streak.iter().flat_map(|streak| [&streak.row, &streak.known_network]);
        let rows = self.buckets.iter().map(|bucket| &bucket.row).chain(of_streak);
        let names: Vec<&str> = rows.flat_map(Row::names).collect();
        let rows = s.db.read(|c| store::load(c, &names))?;
        let now = micros(s.clock.now());
        let mut full = None;
        for bucket in &self.buckets {
            let attempts = bucket.read(&rows, now);
            if attempts.rewound {
                // Written again as it is seen now, or it would be seen so until the clock has caught up.
                s.db.transaction(|c| bucket.lock(c, s).and_then(|attempts| bucket.write(c, s, &attempts)))?;
            }
            full = full.max(attempts.wait(now, bucket.rate));
        }
        Ok(Refusals { full, in_a_row: self.streak.as_ref().and_then(|streak| streak.wait(&rows)) })
    }

    /// Counts one attempt, or refuses it where nothing is left. Under lock: of many at once no more get through than one
    /// after the other.
    ///
    /// # Errors
    /// [`Error::TooMany`] that says when to come back, which has to roll the transaction back.
    pub(super) fn count(&self, c: &mut Conn, s: &Services) -> Result<i64, Error> {
        let locked = self.lock(c, s)?;
        let at = micros(s.clock.now());
        for (bucket, mut attempts) in self.buckets.iter().zip(locked) {
            attempts.add(at);
            bucket.write(c, s, &attempts)?;
        }
        self.streak.as_ref().map_or(Ok(()), |streak| streak.add_one(c, s))?;
        Ok(at)
    }

    /// One attempt went well: it counts for nothing, and clears what a success forgives. It is refused where nothing is left,
    /// or the right one of many guesses at once would get through.
    ///
    /// # Errors
    /// As [`Limited::count`].
    pub(super) fn forgive(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        for (bucket, attempts) in self.buckets.iter().zip(self.lock(c, s)?) {
            if bucket.forgiven_by_success || attempts.is_empty() {
                bucket.row.delete(c)?;
            }
        }
        self.streak.as_ref().map_or(Ok(()), |streak| streak.end(c))
    }

    fn lock(&self, c: &mut Conn, s: &Services) -> Result<Vec<Attempts>, Error> {
        let (mut locked, mut waits) = (Vec::new(), Vec::new());
        for bucket in &self.buckets {
            let attempts = bucket.lock(c, s)?;
            waits.extend(attempts.wait(micros(s.clock.now()), bucket.rate));
            locked.push(attempts);
        }
        if let Some(streak) = &self.streak {
            waits.extend(streak.lock_and_wait(c, s)?);
        }
        longest(waits).map_or(Ok(locked), |wait| Err(self.refuse(s, wait)))
    }

    fn refuse(&self, s: &Services, retry_after: Duration) -> Error {
        s.metrics.limits_reached.count(self.kind);
        Error::TooMany { retry_after, field: None }
    }
}

/// What refuses an attempt: for how long from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusals {
    /// A bucket without room.
    pub(crate) full: Option<time::Duration>,
    /// The failures in a row of the account, where the client is new to it.
    pub(crate) in_a_row: Option<time::Duration>,
}

fn longest(waits: impl IntoIterator<Item = time::Duration>) -> Option<Duration> {
    waits.into_iter().max().map(time::Duration::unsigned_abs)
}

/// An attempt that was let through and counts.
#[must_use = "it counts until it is withdrawn"]
pub(crate) struct Attempt {
    limited: Limited,
    at: i64,
}

impl Attempt {
    /// Takes a place in everything that the attempt is counted on, or in nothing.
    pub(super) fn take(s: &Services, limited: Limited) -> Result<Attempt, Error> {
        limited.check(s)?;
        let at = if limited.is_off() { 0 } else { s.db.transaction(|c| limited.count(c, s))? };
        Ok(Attempt { limited, at })
    }

    /// It was none after all.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn withdrawn(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        for bucket in &self.limited.buckets {
            let mut attempts = bucket.lock(c, s)?;
            attempts.remove(self.at);
            bucket.write(c, s, &attempts)?;
        }
        Ok(())
    }
}

/// What one attempt at a password is counted on. It takes no place before its outcome is known, so that right passwords at the
/// same moment don't stand in each other's way.
#[must_use = "say how the attempt went"]
pub struct PasswordLimits(pub(super) Limited);

impl PasswordLimits {
    /// Refuses the attempt where nothing is left, before its password is checked.
    ///
    /// # Errors
    /// [`Error::TooMany`] that says when to come back, whether the password is right or not.
    pub(crate) fn check(&self, s: &Services) -> Result<(), Error> {
        self.0.check(s)
    }

    /// The same for one who wants to know what refuses it. Counts nothing.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn refusals(&self, s: &Services) -> Result<Refusals, Error> {
        self.0.refusals(s)
    }

    /// It failed, and counts.
    ///
    /// # Errors
    /// [`Error::TooMany`] where others that came at the same moment have used everything up: then the caller gets this answer
    /// and does not learn that the password was wrong.
    pub(crate) fn failed(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.0.count(c, s).map(drop)
    }

    /// It went well, and counts for nothing. The account's failures from this network and its failures in a row end with it.
    ///
    /// # Errors
    /// As [`PasswordLimits::failed`].
    pub fn succeeded(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.0.forgive(c, s)
    }

    /// The password of this account was right, whatever follows from it. Where the account has a second factor it forgives nothing.
    ///
    /// # Errors
    /// As [`PasswordLimits::failed`].
    pub(crate) fn password_was_right(&self, c: &mut Conn, s: &Services, user: &User) -> Result<(), Error> {
        if user.has_second_factor() { self.half_way(c, s) } else { self.succeeded(c, s) }
    }

    /// The password was right, and a second factor is still to come. It counts for nothing and forgives nothing: whoever knows
    /// the password must not be able to clear the wrong codes by it. Refused where nothing is left, like a wrong one.
    ///
    /// # Errors
    /// As [`PasswordLimits::failed`].
    pub(crate) fn half_way(&self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.0.lock(c, s).map(drop)
    }
}
