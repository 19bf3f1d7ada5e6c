//! One attempt: it takes its place before the work, and says afterwards how it went.

use std::time::{Duration, Instant};

use super::attempt_log::{AttemptLog, Verdict, micros};
use super::bucket::Bucket;
use super::row::Row;
use super::store;
use super::streak::Streak;
use crate::client::{Client, Door};
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// How long an attempt waits for others whose outcome decides about it, while nothing happens to any of them. Longer than it
/// takes until one whose process has died counts as failed; on a busy machine an attempt with the right password must not be
/// refused because others take their time.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it waits in any case.
const LONGEST: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// Whether an attempt counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// If it fails.
    Awaited,
    /// Unless it is withdrawn.
    Counts,
}

/// What an attempt is counted on.
pub(super) struct Limited {
    /// In the order in which their rows are locked, the same for all who use the same rows: network first, account second.
    pub(super) buckets: Vec<Bucket>,
    /// The failures in a row of one account, locked last.
    pub(super) streak: Option<Streak>,
}

impl From<Bucket> for Limited {
    fn from(bucket: Bucket) -> Limited {
        Limited { buckets: vec![bucket], streak: None }
    }
}

impl Limited {
    /// Without what is switched off. An operator at the command line is not limited.
    fn in_force(mut self, client: &Client) -> Limited {
        let counts = client.door != Door::Command;
        self.buckets.retain(|bucket| counts && bucket.rate.is_on());
        self.streak = self.streak.filter(|streak| counts && streak.is_on());
        self
    }

    fn is_empty(&self) -> bool {
        self.buckets.is_empty() && self.streak.is_none()
    }
}

/// An attempt that was let through. It stays counted when it is dropped without its outcome.
#[must_use = "say how the attempt went"]
pub struct Attempt {
    limited: Limited,
    at: i64,
}

impl Attempt {
    /// It failed, and counts.
    ///
    /// # Errors
    /// Only the database's.
    pub fn failed(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |log, at, _| log.close(at))
    }

    /// It went well, and counts for nothing. The account's failures in a row end with it.
    ///
    /// # Errors
    /// Only the database's.
    pub fn succeeded(mut self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        let streak = self.limited.streak.take();
        self.settle(c, s, |log, at, forgiven| if forgiven { log.forget() } else { log.remove(at) })?;
        streak.map_or(Ok(()), |streak| streak.end(c))
    }

    /// It was none after all.
    ///
    /// # Errors
    /// Only the database's.
    pub fn withdrawn(mut self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        let streak = self.limited.streak.take();
        self.settle(c, s, |log, at, _| log.remove(at))?;
        streak.map_or(Ok(()), |streak| streak.take_one_back(c, s))
    }

    fn settle(self, c: &mut Conn, s: &Services, settle: impl Fn(&mut AttemptLog, i64, bool)) -> Result<(), Error> {
        for bucket in &self.limited.buckets {
            let mut log = bucket.lock(c, s)?;
            settle(&mut log, self.at, bucket.forgiven_by_success);
            bucket.write(c, s, &log)?;
        }
        Ok(())
    }
}

/// Takes a place in everything that the attempt is counted on, or in nothing.
pub(super) fn begin(
    s: &Services,
    client: &Client,
    outcome: Outcome,
    limited: impl Into<Limited>,
) -> Result<Attempt, Error> {
    let limited = limited.into().in_force(client);
    if limited.is_empty() {
        return Ok(Attempt { limited, at: 0 });
    }
    let started = Instant::now();
    let (mut since, mut seen) = (started, Vec::new());
    loop {
        let rows = load(s, &limited)?;
        match judge(s, &limited, &rows)? {
            Verdict::Free => {
                if let Some(at) = s.db.transaction(|c| take_places(c, s, outcome, &limited))? {
                    return Ok(Attempt { limited, at });
                }
            }
            Verdict::Undecided => std::thread::sleep(PAUSE),
            Verdict::Full(wait) => return Err(Error::TooMany { retry_after: wait.unsigned_abs(), field: None }),
        }
        if rows != seen {
            (since, seen) = (Instant::now(), rows);
        }
        if since.elapsed() > PATIENCE || started.elapsed() > LONGEST {
            return Err(Error::TooMany { retry_after: Duration::from_secs(1), field: None });
        }
    }
}

/// Whether [`begin`] would let an attempt through now. It may still be refused a moment later, and one whose turn depends on
/// attempts that are being made is let through to wait for them.
pub(super) fn may_begin(s: &Services, client: &Client, limited: impl Into<Limited>) -> Result<(), Error> {
    let limited = limited.into().in_force(client);
    if limited.is_empty() {
        return Ok(());
    }
    match verdict(s, &limited)? {
        Verdict::Full(wait) => Err(Error::TooMany { retry_after: wait.unsigned_abs(), field: None }),
        Verdict::Free | Verdict::Undecided => Ok(()),
    }
}

/// The verdict of all together, without a lock: a refused attempt costs the database one look.
pub(super) fn verdict(s: &Services, limited: &Limited) -> Result<Verdict, Error> {
    let rows = load(s, limited)?;
    judge(s, limited, &rows)
}

fn load(s: &Services, Limited { buckets, streak }: &Limited) -> Result<Vec<(String, String)>, Error> {
    let of_streak = streak.iter().flat_map(|streak| [&streak.row, &streak.known_network]);
    let names: Vec<&str> = buckets.iter().map(|bucket| &bucket.row).chain(of_streak).flat_map(Row::names).collect();
    store::load(&mut *s.db.conn()?, &names)
}

fn judge(s: &Services, limited: &Limited, rows: &[(String, String)]) -> Result<Verdict, Error> {
    let Limited { buckets, streak } = limited;
    let now = micros(s.clock.now());
    let mut verdict = Verdict::Free;
    for bucket in buckets {
        let log = bucket.read(rows, now);
        if log.rewound {
            // Written again as it is seen now, or it would be seen so until the clock has caught up.
            s.db.transaction(|c| bucket.lock(c, s).and_then(|log| bucket.write(c, s, &log)))?;
        }
        verdict = verdict.and(log.verdict(now, bucket.rate));
    }
    match streak {
        Some(streak) => Ok(verdict.and(streak.verdict(rows))),
        None => Ok(verdict),
    }
}

/// Under lock: a place in each bucket, if each has room.
fn take_places(c: &mut Conn, s: &Services, outcome: Outcome, limited: &Limited) -> Result<Option<i64>, Error> {
    let mut locked = Vec::new();
    for bucket in &limited.buckets {
        let log = bucket.lock(c, s)?;
        if log.verdict(micros(s.clock.now()), bucket.rate) != Verdict::Free {
            return Ok(None);
        }
        locked.push((bucket, log));
    }
    if let Some(streak) = &limited.streak
        && !streak.add_one(c, s)?
    {
        return Ok(None);
    }
    let at = micros(s.clock.now());
    for (bucket, mut log) in locked {
        log.add(at, outcome == Outcome::Awaited);
        bucket.write(c, s, &log)?;
    }
    Ok(Some(at))
}
