//! The pool of connections: how each is made, and how long a caller waits for one.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use diesel::connection::{Connection, SimpleConnection, TransactionManager};
use diesel::r2d2::{self, ManageConnection, PooledConnection};

use super::file::Missing;
use super::place::Place;
use super::reader::Reader;
use super::shared_lock::{SharedLock, Way};
use super::{Conn, DatabaseUrl};
use crate::error::Error;
use crate::metrics::{Counter, Exposition, MetricKind};

/// How long a caller waits for a connection that works. A visitor who waits longer has left.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a caller waits after another one has just waited in vain: requests that wait one after the other, like
/// passwords in the hashing queue, would otherwise wait the sum.
const IMPATIENCE: Duration = Duration::from_millis(100);

/// How long a server that has answered on a connection is assumed to answer there, unless a verb has met with silence.
const TRUST: Duration = Duration::from_millis(500);

/// How many requests use a file at once: one writes, the next one prepares what it will write, and one may read at length. More
/// would wait inside of SQLite, where the one that asks at the right moment is first, and each costs memory: a connection, a thread.
const AT_A_FILE: u32 = 3;

/// A connection, and when it was last seen to work.
pub(super) struct Tested {
    conn: Conn,
    at: Instant,
}

/// A connection for as long as somebody has it; it goes back into the pool by itself.
///
/// No connection that only reads holds a file's lock meanwhile.
pub struct PooledConn {
    conn: PooledConnection<Manager>,
    _way: Option<Way>,
}

impl Deref for PooledConn {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn.conn
    }
}

impl DerefMut for PooledConn {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn.conn
    }
}

/// Makes and checks connections for the pool.
pub(super) struct Manager {
    place: Place,
    away: Arc<Away>,
    /// The one that was made before there was a pool, for the pool to begin with.
    first: Mutex<Option<Tested>>,
}

impl ManageConnection for Manager {
    type Connection = Tested;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Tested, r2d2::Error> {
        if let Some(first) = self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(first);
        }
        let conn = self.place.connect()?;
        self.away.end();
        Ok(Tested { conn, at: Instant::now() })
    }

    /// The pool asks for every connection that it hands out. A question to the server each time would cost as much as what
    /// the connection is wanted for; a file does not hang up.
    fn is_valid(&self, tested: &mut Tested) -> Result<(), r2d2::Error> {
        if matches!(self.place, Place::Sqlite(_)) || self.away.trusts(tested.at) {
            return Ok(());
        }
        tested.conn.batch_execute("SELECT 1").map_err(r2d2::Error::QueryError)?;
        tested.at = Instant::now();
        self.away.end();
        Ok(())
    }

    /// A transaction that could not even be rolled back is open for good.
    fn has_broken(&self, tested: &mut Tested) -> bool {
        type Manager = <Conn as Connection>::TransactionManager;
        std::thread::panicking()
            || <Manager as TransactionManager<Conn>>::is_broken_transaction_manager(&mut tested.conn)
    }
}

/// Whether the last caller got no connection, when one was last seen to work, and when one was last seen not to.
#[derive(Debug, Default)]
struct Away {
    now: AtomicBool,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    answering: Option<Instant>,
    failing: Option<Instant>,
}

impl Away {
    fn begin(&self, cause: &str) {
        self.doubt();
        if !self.now.swap(true, Ordering::Relaxed) {
            tracing::warn!(cause, "the database does not answer");
        }
    }

    fn end(&self) {
        self.seen().answering = Some(Instant::now());
        if self.now.swap(false, Ordering::Relaxed) {
            tracing::info!("the database answers again");
        }
    }

    /// Every connection is tested before it is handed out again: one that broke is seldom the only one.
    fn doubt(&self) {
        *self.seen() = Seen { answering: None, failing: Some(Instant::now()) };
    }

    fn answered_just_now(&self) -> bool {
        self.seen().answering.is_some_and(|at| at.elapsed() < TRUST)
    }

