//! What is computed for one question: one bcrypt after the other, until the answer is known and its work is level.

use std::ops::Range;

use bcrypt_lanes::{BcryptHash, Cost, Job};

use super::costs::HashCosts;
use super::password::Password;
use super::stored::{StoredHash, StoredPassword, Unfinished};
use crate::error::Error;

/// A question to bcrypt.
pub(super) struct Task {
    /// What has to be computed next.
    pub(super) job: Job,
    /// What comes after it.
    pub(super) rest: Rest,
}

/// What the result of a job leads to.
pub(super) enum Rest {
    /// A new hash.
    New(Unfinished),
    /// The password matches this or not. If not, hashes of these costs follow.
    Check(BcryptHash, Range<u32>),
    /// The password is wrong, whatever comes out. Hashes of these costs follow.
    Waste(Range<u32>),
}

/// What became of a task.
pub(super) enum Step {
    /// There is more to compute.
    More(Task),
    /// The answer.
    Done(Answer),
}

/// What bcrypt says.
pub(super) enum Answer {
    /// The new hash.
    Hashed(StoredHash),
    /// Whether the password was right.
    Checked(bool),
}

impl Task {
    /// A new hash at this cost.
    pub(super) fn hash(password: &Password, cost: u32, costs: &HashCosts) -> Result<Task, Error> {
        costs.learn(cost);
        let (job, unfinished) = StoredHash::begin(password, Cost::new(cost).map_err(Error::internal)?);
        Ok(Task { job, rest: Rest::New(unfinished) })
    }

    /// Whether this is the password. A refusal costs as much as one for the costliest hash there is: otherwise the time
    /// would distinguish an account with an older or imported hash from one that does not exist.
    pub(super) fn check(password: &Password, stored: &StoredPassword, costs: &HashCosts) -> Result<Task, Error> {
        match stored {
            StoredPassword::Hash(hash) => {
                costs.learn(hash.cost());
                let (job, expected) = hash.check(password);
                Ok(Task { job, rest: Rest::Check(expected.clone(), missing(hash, costs)) })
            }
            StoredPassword::Unusable => {
                let highest = costs.highest();
                Task::waste(highest..highest + 1)?.ok_or_else(|| Error::internal("a decoy costs nothing"))
            }
        }
    }

    /// The work that a check of this password lacks to a refusal, if it lacks any.
    pub(super) fn level(stored: &StoredPassword, costs: &HashCosts) -> Result<Option<Task>, Error> {
        match stored {
            StoredPassword::Hash(hash) => Task::waste(missing(hash, costs)),
            StoredPassword::Unusable => Ok(None),
        }
    }

    /// Hashes that nobody asked for.
    fn waste(mut levels: Range<u32>) -> Result<Option<Task>, Error> {
        let Some(cost) = levels.next() else { return Ok(None) };
        let cost = Cost::new(cost).map_err(Error::internal)?;
        let job = Job::hash(b"the same time for everyone", cost, crate::random::bytes());
        Ok(Some(Task { job, rest: Rest::Waste(levels) }))
    }
}

/// Costs are powers of two: c + (c+1) + … + (wanted-1) is what c lacks to `wanted`.
fn missing(hash: &StoredHash, costs: &HashCosts) -> Range<u32> {
    hash.cost()..costs.highest()
}

impl Rest {
    /// What follows from the hash that was computed.
    pub(super) fn after(self, computed: BcryptHash) -> Step {
        let levels = match self {
            Rest::New(unfinished) => return Step::Done(Answer::Hashed(unfinished.with(computed))),
            Rest::Check(expected, _) if expected.matches(&computed) => return Step::Done(Answer::Checked(true)),
            Rest::Check(_, levels) | Rest::Waste(levels) => levels,
        };
        match Task::waste(levels) {
            Ok(Some(more)) => Step::More(more),
            // A cost that does not exist was never stored.
            Ok(None) | Err(_) => Step::Done(Answer::Checked(false)),
        }
    }
}
