//! What handlers share, and the ways from an asynchronous door to the synchronous inside.
//!
//! Verbs take [`Reads`] (they only read), [`Services`] (they use the database) or [`Hashing`] (they also wait for hashes, and so
//! are async). [`State::blocking`] and [`State::hashing`] lend the latter two on threads that may wait: neither is available on the
//! event loop. [`State::read`] lends the first one where the database lets it, and [`State::read_together`] lends it once for what
//! several requests look up at the same time. Commands have no event loop and call verbs themselves, those that hash by
//! [`Services::hashing_here`]. What else has to wait, and is no verb, goes to [`on_a_thread`].

mod blocking;
mod breached;
mod hashing;
mod patience;
mod steps;
mod together;
mod turn;
mod undone;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt;
use time::PrimitiveDateTime;
use tokio::sync::{Semaphore, oneshot};
use tracing::{Instrument, Span};

use crate::clock::Clock;
use crate::config::{Config, RelyingParty};
use crate::context::Context;
use crate::db::{Conn, Db, Reader};
use crate::error::Error;
use crate::hashing::{HashCosts, Hasher};
use crate::metrics::{Exposition, Metrics};
use crate::network::network;
use crate::seal::Seal;
use crate::sources::Trickle;
use crate::texts::{Catalogues, Language, Texts};

pub use blocking::on_a_thread;
pub use hashing::Hashing;
use patience::{Probe, while_it_answers};
pub(crate) use together::Together;
use undone::Undone;

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
    /// Whom passkeys are made for; nobody where the public address has no domain.
    pub passkeys: Option<Arc<RelyingParty>>,
    /// What people read, in each language.
    pub catalogues: Catalogues,
    /// What hashes cost here.
    pub hash_costs: Arc<HashCosts>,
    /// What this process has counted.
    pub metrics: Arc<Metrics>,
    draining: AtomicBool,
    probe: Probe,
    /// The old table that logins are tried against, while accounts move here one by one.
    pub(crate) trickle: Option<Trickle>,
    /// Encrypts what only this server may read: jobs in the queue, a new password between two pages.
    pub(crate) seal: Seal,
    /// Encrypts what the database keeps for as long as its owner wants: secrets of authenticator apps.
    pub(crate) secrets: Seal,
}

impl Services {
    /// Puts the services together; nothing is opened or started here.
    pub fn new(config: Config, db: Db, clock: Clock, base_url: String) -> Services {
        Services::with_texts(config, db, clock, base_url, Catalogues::built_in())
    }

    /// The same with an operator's own texts.
    pub fn with_texts(config: Config, db: Db, clock: Clock, base_url: String, catalogues: Catalogues) -> Services {
        let hash_costs = Arc::new(HashCosts::new(config.bcrypt_cost));
        let (seal, secrets) = (Seal::new(&config.keys.waiting), Seal::new(&config.keys.secrets));
        let passkeys = config.passkeys.at(&base_url).map(Arc::new);
        let metrics = Arc::new(Metrics::new(clock.now()));
        let draining = AtomicBool::new(false);
        let trickle = config.import_on_login.clone().map(Trickle::new);
        Services {
            config,
            db,
            clock,
            base_url,
            passkeys,
            catalogues,
            hash_costs,
            metrics,
            draining,
            probe: Probe::default(),
            trickle,
            seal,
            secrets,
        }
    }

    /// The domain that passkeys are for today.
    pub(crate) fn passkey_domain(&self) -> Option<&str> {
        self.passkeys.as_ref().map(|party| party.domain.as_str())
    }

    /// Runs a verb that only reads, on a thread that may wait. It runs again where the database asks for it.
    ///
    /// # Errors
    /// Those of the verb, and [`Error::Unavailable`].
    pub fn read<T>(&self, mut verb: impl FnMut(&mut Reads<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.db.read(|conn| verb(&mut self.reads(conn)))
    }

    /// The server was asked to stop: load balancers should send no more requests here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    fn reads<'a>(&'a self, conn: &'a mut Conn) -> Reads<'a> {
        Reads { config: &self.config, clock: &self.clock, passkey_domain: self.passkey_domain(), conn }
    }

    /// Runs a verb that hashes, for commands: they have no event loop to protect.
    ///
    /// # Errors
    /// Those of the verb.
    pub fn hashing_here<T>(self: &Arc<Self>, verb: impl AsyncFnOnce(&Hashing) -> Result<T, Error>) -> Result<T, Error> {
        let hashing = Hashing::here(Arc::clone(self));
        let done = verb(&hashing).now_or_never();
        done.unwrap_or_else(|| Err(Error::internal("a verb waits for something that is no hash")))
    }
}

/// What a verb that only reads may need. It can't get a connection that writes, nor wait for one.
pub struct Reads<'a> {
    /// The checked settings.
    pub(crate) config: &'a Config,
    /// The time.
    pub clock: &'a Clock,
    /// The domain that passkeys are for today.
    pub(crate) passkey_domain: Option<&'a str>,
    /// The connection.
    pub(crate) conn: &'a mut Conn,
}

