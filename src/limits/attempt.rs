//! One try: it takes its place before the work, and says afterwards how it went.

use std::time::{Duration, Instant};

use super::budget::Budget;
use super::store;
use super::tries::{Tries, Verdict, micros};
use crate::client::{Client, Door};
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// How long a try waits for others whose outcome decides about it.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(20);

/// Whether a try counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// If it fails.
    Awaited,
    /// Unless it is withdrawn.
    Counts,
}

/// A try that was let through. Whoever drops it without a word leaves it counted.
#[must_use = "say how the try went"]
pub struct Attempt {
    budgets: Vec<Budget>,
    at: i64,
}

impl Attempt {
    /// It failed, and counts.
    ///
    /// # Errors
    /// Only the database's.
    pub fn failed(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, _| tries.close(at))
    }

    /// It went well, and counts for nothing.
    ///
    /// # Errors
    /// Only the database's.
    pub fn succeeded(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, forgiven| if forgiven { tries.forget() } else { tries.take_back(at) })
    }

    /// It was none after all.
    ///
    /// # Errors
    /// Only the database's.
    pub fn withdrawn(self, c: &mut Conn, s: &Services) -> Result<(), Error> {
        self.settle(c, s, |tries, at, _| tries.take_back(at))
    }

    fn settle(self, c: &mut Conn, s: &Services, settle: impl Fn(&mut Tries, i64, bool)) -> Result<(), Error> {
        for budget in &self.budgets {
            let mut tries = budget.lock(c, s)?;
            settle(&mut tries, self.at, budget.forgiven_by_success);
            budget.write(c, s, &tries)?;
        }
        Ok(())
    }
}

/// Takes a place in every budget, or in none.
///
/// The order of the budgets is the order in which rows are locked, the same for all who use the same rows: network first.
/// An operator at the command line is not limited.
pub(super) fn begin(
    s: &Services,
    client: &Client,
    outcome: Outcome,
    mut budgets: Vec<Budget>,
) -> Result<Attempt, Error> {
    budgets.retain(|budget| budget.rate.is_on() && client.door != Door::Command);
    if budgets.is_empty() {
        return Ok(Attempt { budgets, at: 0 });
    }
    let started = Instant::now();
    loop {
        match look(s, &budgets)? {
            Verdict::Free => {
                if let Some(at) = s.db.transaction(|c| take_places(c, s, outcome, &budgets))? {
                    return Ok(Attempt { budgets, at });
                }
            }
            Verdict::Undecided => std::thread::sleep(PAUSE),
            Verdict::Full(wait) => return Err(Error::TooMany { retry_after: wait.unsigned_abs(), field: None }),
        }
        if started.elapsed() > PATIENCE {
            return Err(Error::TooMany { retry_after: Duration::from_secs(1), field: None });
        }
    }
}

/// Whether [`begin`] would let an attempt through now. It may still be refused a moment later, and one whose turn depends on
/// attempts that are being made is let through to wait for them.
pub(super) fn may_begin(s: &Services, client: &Client, mut budgets: Vec<Budget>) -> Result<(), Error> {
    budgets.retain(|budget| budget.rate.is_on() && client.door != Door::Command);
    if budgets.is_empty() {
        return Ok(());
    }
    match look(s, &budgets)? {
        Verdict::Full(wait) => Err(Error::TooMany { retry_after: wait.unsigned_abs(), field: None }),
        Verdict::Free | Verdict::Undecided => Ok(()),
    }
}

/// What the budgets say together, without a lock: whoever is refused costs the database next to nothing.
pub(super) fn look(s: &Services, budgets: &[Budget]) -> Result<Verdict, Error> {
    let keys: Vec<&str> = budgets.iter().map(|budget| budget.key.as_str()).collect();
    let rows = store::look(&mut *s.db.conn()?, &keys)?;
    let now = micros(s.clock.now());
    let mut verdict = Verdict::Free;
    for budget in budgets {
        let Some((_, text)) = rows.iter().find(|(key, _)| *key == budget.key) else { continue };
        let tries = Tries::read(text, now, budget.rate.per);
        if tries.rewound {
            // Written again as it is seen now, or it would be seen so until the clock has caught up.
            s.db.transaction(|c| budget.lock(c, s).and_then(|tries| budget.write(c, s, &tries)))?;
        }
        verdict = verdict.and(tries.verdict(now, budget.rate));
    }
    Ok(verdict)
}

/// Under lock: a try in each budget, if each has room.
fn take_places(c: &mut Conn, s: &Services, outcome: Outcome, budgets: &[Budget]) -> Result<Option<i64>, Error> {
    let mut locked = Vec::new();
    for budget in budgets {
        let tries = budget.lock(c, s)?;
        if tries.verdict(micros(s.clock.now()), budget.rate) != Verdict::Free {
            return Ok(None);
        }
        locked.push((budget, tries));
    }
    let at = micros(s.clock.now());
    for (budget, mut tries) in locked {
        tries.add(at, outcome == Outcome::Awaited);
        budget.write(c, s, &tries)?;
    }
    Ok(Some(at))
}
