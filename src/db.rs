//! One connection type for two databases, chosen by the scheme of the URL; the only room that knows there are two.

mod file;
mod pool;
mod url;

use std::sync::Arc;

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::migration::MigrationVersion;
use diesel::r2d2::{self, ManageConnection, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::sync::Notify;

use crate::error::Error;
use pool::Connections;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

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
pub use conn::Conn;
pub use url::DatabaseUrl;

/// The database.
#[derive(Clone)]
pub struct Db {
    connections: Connections,
    url: DatabaseUrl,
    committed: Arc<Notify>,
}

impl Db {
    /// Connects, or says in one sentence why it can't. An SQLite file is created if there is none, with mode 0600.
    ///
    /// # Errors
    /// A sentence for the operator that names the database (without its password) and the cause.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Db, String> {
        let connections = Connections::open(url, connections)
            .map_err(|cause| format!("can't open {url}: {}; check DATABASE_URL", cause.trim().replace('\n', " ")))?;
        Ok(Db { connections, url: url.clone(), committed: Arc::default() })
    }

    /// A connection for one verb. Blocks: only inside [`crate::state::State::blocking`] and its sisters.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none can be had within three seconds, at once when others have just waited in vain,
    /// and while the file of the database is not the one that was opened.
    pub fn conn(
        &self,
    ) -> Result<PooledConnection<impl ManageConnection<Connection = Conn, Error = r2d2::Error>>, Error> {
        self.connections.get()
    }

    /// Runs `work` in a transaction that is committed if it returns `Ok`, and rolled back otherwise.
    ///
    /// On SQLite it takes the write lock at once: a transaction that reads first and writes later would fail with
    /// "database is locked" when another one wrote in between, whatever the busy timeout says.
    ///
    /// # Errors
    /// Those of `work`, and the database's own.
    pub fn transaction<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        type Manager = <Conn as Connection>::TransactionManager;
        let mut pooled = self.conn()?;
        let conn: &mut Conn = &mut pooled;
        match conn {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
            Conn::Postgres(c) => AnsiTransactionManager::begin_transaction(c)?,
        }
        match work(conn) {
            Ok(value) => {
                <Manager as TransactionManager<Conn>>::commit_transaction(conn)?;
                // What went into a file that was deleted meanwhile is lost with it, so it is not acknowledged.
                self.connections.check()?;
                self.committed.notify_one();
                Ok(value)
            }
            Err(error) => {
                if let Err(cause) = <Manager as TransactionManager<Conn>>::rollback_transaction(conn) {
                    tracing::error!(%cause, "a transaction could not be rolled back");
                }
                Err(error)
            }
        }
    }

    /// Waits until [`Db::transaction`] has committed something, for whoever looks after what verbs leave behind.
    pub async fn committed(&self) {
        self.committed.notified().await;
    }

    /// Applies the migrations that are missing and returns their names, oldest first. Two processes may do it at once.
    ///
    /// # Errors
    /// The failing migration's cause; everything before it stays applied, nothing of it does.
    pub fn migrate(&self) -> Result<Vec<String>, Error> {
        let mut pooled = self.conn()?;
        let conn: &mut Conn = &mut pooled;
        let names = |applied: Vec<MigrationVersion<'_>>| applied.iter().map(ToString::to_string).collect();
        let failed =
            |cause: Box<dyn std::error::Error + Send + Sync>| Error::internal(format!("a migration failed: {cause}"));
        match conn {
            Conn::Sqlite(c) => {
                // A file has no lock that two processes could wait for: the slower one finds a table that is there
                // already. It goes on as long as somebody makes progress.
                let mut waiting = c.pending_migrations(SQLITE).map_err(failed)?.len();
                loop {
                    match c.run_pending_migrations(SQLITE) {
                        Ok(applied) => break Ok(names(applied)),
                        Err(cause) => {
                            let still = c.pending_migrations(SQLITE).map_err(failed)?.len();
                            if still >= waiting {
                                break Err(failed(cause));
                            }
                            waiting = still;
                        }
                    }
                }
            }
            Conn::Postgres(c) => {
                // Nodes that start together take turns; the lock ends with the connection if we die.
                c.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(5000)")?;
                let applied = c.run_pending_migrations(POSTGRES).map(names).map_err(failed);
                c.batch_execute(
                    "SELECT pg_advisory_unlock(5000); SET statement_timeout = '15s'; SET lock_timeout = '5s'",
                )?;
                applied
            }
        }
    }

    /// Whether every migration is applied.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    pub fn is_migrated(&self) -> Result<bool, Error> {
        let mut pooled = self.conn()?;
        let conn: &mut Conn = &mut pooled;
        let pending = match conn {
            Conn::Sqlite(c) => c.has_pending_migration(SQLITE),
            Conn::Postgres(c) => c.has_pending_migration(POSTGRES),
        };
        pending.map(|pending| !pending).map_err(|cause| Error::Unavailable(cause.to_string()))
    }

    /// Which database this is, without its password.
    pub fn name(&self) -> String {
        self.url.to_string()
    }
}

/// A rule over several rows that no index can keep, such as "one admin stays".
#[derive(Clone, Copy, Debug)]
pub enum Lock {
    /// Whoever changes who is an admin.
    Admins = 5_001,
}

/// Within a transaction: whoever takes the same lock waits until this transaction has ended. SQLite's transactions wait
/// for each other anyway.
///
/// # Errors
/// Only the database's.
pub fn lock(c: &mut Conn, lock: Lock) -> Result<(), Error> {
    match c {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(c) => Ok(c.batch_execute(&format!("SELECT pg_advisory_xact_lock({})", lock as i64))?),
    }
}

/// Which unique column an insert or update ran into, if that is what went wrong.
///
/// PostgreSQL names the index, SQLite only writes it into the message; every unique index is named after its field.
pub fn taken(error: &DieselError) -> Option<&'static str> {
    let DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = error else {
        return None;
    };
    let place = info.constraint_name().unwrap_or_else(|| info.message());
    ["username", "email"].into_iter().find(|field| place.contains(field))
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Error::NotFound,
            DieselError::DatabaseError(kind, info) => {
                let message = info.message().to_owned();
                match kind {
                    // What the row belongs to was deleted in between.
                    DatabaseErrorKind::ForeignKeyViolation => Error::NotFound,
                    DatabaseErrorKind::ClosedConnection
                    | DatabaseErrorKind::UnableToSendCommand
                    | DatabaseErrorKind::SerializationFailure
                    | DatabaseErrorKind::ReadOnlyTransaction => Error::Unavailable(message),
                    _ if is_outage(&message) => Error::Unavailable(message),
                    _ => Error::Internal(message),
                }
            }
            other if is_outage(&other.to_string()) => Error::Unavailable(other.to_string()),
            other => Error::Internal(other.to_string()),
        }
    }
}

/// What both databases say when they are away, full, locked or shutting down; neither gives these a kind of their own.
fn is_outage(message: &str) -> bool {
    const SIGNS: &[&str] = &[
        "database is locked",
        "disk is full",
        "disk I/O error",
        "readonly database",
        "unable to open database",
        "server closed the connection",
        "terminating connection",
        "no connection to the server",
        "could not connect",
        "connection to server",
        "canceling statement due to",
        "No space left",
        "the database system is",
        "could not extend file",
        "in a read-only transaction",
        "SSL connection has been closed",
        "could not receive data",
        "could not send data",
    ];
    SIGNS.iter().any(|sign| message.contains(sign))
}
