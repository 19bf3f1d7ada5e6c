//! What handlers share, and the two ways from an asynchronous door to the synchronous inside.
//!
//! Verbs take [`Services`] (they ask the database) or [`Hashing`] (they may also run bcrypt). Neither can be had on the
//! event loop: [`State::blocking`] and [`State::hashing`] lend them on threads that may wait.

use std::ops::Deref;
use std::pin::pin;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use actix_web::web;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::Span;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::mail::Seal;
use crate::users::password;

/// Everything a verb may need.
pub struct Services {
    /// The checked settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The public address, without a slash at its end: from the settings, or from the port that was bound.
    pub base_url: String,
    /// A well-formed hash that no password matches, for accounts that don't exist.
    pub decoy: String,
    /// Closes the emails in the outbox.
    pub seal: Seal,
}

impl Services {
    /// Puts the services together; nothing is opened or started here.
    pub fn new(config: Config, db: Db, clock: Clock, base_url: String) -> Services {
        let decoy = password::decoy(config.bcrypt_cost);
        let seal = Seal::new(&config);
        Services { config, db, clock, base_url, decoy, seal }
    }

    /// For commands and start-up code, which have no event loop to protect.
    pub fn hashing_here(&self) -> Hashing<'_> {
        Hashing(self)
    }
}

/// [`Services`] on a thread where a third of a second of bcrypt disturbs nobody. Only [`State::hashing`] hands it out.
pub struct Hashing<'a>(&'a Services);

impl Deref for Hashing<'_> {
    type Target = Services;

    fn deref(&self) -> &Services {
        self.0
    }
}

/// How long a verb may take before we ask whether its database is still there. Longer than it waits for a connection.
const PATIENCE: Duration = Duration::from_secs(4);

type Job = Box<dyn FnOnce(&Services) + Send>;

/// What every handler holds; cloning it is cheap.
#[derive(Clone)]
pub struct State {
    services: Arc<Services>,
    lane: mpsc::SyncSender<Job>,
}

impl State {
    /// Starts the hashing lane: `hashing_threads` threads of low priority behind a queue of `hashing_queue` places.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(services: Arc<Services>) -> std::io::Result<State> {
        let (lane, jobs) = mpsc::sync_channel::<Job>(services.config.hashing_queue);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..services.config.hashing_threads {
            let (jobs, services) = (Arc::clone(&jobs), Arc::clone(&services));
            std::thread::Builder::new()
                .name(format!("hashing-{number}"))
                .spawn(move || hash_for_ever(&jobs, &services))?;
        }
        Ok(State { services, lane })
    }

    /// The settings, which may be read anywhere.
    pub fn config(&self) -> &Config {
        &self.services.config
    }

    /// The public address.
    pub fn base_url(&self) -> &str {
        &self.services.base_url
    }

    /// Runs a verb that asks the database, on a thread that may wait for it.
    ///
    /// # Errors
    /// Those of the verb.
    pub async fn blocking<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (services, span) = (Arc::clone(&self.services), Span::current());
        let run = move || span.in_scope(|| verb(&services));
        self.while_it_answers(web::block(run)).await?.map_err(|_| Error::internal("a verb panicked"))?
    }

    /// Runs a verb that hashes passwords, on the hashing lane.
    ///
    /// # Errors
    /// Those of the verb; [`Error::Busy`] at once when the queue is full. A visitor who left while waiting costs no hash.
    pub async fn hashing<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Hashing<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let span = Span::current();
        let job: Job = Box::new(move |services| {
            if !answer.is_closed() {
                let result = span.in_scope(|| verb(&Hashing(services)));
                // The visitor may have left meanwhile; the verb is done all the same.
                let _ = answer.send(result);
            }
        });
        self.lane.try_send(job).map_err(|_| Error::Busy { retry_after: Duration::from_secs(5) })?;
        self.while_it_answers(answered).await?.map_err(|_| Error::internal("a verb panicked"))?
    }

    /// Waits for a verb, but not for one whose database has stopped answering in the middle of a statement: its thread
    /// can't be called back, its visitor can. As with every answer that is lost on the way, it may be done all the same.
    async fn while_it_answers<T>(&self, verb: impl Future<Output = T>) -> Result<T, Error> {
        let mut verb = pin!(verb);
        loop {
            if let Ok(answer) = timeout(PATIENCE, &mut verb).await {
                return Ok(answer);
            }
            let services = Arc::clone(&self.services);
            let asked = web::block(move || services.db.conn().map(drop)).await;
            asked.map_err(|_| Error::internal("asking for the database panicked"))??;
        }
    }
}

fn hash_for_ever(jobs: &Mutex<mpsc::Receiver<Job>>, services: &Services) {
    // Linux keeps the nice value per thread: pages are served first while many people log in. Where the system
    // refuses, the lane is only bounded, not polite.
    if let Err(cause) = rustix::process::nice(10) {
        tracing::warn!(%cause, "the hashing threads keep their normal priority");
    }
    loop {
        let job = jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(services))).is_err() {
            tracing::error!("a verb panicked on the hashing lane");
        }
    }
}
