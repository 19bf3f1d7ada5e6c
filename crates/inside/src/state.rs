//! What handlers share, and the three ways from an asynchronous door to the synchronous inside.
//!
//! Verbs take [`Reads`] (they only read), [`Services`] (they use the database) or [`Hashing`] (they may also run bcrypt).
//! [`State::blocking`] and [`State::hashing`] lend the latter two on threads that may wait, and nothing else does: neither is
//! available on the event loop. [`State::read`] lends the first one where the database lets it.

mod pool;
pub mod queue;

use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use time::PrimitiveDateTime;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;
use tracing::Span;

use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::db::{Conn, Db, Reader};
use crate::error::Error;
use crate::limits;
use crate::seal::Seal;
use crate::users::hash_costs::HashCosts;
use crate::users::password;
use pool::{HashingPool, Job, Turn};

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
    /// What hashes cost here.
    pub hash_costs: HashCosts,
    /// Encrypts what only this server may read: jobs in the queue, a new password between two pages.
    pub seal: Seal,
}

impl Services {
    /// Puts the services together; nothing is opened or started here.
    pub fn new(config: Config, db: Db, clock: Clock, base_url: String) -> Services {
        let decoy = password::decoy(config.bcrypt_cost);
        let hash_costs = HashCosts::new(config.bcrypt_cost);
        let seal = Seal::new(&config.keys.waiting);
        Services { config, db, clock, base_url, decoy, hash_costs, seal }
    }

    /// Runs a verb that only reads, on a thread that may wait.
    ///
    /// # Errors
    /// Those of the verb, and [`Error::Unavailable`].
    pub fn read<T>(&self, verb: impl FnOnce(&mut Reads<'_>) -> Result<T, Error>) -> Result<T, Error> {
        verb(&mut self.reads(&mut *self.db.conn()?))
    }

    fn reads<'a>(&'a self, conn: &'a mut Conn) -> Reads<'a> {
        Reads { config: &self.config, clock: &self.clock, base_url: &self.base_url, conn }
    }

    /// For commands and start-up code, which have no event loop to protect.
    pub fn hashing_here(&self) -> Hashing<'_> {
        Hashing(self)
    }
}

/// What a verb that only reads may need. It can't get a connection that writes, nor wait for one.
pub struct Reads<'a> {
    /// The checked settings.
    pub config: &'a Config,
    /// The time.
    pub clock: &'a Clock,
    /// The public address.
    pub base_url: &'a str,
    /// The connection.
    pub conn: &'a mut Conn,
}

/// [`Services`] on a thread where a third of a second of bcrypt delays no other request. Only [`State::hashing`] hands it out.
pub struct Hashing<'a>(&'a Services);

impl Deref for Hashing<'_> {
    type Target = Services;

    fn deref(&self) -> &Services {
        self.0
    }
}

/// How far a verb gets without hashing.
pub enum Checked<P, T> {
    /// To its end: nothing had to be hashed.
    Done(T),
    /// To its first hash, with what the rest of it needs.
    NeedsHash(P),
}

/// How long a verb may take before we ask whether its database is still there. Longer than it waits for a connection.
const PATIENCE: Duration = Duration::from_secs(4);

/// What every handler holds. Each worker has a clone of its own, and with it a connection of its own to read on.
pub struct State {
    services: Arc<Services>,
    pool: Arc<HashingPool>,
    /// One for each connection, given in the order in which they are asked for. The pool of connections itself lets whoever
    /// comes first at the right moment have the next one, and somebody waits for half a second while others come and go.
    places: Arc<Semaphore>,
    reader: Option<Reader>,
}

impl Clone for State {
    fn clone(&self) -> State {
        State {
            services: Arc::clone(&self.services),
            pool: Arc::clone(&self.pool),
            places: Arc::clone(&self.places),
            reader: self.services.db.reader(),
        }
    }
}

