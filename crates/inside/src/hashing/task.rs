//! What is computed for one question: one hash after the other, until the answer is known and its work is level.

use bcrypt_lanes::{BcryptHash, Cost, Job};

use super::costs::HashCosts;
use super::foreign::ForeignCheck;
use super::password::Password;
use super::stored::{Comparison, StoredPassword, Unfinished};
use crate::error::Error;

/// A question.
pub(super) struct Task {
    /// What has to be computed next.
    pub(super) work: Work,
    /// What comes after it.
    pub(super) rest: Rest,
}

/// What can be computed.
pub(super) enum Work {
    /// A bcrypt, side by side with others.
    Bcrypt(Job),
    /// A hash of another program, by itself.
    Foreign(Box<ForeignCheck>),
}

/// What came out.
pub(super) enum Computed {
    /// Of a bcrypt: its hash.
    Bcrypt(BcryptHash),
    /// Of a hash of another program: whether it is the password.
    Foreign(bool),
}

/// What the result leads to. The work that is missing to a refusal is counted in rounds of bcrypt.
pub(super) enum Rest {
    /// A new hash.
    New(Unfinished),
    /// The password matches this or not. If not, so many rounds follow.
    Check(BcryptHash, u64),
    /// The same, where the work says itself whether it matches.
    CheckForeign(u64),
    /// The password is wrong, whatever comes out. So many rounds follow.
    Waste(u64),
}

/// What became of a task.
pub(super) enum Step {
    /// There is more to compute.
    More(Task),
    /// The answer.
    Done(Answer),
}

/// What came of the question.
pub(super) enum Answer {
    /// The new hash.
    Hashed(StoredPassword),
    /// Whether the password was right.
    Checked(bool),
}

impl Work {
    /// What it costs, in rounds of bcrypt.
    pub(super) fn rounds(&self) -> u64 {
        match self {
            Work::Bcrypt(job) => 1 << job.cost().get(),
            Work::Foreign(check) => check.rounds(),
        }
    }
}

impl Task {
    /// A new hash at this cost.
    pub(super) fn hash(password: &Password, cost: u32, costs: &HashCosts) -> Result<Task, Error> {
        costs.learn(1 << cost);
        let (job, unfinished) = Unfinished::begin(password, Cost::new(cost).map_err(Error::internal)?);
        Ok(Task { work: Work::Bcrypt(job), rest: Rest::New(unfinished) })
    }

    /// Whether this is the password. A refusal costs as much as one for the costliest hash there is: otherwise the time
    /// would distinguish an account with an older or imported hash from one that does not exist.
    pub(super) fn check(password: &Password, stored: &StoredPassword, costs: &HashCosts) -> Result<Task, Error> {
        match stored {
            StoredPassword::Hash(hash) => {
                costs.learn(hash.rounds());
                Ok(Task::compare(hash.compare(password), missing(hash.rounds(), costs)))
            }
            StoredPassword::Unusable => {
                Task::waste(missing(0, costs)).ok_or_else(|| Error::internal("a decoy costs nothing"))
            }
        }
    }

    /// The same, with so many rounds after a wrong one.
    fn compare(comparison: Comparison, missing: u64) -> Task {
        match comparison {
            Comparison::Bcrypt(job, expected) => Task { work: Work::Bcrypt(job), rest: Rest::Check(expected, missing) },
            Comparison::Foreign(check) => Task { work: Work::Foreign(check), rest: Rest::CheckForeign(missing) },
        }
    }

    /// The work that a check of this password lacks to a refusal, if it lacks any.
    pub(super) fn level(stored: &StoredPassword, costs: &HashCosts) -> Option<Task> {
        match stored {
            StoredPassword::Hash(hash) => Task::waste(missing(hash.rounds(), costs)),
            StoredPassword::Unusable => None,
        }
    }

    /// Hashes that nobody asked for, cheapest first: one for each binary digit of what is missing. Less than the cheapest
    /// bcrypt can't be added.
    fn waste(rounds: u64) -> Option<Task> {
        let cost = Cost::new((rounds >> Cost::LOWEST.get() << Cost::LOWEST.get()).trailing_zeros()).ok()?;
        let job = Job::hash(b"the same time for everyone", cost, crate::random::bytes());
        let left = rounds & !(1 << cost.get());
        Some(Task { work: Work::Bcrypt(job), rest: Rest::Waste(left) })
    }
}

fn missing(spent: u64, costs: &HashCosts) -> u64 {
    (1_u64 << costs.highest()).saturating_sub(spent)
}

impl Rest {
    /// What follows from what was computed.
    pub(super) fn after(self, computed: Computed) -> Step {
        let missing = match (self, computed) {
            (Rest::New(unfinished), Computed::Bcrypt(hash)) => {
                return Step::Done(Answer::Hashed(unfinished.with(hash)));
            }
            (Rest::Check(expected, _), Computed::Bcrypt(hash)) if expected.matches(&hash) => {
                return Step::Done(Answer::Checked(true));
            }
            (Rest::CheckForeign(_), Computed::Foreign(true)) => return Step::Done(Answer::Checked(true)),
            (Rest::Check(_, missing) | Rest::CheckForeign(missing) | Rest::Waste(missing), _) => missing,
            // No bcrypt was asked for and no other hash makes a new one: nothing is right then.
            (Rest::New(_), Computed::Foreign(_)) => 0,
        };
        Task::waste(missing).map_or(Step::Done(Answer::Checked(false)), Step::More)
    }
}