/// What every handler holds. Each worker has a clone of its own, and with it a connection of its own to read on.
pub struct State {
    services: Arc<Services>,
    hasher: Arc<Hasher>,
    /// See [`Db::places`]; given in the order in which they are asked for. The pool of connections itself lets whoever
    /// comes first at the right moment have the next one, and somebody waits for half a second while others come and go.
    places: Arc<Semaphore>,
    reader: Option<Reader>,
}

impl Clone for State {
    fn clone(&self) -> State {
        State {
            services: Arc::clone(&self.services),
            hasher: Arc::clone(&self.hasher),
            places: Arc::clone(&self.places),
            reader: self.services.db.reader(),
        }
    }
}

impl State {
    /// Starts the hashing threads.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(services: Arc<Services>) -> std::io::Result<State> {
        let hasher = Hasher::start(&services.config, &services.hash_costs)?;
        let places = Arc::new(Semaphore::new(services.db.places()));
        Ok(State { reader: services.db.reader(), services, hasher, places })
    }

    /// Whether the server was asked to stop.
    pub fn is_draining(&self) -> bool {
        self.services.draining.load(Ordering::Relaxed)
    }

    /// The settings, which may be read anywhere.
    pub fn config(&self) -> &Config {
        &self.services.config
    }

    /// The time, in UTC.
    pub fn now(&self) -> PrimitiveDateTime {
        self.services.clock.now()
    }

    /// Whom passkeys are made for.
    pub fn passkeys(&self) -> Option<&Arc<RelyingParty>> {
        self.services.passkeys.as_ref()
    }

    /// The public address, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.services.base_url
    }

    /// What people read, in a language.
    pub fn texts(&self, language: Language) -> Texts {
        self.services.catalogues.texts(language)
    }

    /// Runs a verb that only reads: here and now where the database is a file, else on a thread that may wait for it.
    ///
    /// Only what an index finds may be read this way: while it runs, this worker does nothing else.
    ///
    /// # Errors
    /// Those of the verb, and [`Error::Unavailable`].
    pub async fn read<T: Send + 'static>(
        &self,
        mut verb: impl FnMut(&mut Reads<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match &self.reader {
            Some(reader) => reader.read(|conn| verb(&mut self.services.reads(conn))),
            None => self.blocking(move |s| s.read(verb)).await.map_err(Error::of_what_changed_nothing),
        }
    }

    /// Runs a verb that uses the database, on a thread that may wait for it.
    ///
    /// # Errors
    /// Those of the verb; [`Error::Unavailable`] where the database stopped answering before it began, [`Error::Unsure`] afterwards.
    pub async fn blocking<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (services, places, span) = (Arc::clone(&self.services), Arc::clone(&self.places), Span::current());
        let verb = Undone::new(verb);
        let undone = verb.clone();
        let done = async move {
            let place = turn::place(places, &services.metrics).await;
            let run = move || {
                let _place = place;
                undone.take().map(|verb| span.in_scope(|| verb(&services)))
            };
            on_a_thread(run).await
        };
        let done = while_it_answers(&self.services, done).await.map_err(|cause| verb.given_up(cause))?;
        let done = done?.ok_or_else(|| Error::internal("a verb was taken back whose answer somebody waits for"))?;
        done.inspect_err(|error| self.note_outage(error))
    }

    /// Runs a verb that may wait for hashes ([`Hashing::place`]). Between its waits it runs on threads that may wait for the
    /// database; while it waits it is on none.
    ///
    /// # Errors
    /// Those of the verb, and of [`State::blocking`]; [`Error::Busy`] when it finds no place, at once, or loses it before its turn.
    pub async fn hashing<T, V>(
        &self,
        context: Context,
        verb: impl FnOnce(Hashing, Context) -> V + Send + 'static,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        V: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let (services, hasher) = (Arc::clone(&self.services), Arc::clone(&self.hasher));
        let (hashing, progress) = Hashing::on_threads(services, hasher, network(context.client.address));
        let (answer, answered) = oneshot::channel();
        // A task of its own: a verb whose turn has come outlives the request.
        let verb = Undone::<steps::Verb<T>>::new(Box::pin(async move { verb(hashing, context).await }));
        let places = (Arc::clone(&self.places), Arc::clone(&self.services.metrics));
        let steps = steps::run(verb.clone(), places, progress, answer);
        tokio::spawn(steps.instrument(Span::current()));
        let done = while_it_answers(&self.services, answered).await.map_err(|cause| verb.given_up(cause))?;
        done.map_err(|_| Error::internal("a verb panicked"))?.inspect_err(|error| self.note_outage(error))
    }

    /// Writes what this process has counted, and how busy it is now. Asks no database.
    pub(crate) fn write_metrics(&self, out: &mut Exposition) {
        self.services.metrics.write(out);
        self.hasher.write_metrics(out);
        self.services.db.write_metrics(out);
    }

    fn note_outage(&self, error: &Error) {
        if matches!(error, Error::Unavailable(_) | Error::Unsure(_)) {
            self.services.db.doubt();
        }
    }
}