impl State {
    /// Starts the hashing pool.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(services: Arc<Services>) -> std::io::Result<State> {
        let pool = Arc::new(HashingPool::start(&services)?);
        let places = Arc::new(Semaphore::new(services.config.database_pool as usize));
        Ok(State { reader: services.db.reader(), services, pool, places })
    }

    /// The settings, which may be read anywhere.
    pub fn config(&self) -> &Config {
        &self.services.config
    }

    /// The time, in UTC.
    pub fn now(&self) -> PrimitiveDateTime {
        self.services.clock.now()
    }

    /// The date, in UTC.
    pub fn today(&self) -> time::Date {
        self.services.clock.now().date()
    }

    /// The public address.
    pub fn base_url(&self) -> &str {
        &self.services.base_url
    }

    /// Runs a verb that only reads: here and now where the database is a file, else on a thread that may wait for it.
    ///
    /// Only what an index finds may be read this way: while it runs, this worker does nothing else.
    ///
    /// # Errors
    /// Those of the verb, and [`Error::Unavailable`].
    pub async fn read<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Reads<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match &self.reader {
            Some(reader) => reader.read(|conn| verb(&mut self.services.reads(conn))),
            None => self.blocking(move |s| s.read(verb)).await,
        }
    }

    /// Runs a verb that uses the database, on a thread that may wait for it.
    ///
    /// # Errors
    /// Those of the verb.
    pub async fn blocking<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (services, places, span) = (Arc::clone(&self.services), Arc::clone(&self.places), Span::current());
        let done = async move {
            let place = places.acquire_owned().await;
            let run = move || {
                let _place = place;
                span.in_scope(|| verb(&services))
            };
            tokio::task::spawn_blocking(run).await
        };
        let done = self.while_it_answers(done).await?;
        done.map_err(|_| Error::internal("a verb panicked"))?.inspect_err(|error| self.note_outage(error))
    }

    /// Runs a verb that hashes passwords: first `check`, which refuses everything that can be refused without a hash, then
    /// `verb` on the hashing pool with what `check` found.
    ///
    /// A place in the pool's queue is worth a third of a second of a processor, so nothing gets one for free: a form that
    /// breaks a rule, a link that is used or a limit that is reached never enters it. The places are shared fairly by
    /// client network, so a flood from one network can't keep the others from logging in.
    ///
    /// `check` has to leave nothing behind that a refused `verb` would have to undo.
    ///
    /// # Errors
    /// Those of the verb; [`Error::Busy`] at once when the queue has no place for this network, or later when another
    /// network with fewer places needs this one. A client that disconnects while it waits costs no hash.
    pub async fn hashing<P: Send + 'static, T: Send + 'static>(
        &self,
        context: Context,
        check: impl FnOnce(&Services, &Context) -> Result<Checked<P, T>, Error> + Send + 'static,
        verb: impl FnOnce(&Hashing<'_>, P, &Context) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (checked, context) = self.blocking(move |s| Ok((check(s, &context)?, context))).await?;
        let checked = match checked {
            Checked::Done(done) => return Ok(done),
            Checked::NeedsHash(checked) => checked,
        };
        let (answer, answered) = oneshot::channel();
        let (span, network) = (Span::current(), limits::network(context.client.address));
        let job: Job = Box::new(move |turn| {
            let result = match turn {
                Turn::Refused => Err(Error::Busy { retry_after: Duration::from_secs(5) }),
                Turn::Run(_) if answer.is_closed() => return,
                Turn::Run(services) => span.in_scope(|| verb(&Hashing(services), checked, &context)),
            };
            // The client may have disconnected meanwhile; the verb is done all the same.
            let _ = answer.send(result);
        });
        self.pool.enter(&network, job);
        let done = self.while_it_answers(answered).await?;
        done.map_err(|_| Error::internal("a verb panicked"))?.inspect_err(|error| self.note_outage(error))
    }

    fn note_outage(&self, error: &Error) {
        if matches!(error, Error::Unavailable(_)) {
            self.services.db.doubt();
        }
    }

    /// Waits for a verb, but not for one whose database has stopped answering in the middle of a statement: its thread
    /// can't be called back, its client can be answered. As with every answer that is lost on the way, the verb may be
    /// done all the same.
    async fn while_it_answers<T>(&self, verb: impl Future<Output = T>) -> Result<T, Error> {
        let mut verb = pin!(verb);
        loop {
            if let Ok(answer) = timeout(PATIENCE, &mut verb).await {
                return Ok(answer);
            }
            let services = Arc::clone(&self.services);
            services.db.doubt();
            let asked = tokio::task::spawn_blocking(move || services.db.conn().map(drop)).await;
            asked.map_err(|_| Error::internal("asking for the database panicked"))??;
        }
    }
}
