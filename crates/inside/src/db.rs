//! One connection type for two databases, chosen by the scheme of the URL; the only module that knows there are two.

mod after_commit;
mod checks;
mod commit;
pub(crate) mod contents;
mod count;
mod counted;
mod delete_in_steps;
mod each;
mod error;
mod file;
mod foreign_db;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod last_done;
mod locks;
mod migrations;
mod open_file;
mod place;
mod pool;
mod pooler;
mod postgres_url;
mod put_back;
mod reader;
mod readiness;
mod repeat;
mod scratch;
mod script;
mod shared_lock;
mod snapshot;
mod stored_time;
pub(crate) mod structure;
pub(crate) mod tables;
mod text_set;
mod url;
mod vitals;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::connection::{Connection, TransactionManager};
use tokio::sync::watch;

use crate::error::Error;
use crate::metrics::Exposition;
use after_commit::Jobs;
use file::Missing;
use pool::Connections;
use readiness::LastWrite;

/// Runs a query on the connection inside of a [`Conn`]: `inner!(c, |c| query.get_result(c))`. Either database then knows the
/// query again by its type. [`Conn`] itself writes the text twice each time, once to look it up and once to hand it on,
/// which matters only for what nearly every request asks.
macro_rules! inner {
    ($conn:expr, |$c:ident| $query:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $query,
            $crate::db::Conn::Postgres($c) => $query,
        }
    };
}
pub(crate) use inner;

mod conn {
    #![allow(missing_docs, reason = "the derive makes public items of its own")]

    /// A connection to either database. Queries are written once and run on both.
    #[derive(diesel::MultiConnection)]
    pub enum Conn {
        /// The embedded file.
        Sqlite(diesel::SqliteConnection),
        /// A server.
        Postgres(diesel::PgConnection),
    }
}
pub(crate) use after_commit::after_commit;
pub use conn::Conn;
pub(crate) use count::Count;
pub(crate) use counted::Counted;
pub(crate) use delete_in_steps::delete_in_steps;
pub(crate) use each::{Each, EachKey, each};
pub(crate) use error::taken;
pub(crate) use foreign_db::{CELLS, ForeignDb};
pub(crate) use locks::{Lock, lock};
pub use migrations::Schema;
pub(crate) use migrations::{applied_to, schema_of};
pub use pool::PooledConn;
pub use pooler::Pooler;
pub(crate) use postgres_url::PostgresUrl;
pub(crate) use put_back::{Occupied, kept_as, occupied, put_back};
pub(crate) use reader::Reader;
pub use readiness::Readiness;
pub(crate) use scratch::Scratch;
pub(crate) use snapshot::{reading, sound};
pub use stored_time::StoredTime;
pub(crate) use text_set::TextSet;
pub use url::{DatabaseKind, DatabaseUrl};

/// The database.
#[derive(Clone)]
pub struct Db {
    connections: Connections,
    url: DatabaseUrl,
    committed: Arc<watch::Sender<()>>,
    last_write: Arc<LastWrite>,
    /// Names this process where several share the database.
    node: Arc<str>,
    /// It has a lease, or had one.
    is_lessee: Arc<AtomicBool>,
    /// The process stops.
    is_leaving: Arc<AtomicBool>,
}

