//! Hashing passwords, as a service that verbs wait for. bcrypt is private to this module.
//!
//! A third of a second of a processor is what one password costs, so nothing gets it for free, and nothing else has to wait
//! for it:
//!
//! - **Admission.** A verb first refuses everything that needs no hash to be refused. Then it asks for its [`Place`]. There are
//!   only so many; they are shared fairly by client network ([`line`]), and a request without one is answered with 503. A
//!   verb that waits for its turn has done nothing that would have to be undone: a client that disconnects meanwhile costs
//!   nothing. A verb whose turn has come runs to its end.
//! - **Computing.** With its place a verb hands over a password and waits, on no thread at all. A few threads of low priority
//!   compute several hashes side by side each ([`threads`]). They see no database.
//!
//! A refused password costs the same work whatever is stored for it ([`task`]). Hashes of other programs are checked on the same
//! threads, one at a time in each, and count as so much bcrypt as takes the same time ([`foreign`]).

mod costs;
mod foreign;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod hasher;
mod line;
pub(crate) mod password;
mod pepper;
mod scheme;
mod stored;
mod task;
mod threads;
mod turns;

use std::sync::{Arc, OnceLock};

use bcrypt_lanes::hash_all;

use crate::error::Error;
use task::{Answer, Computed, Step, Task, Work};

pub(crate) use costs::HashCosts;
pub use foreign::HashProblem;
pub(crate) use hasher::Hasher;
pub use password::Password;
pub use pepper::Pepper;
pub(crate) use stored::{LeavingHash, StoredPassword};

/// Where a verb asks for its place, and who computes.
pub(crate) enum Desk {
    /// The hashing threads, for a client of this network.
    Threads {
        hasher: Arc<Hasher>,
        network: String,
        /// The verb's place, from its turn to its end.
        served: Arc<OnceLock<hasher::Served>>,
    },
    /// This thread: a command has no event loop to protect.
    Here,
}

/// Whether a verb has been served, for the one who runs it: it can't be dropped any more then.
pub(crate) struct Progress(Arc<OnceLock<hasher::Served>>);

impl Progress {
    pub(crate) fn is_served(&self) -> bool {
        self.0.get().is_some()
    }
}

impl Desk {
    /// For a verb that is run for a client of this network.
    pub(crate) fn on_threads(hasher: Arc<Hasher>, network: String) -> (Desk, Progress) {
        let served = Arc::new(OnceLock::new());
        let progress = Progress(Arc::clone(&served));
        (Desk::Threads { hasher, network, served }, progress)
    }

    /// Waits for the verb's turn. What can be refused without a hash has to be refused before, and nothing may have been
    /// written that would have to be undone. The place is the verb's to its end; asking again gives the same one.
    ///
    /// # Errors
    /// [`Error::Busy`] at once when there is no place for this client's network, or later when another network with fewer
    /// places needs this one.
    pub(crate) async fn place<'a>(&'a self, costs: &'a HashCosts, cost: u32) -> Result<Place<'a>, Error> {
        if let Desk::Threads { hasher, network, served } = self
            && served.get().is_none()
        {
            // A second one that came in between gives its place back by being dropped.
            let _ = served.set(hasher.enter(network).await?);
        }
        Ok(Place { desk: self, costs, cost })
    }
}

/// The right to hash. Only [`Hashing::place`](crate::state::Hashing::place) gives it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    desk: &'a Desk,
    costs: &'a HashCosts,
    /// Of new hashes.
    cost: u32,
}

/// A password that was checked and is right. Only [`Place::verify`] can say so.
#[derive(Debug)]
#[must_use]
pub(crate) struct Verified(());

impl Place<'_> {
    /// Whether this is the password. A refusal takes the time of the costliest hash that is stored anywhere.
    ///
    /// # Errors
    /// Only faults of ours.
    pub(crate) async fn verify(self, password: &Password, stored: &StoredPassword) -> Result<Option<Verified>, Error> {
        match self.compute(Task::check(password, stored, self.costs)?).await? {
            Answer::Checked(true) => Ok(Some(Verified(()))),
            Answer::Checked(false) => Ok(None),
            Answer::Hashed(_) => Err(Error::internal("a check is no new hash")),
        }
    }

    /// After a password that is right and is refused all the same: does the work that the check lacks to a refusal.
    ///
    /// # Errors
    /// As [`Place::verify`].
    pub(crate) async fn level(self, stored: &StoredPassword) -> Result<(), Error> {
        if let Some(task) = Task::level(stored, self.costs) {
            self.compute(task).await?;
        }
        Ok(())
    }

    /// A new hash at the configured cost, with a salt of its own.
    ///
    /// Up to 71 bytes it is plain bcrypt that any other system can read. A longer password goes through SHA-256 first, and
    /// its hash is marked.
    ///
    /// # Errors
    /// As [`Place::verify`].
    pub(crate) async fn hash(self, password: &Password) -> Result<StoredPassword, Error> {
        match self.compute(Task::hash(password, self.cost, self.costs)?).await? {
            Answer::Hashed(stored) => Ok(stored),
            Answer::Checked(_) => Err(Error::internal("a new hash is no check")),
        }
    }

    async fn compute(self, task: Task) -> Result<Answer, Error> {
        match self.desk {
            Desk::Threads { served, .. } => {
                let served = served.get().ok_or_else(|| Error::internal("a place that nobody holds"))?;
                served.compute(task).await
            }
            Desk::Here => compute_here(task, self.costs),
        }
    }
}

fn compute_here(mut task: Task, costs: &HashCosts) -> Result<Answer, Error> {
    loop {
        costs.spend(task.work.rounds());
        let computed = match task.work {
            Work::Bcrypt(job) => hash_all([job]).pop().map(Computed::Bcrypt),
            Work::Foreign(check) => Some(Computed::Foreign(check.is_right())),
        };
        let computed = computed.ok_or_else(|| Error::internal("a job without a result"))?;
        match task.rest.after(computed) {
            Step::More(more) => task = more,
            Step::Done(answer) => return Ok(answer),
        }
    }
}