    fn trusts(&self, tested_at: Instant) -> bool {
        tested_at.elapsed() < TRUST && self.seen().failing.is_none_or(|at| at < tested_at)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The connections, and what is known about their database.
#[derive(Clone)]
pub(super) struct Connections {
    pool: r2d2::Pool<Manager>,
    place: Place,
    /// Of a file.
    shared_lock: Option<Arc<SharedLock>>,
    away: Arc<Away>,
    refused: Arc<Counter>,
    repeated: Arc<Counter>,
}

impl Connections {
    /// Connects, or says why it can't.
    pub(super) fn open(url: &DatabaseUrl, most: u32, missing: Missing) -> Result<Connections, String> {
        let place = Place::find(url, missing)?;
        let away = Arc::new(Away::default());
        let mut manager = Manager { place: place.clone(), away: Arc::clone(&away), first: Mutex::default() };
        // One connection by hand first: the pool would hide the cause behind its own timeout.
        manager.first = Mutex::new(Some(manager.connect().map_err(|cause| cause.to_string())?));
        let pool = r2d2::Pool::builder()
            .max_size(most)
            .min_idle(Some(1))
            .test_on_check_out(true)
            // While the database is away, the pool itself tries again and again, at most half of this apart.
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(LogOnce))
            .build(manager)
            .map_err(|cause| cause.to_string())?;
        let shared_lock = match &place {
            Place::Sqlite(file) => Some(SharedLock::new(Arc::clone(file))),
            Place::Postgres(..) => None,
        };
        Ok(Connections { pool, place, shared_lock, away, refused: Arc::default(), repeated: Arc::default() })
    }

    /// A connection that works, within [`PATIENCE`].
    pub(super) fn get(&self) -> Result<PooledConn, Error> {
        let got = self.check().and_then(|()| match &self.place {
            Place::Sqlite(_) => self.pool.get().map_err(|cause| Error::Unavailable(cause.to_string())),
            Place::Postgres(..) => self.get_in_time(),
        });
        let got = got.inspect_err(|_| self.refused.add_one());
        got.map(|conn| PooledConn { conn, _way: self.shared_lock.as_ref().map(SharedLock::give_way) })
    }

    /// Writes how many connections there are.
    pub(super) fn write_metrics(&self, out: &mut Exposition) {
        let (state, name) = (self.pool.state(), "vestibule_database_connections");
        out.family(name, MetricKind::Gauge, "Open connections to the database.");
        out.sample(name, &[("state", "in_use")], state.connections - state.idle_connections);
        out.sample(name, &[("state", "idle")], state.idle_connections);
        out.gauge("vestibule_database_connections_max", "Connections that DATABASE_POOL allows.", self.pool.max_size());
        let help = "Times that no connection was to be had.";
        out.counter("vestibule_database_refused_total", help, self.refused.value());
        let help = "Times that a transaction was repeated because the database asked for it.";
        out.counter("vestibule_database_repeated_total", help, self.repeated.value());
    }

    /// Transactions that were repeated.
    pub(super) fn repeated(&self) -> &Counter {
        &self.repeated
    }

    /// Where they lead.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// See [`super::Db::doubt`].
    pub(super) fn doubt(&self) {
        self.away.doubt();
    }

    /// The pool tests connections with a query, and a server that hangs, or one behind a cable that was cut, never
    /// answers it. libpq has no time-out for an answer, so a thread of its own waits, and the caller leaves it behind. There
    /// are soon no more such threads than connections, since a caller without a connection is back in time.
    ///
    /// While the server is known to answer, no thread is needed: a caller that meets its silence in that moment hangs in its
    /// verb, and [`crate::state::State`] answers the visitor.
    fn get_in_time(&self) -> Result<PooledConnection<Manager>, Error> {
        let patience = if self.away.now.load(Ordering::Relaxed) { IMPATIENCE } else { PATIENCE };
        let pool = self.pool.clone();
        let ask = move || pool.get_timeout(patience);
        if self.away.answered_just_now() {
            return ask().map_err(|cause| self.unavailable(cause.to_string()));
        }
        let (sender, asked) = mpsc::channel();
        // A connection that comes too late for its caller goes back into the pool.
        let ask = move || drop(sender.send(ask()));
        let ask = std::thread::Builder::new().name("database".to_owned()).spawn(ask);
        // A little longer than the pool takes, which knows the cause.
        let got = ask.map(|_| asked.recv_timeout(patience + IMPATIENCE));
        let cause = match got {
            Ok(Ok(Ok(conn))) => return Ok(conn),
            Ok(Ok(Err(cause))) => cause.to_string(),
            Ok(Err(_)) => format!("no answer within {} ms", patience.as_millis()),
            Err(cause) => return Err(Error::Unavailable(format!("can't start a thread: {cause}"))),
        };
        Err(self.unavailable(cause))
    }

    /// The pool notices by itself when the outage is over.
    fn unavailable(&self, cause: String) -> Error {
        self.away.begin(&cause);
        Error::Unavailable(cause)
    }

    /// See [`super::Db::places`].
    pub(super) fn places(&self) -> u32 {
        match &self.place {
            Place::Sqlite(_) => self.pool.max_size().min(AT_A_FILE),
            Place::Postgres(..) => self.pool.max_size(),
        }
    }

    /// See [`super::Db::reader`].
    pub(super) fn reader(&self) -> Option<Reader> {
        match (&self.place, &self.shared_lock) {
            (Place::Sqlite(file), Some(lock)) => Some(Reader::new(Arc::clone(file), Arc::clone(lock))),
            _ => None,
        }
    }

    /// Whether what is written can be found again, see [`DatabaseFile::check`]. A server looks after its own files.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.place {
            Place::Sqlite(file) => file.check().map_err(Error::Unavailable),
            Place::Postgres(..) => Ok(()),
        }
    }

    /// Whether the disk has room for more than a few pages, see [`DatabaseFile::has_room`].
    pub(super) fn check_room(&self) -> Result<(), Error> {
        match &self.place {
            Place::Sqlite(file) if !file.has_room() => Err(Error::Unavailable("the disk is full".to_owned())),
            _ => Ok(()),
        }
    }
}

/// r2d2 reports every failed attempt of its own; the verb that needed the connection is logged with its request anyway.
#[derive(Debug)]
struct LogOnce;

impl r2d2::HandleError<r2d2::Error> for LogOnce {
    fn handle_error(&self, cause: r2d2::Error) {
        tracing::debug!(%cause, "no connection to the database");
    }
}