impl Db {
    /// Connects and checks what must be true of the database, or says in one sentence why it can't be used. An SQLite
    /// file is created if there is none, with mode 0600.
    ///
    /// # Errors
    /// A sentence for the operator that names the database (without its password) and the cause.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Db, String> {
        Db::open_or(url, connections, Missing::Create)
    }

    /// The same, and an SQLite file that does not exist is an error.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_existing(url: &DatabaseUrl, connections: u32) -> Result<Db, String> {
        Db::open_or(url, connections, Missing::Refuse)
    }

    fn open_or(url: &DatabaseUrl, connections: u32, missing: Missing) -> Result<Db, String> {
        let connections = Connections::open(url, connections, missing).map_err(|cause| {
            let cause = cause.trim().replace('\n', " ");
            let advice = if cause.contains("database is locked") {
                "another program holds the file; start again when it is done"
            } else if cause.contains("unsupported startup parameter") {
                // PgBouncer's words.
                "this is a pooler; set DATABASE_POOLER to its mode, session or transaction"
            } else {
                "check DATABASE_URL"
            };
            format!("can't open {url}: {cause}; {advice}")
        })?;
        let node = crate::random::id().into();
        let db = Db {
            connections,
            url: url.clone(),
            committed: Arc::default(),
            last_write: Arc::default(),
            node,
            is_lessee: Arc::default(),
            is_leaving: Arc::default(),
        };
        let checked = db.conn().map_err(|cause| cause.to_string()).and_then(|mut conn| checks::check(&mut conn));
        checked.map_err(|cause| format!("{url}: {cause}"))?;
        Ok(db)
    }

    /// A connection as it is: for what begins a transaction of its own kind. Behind a pooler that lends a connection for one
    /// transaction, nothing that is set on it stays. Blocks: only inside [`crate::state::State::blocking`] and its sisters.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none can be had within three seconds, at once when others have just waited in vain,
    /// and while the file of the database is not the one that was opened.
    pub fn conn(&self) -> Result<PooledConn, Error> {
        self.connections.get()
    }

    /// The process stops: what deletes at length ends after the step that it is at, and the rest waits for the next start.
    pub fn leave(&self) {
        self.is_leaving.store(true, Ordering::Relaxed);
    }

    /// A verb has met with a connection that does not work: the next callers get none that was not tested since.
    pub(crate) fn doubt(&self) {
        self.connections.doubt();
    }

    /// How many verbs of requests may use it at once: as many as it has connections, and no more than serve a file.
    pub(crate) fn places(&self) -> usize {
        self.connections.places() as usize
    }

    /// A connection on which one thread reads by itself; none where the answer comes from a server, and a thread that may
    /// wait has to ask.
    pub fn reader(&self) -> Option<Reader> {
        self.connections.reader()
    }

    /// Reads. Each statement finds what was committed before it. Where the database asks for it, `read` runs again, as often as
    /// in [`Db::transaction`].
    ///
    /// # Errors
    /// Those of `read`, and those of [`Db::conn`].
    pub fn read<T>(&self, mut read: impl FnMut(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        type Manager = <Conn as Connection>::TransactionManager;
        repeat::as_asked(self.connections.repeated(), || {
            let conn: &mut Conn = &mut *self.conn()?;
            if !self.connections.place().begin_to_read(conn)? {
                return read(conn);
            }
            let found = read(conn);
            let ended = <Manager as TransactionManager<Conn>>::rollback_transaction(conn);
            found.and_then(|found| ended.map(|()| found).map_err(Error::from))
        })
    }

    /// Runs `work` in a transaction that is committed if it returns `Ok`, and rolled back otherwise. What `work` has
    /// passed to [`after_commit`] runs after the commit.
    ///
    /// `work` runs again where the database asks for it, up to five times within three seconds: it leaves nothing behind but what
    /// it writes to the database and gives to [`after_commit`]. Both are gone before it starts anew.
    ///
    /// On SQLite it takes the write lock at once: a transaction that reads first and writes later would fail with
    /// "database is locked" when another one wrote in between, whatever the busy timeout says.
    ///
    /// # Errors
    /// Those of `work`, and the database's own.
    pub fn transaction<T>(&self, work: impl FnMut(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.run(work, || {
            self.committed.send_replace(());
        })
    }

    /// The same for what is no news to the queue's workers: what they do themselves, for one.
    ///
    /// # Errors
    /// As in [`Db::transaction`].
    pub(crate) fn unannounced<T>(&self, work: impl FnMut(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.run(work, || {})
    }

    fn run<T>(&self, mut work: impl FnMut(&mut Conn) -> Result<T, Error>, announce: impl Fn()) -> Result<T, Error> {
        type Manager = <Conn as Connection>::TransactionManager;
        repeat::as_asked(self.connections.repeated(), || {
            let conn: &mut Conn = &mut *self.conn()?;
            self.connections.place().begin(conn)?;
            let jobs = Jobs::collect();
            match work(conn) {
                Ok(value) => {
                    commit::commit(conn)?;
                    // What went into a file that was deleted meanwhile is lost with it, so it is not acknowledged.
                    self.connections.check()?;
                    announce();
                    jobs.run();
                    Ok(value)
                }
                Err(error) => {
                    if let Err(cause) = <Manager as TransactionManager<Conn>>::rollback_transaction(conn) {
                        tracing::error!(%cause, "a transaction could not be rolled back");
                    }
                    Err(error)
                }
            }
        })
    }

    /// Changes whenever [`Db::transaction`] has committed something: the queue's workers look for new jobs then. None of them
    /// misses a commit that comes while it is busy.
    pub(crate) fn commits(&self) -> watch::Receiver<()> {
        self.committed.subscribe()
    }

    /// Writes how its connections are.
    pub(crate) fn write_metrics(&self, out: &mut Exposition) {
        self.connections.write_metrics(out);
    }

    /// Which database this is, without its password.
    pub fn name(&self) -> String {
        self.url.to_string()
    }
}

/// Whether the database is on a server, which has limits of its own for how long a statement takes.
pub(crate) fn is_server(c: &Conn) -> bool {
    matches!(c, Conn::Postgres(_))
}
