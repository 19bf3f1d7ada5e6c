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
//! A refused password costs the same work whatever is stored for it ([`task`]).

mod costs;
mod hasher;
mod line;
pub mod password;
mod stored;
mod task;
mod threads;
mod turns;

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use bcrypt_lanes::hash_all;

use crate::error::Error;
use crate::state::Services;
use task::{Answer, Step, Task};

pub use costs::HashCosts;
pub(crate) use hasher::Hasher;
pub use password::Password;
pub(crate) use stored::{PREHASHED, cost_of_beginning};
pub use stored::{StoredHash, StoredPassword};

/// What a verb that hashes is lent instead of [`Services`].
///
/// [`State::hashing`](crate::state::State::hashing) hands it out, and runs such a verb on threads that may wait for the
/// database; while the verb waits for a hash it is on none.
pub struct Hashing {
    services: Arc<Services>,
    desk: Desk,
}

/// Who computes.
enum Desk {
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

impl Deref for Hashing {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

impl Hashing {
    /// For a verb that is run for a client of this network.
    pub(crate) fn on_threads(services: Arc<Services>, hasher: Arc<Hasher>, network: String) -> (Hashing, Progress) {
        let served = Arc::new(OnceLock::new());
        let progress = Progress(Arc::clone(&served));
        (Hashing { services, desk: Desk::Threads { hasher, network, served } }, progress)
    }

    /// For a verb that is run by a command.
    pub(crate) fn here(services: Arc<Services>) -> Hashing {
        Hashing { services, desk: Desk::Here }
    }

    /// Waits for the verb's turn. What can be refused without a hash has to be refused before, and nothing may have been
    /// written that would have to be undone. The place is the verb's to its end; asking again gives the same one.
    ///
    /// # Errors
    /// [`Error::Busy`] at once when there is no place for this client's network, or later when another network with fewer
    /// places needs this one.
    pub async fn place(&self) -> Result<Place<'_>, Error> {
        if let Desk::Threads { hasher, network, served } = &self.desk
            && served.get().is_none()
        {
            // A second one that came in between gives its place back by being dropped.
            let _ = served.set(hasher.enter(network).await?);
        }
        Ok(Place { hashing: self })
    }
}

/// The right to hash. Only [`Hashing::place`] gives it.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    hashing: &'a Hashing,
}

/// A password that was checked and is right. Only [`Place::verify`] can say so.
#[derive(Debug)]
#[must_use]
pub struct Verified(());

impl Place<'_> {
    /// Whether this is the password. A refusal takes the time of the costliest hash that is stored anywhere.
    ///
    /// # Errors
    /// Only faults of ours.
    pub async fn verify(self, password: &Password, stored: &StoredPassword) -> Result<Option<Verified>, Error> {
        match self.compute(Task::check(password, stored, &self.hashing.hash_costs)?).await? {
            Answer::Checked(true) => Ok(Some(Verified(()))),
            Answer::Checked(false) => Ok(None),
            Answer::Hashed(_) => Err(Error::internal("a check is no new hash")),
        }
    }

    /// After a password that is right and is refused all the same: does the work that the check lacks to a refusal.
    ///
    /// # Errors
    /// As [`Place::verify`].
    pub async fn level(self, stored: &StoredPassword) -> Result<(), Error> {
        if let Some(task) = Task::level(stored, &self.hashing.hash_costs)? {
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
    pub async fn hash(self, password: &Password) -> Result<StoredPassword, Error> {
        let cost = self.hashing.config.bcrypt_cost;
        match self.compute(Task::hash(password, cost, &self.hashing.hash_costs)?).await? {
            Answer::Hashed(hash) => Ok(StoredPassword::Hash(hash)),
            Answer::Checked(_) => Err(Error::internal("a new hash is no check")),
        }
    }

    async fn compute(self, task: Task) -> Result<Answer, Error> {
        match &self.hashing.desk {
            Desk::Threads { served, .. } => {
                let served = served.get().ok_or_else(|| Error::internal("a place that nobody holds"))?;
                served.compute(task).await
            }
            Desk::Here => compute_here(task, &self.hashing.hash_costs),
        }
    }
}

fn compute_here(mut task: Task, costs: &HashCosts) -> Result<Answer, Error> {
    loop {
        costs.spend(task.job.cost().get());
        let computed = hash_all([task.job]).pop().ok_or_else(|| Error::internal("a job without a result"))?;
        match task.rest.after(computed) {
            Step::More(more) => task = more,
            Step::Done(answer) => return Ok(answer),
        }
    }
}
