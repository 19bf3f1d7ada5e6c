//! The pool of connections: how each is made, and how long anybody waits for one.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{Connection, SimpleConnection};
use diesel::r2d2::{self, ManageConnection, PooledConnection};
use diesel::{ConnectionError, PgConnection, SqliteConnection};

use super::file::DatabaseFile;
use super::{Conn, DatabaseUrl};
use crate::error::Error;

/// How long somebody waits for a connection that works.
const PATIENCE: Duration = Duration::from_secs(4);

/// Where connections lead.
#[derive(Clone, Debug)]
enum Place {
    Sqlite(Arc<DatabaseFile>),
    Postgres(String),
}

/// Makes and checks connections for the pool.
#[derive(Debug)]
pub(super) struct Manager {
    place: Place,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Conn, r2d2::Error> {
        let mut conn = match &self.place {
            Place::Sqlite(file) => {
                let conn = SqliteConnection::establish(&file.uri()).map_err(r2d2::Error::ConnectionError)?;
                // After opening and before the first statement: what is opened stays open whatever happens to its name,
                // and a file that is not ours is not touched.
                file.check().map_err(|cause| r2d2::Error::ConnectionError(ConnectionError::BadConnection(cause)))?;
                Conn::Sqlite(conn)
            }
            Place::Postgres(url) => {
                PgConnection::establish(url).map(Conn::Postgres).map_err(r2d2::Error::ConnectionError)?
            }
        };
        // The order matters: a second process may hold the file while this one switches it to WAL. NORMAL would keep a
        // commit through a kill of the process, and lose it with the power (sqlite.org/pragma.html#pragma_synchronous).
        conn.batch_execute(match self.place {
            Place::Sqlite(_) => {
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            }
            Place::Postgres(_) => "SET TIME ZONE 'UTC'; SET statement_timeout = '15s'; SET lock_timeout = '5s';",
        })
        .map_err(r2d2::Error::QueryError)?;
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), r2d2::Error> {
        conn.batch_execute("SELECT 1").map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, _: &mut Conn) -> bool {
        std::thread::panicking()
    }
}

/// The connections, and what is known about where they lead.
#[derive(Clone)]
pub(super) struct Connections {
    pool: r2d2::Pool<Manager>,
    place: Place,
}

impl Connections {
    /// Connects, or says why it can't.
    pub(super) fn open(url: &DatabaseUrl, most: u32) -> Result<Connections, String> {
        let place = match url {
            DatabaseUrl::Sqlite(path) => {
                Place::Sqlite(Arc::new(DatabaseFile::open(path).map_err(|cause| cause.to_string())?))
            }
            DatabaseUrl::Postgres(url) => Place::Postgres(with_timeout(url)),
        };
        let manager = Manager { place: place.clone() };
        // One connection by hand first: the pool would hide the cause behind its own timeout.
        drop(manager.connect().map_err(|cause| cause.to_string())?);
        let pool = r2d2::Pool::builder()
            .max_size(most)
            .min_idle(Some(1))
            .test_on_check_out(true)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(LogOnce))
            .build(manager)
            .map_err(|cause| cause.to_string())?;
        Ok(Connections { pool, place })
    }

    /// A connection that works, within [`PATIENCE`].
    pub(super) fn get(&self) -> Result<PooledConnection<Manager>, Error> {
        self.check()?;
        self.pool.get().map_err(|cause| Error::Unavailable(cause.to_string()))
    }

    /// Whether what is written can be found again, see [`DatabaseFile::check`]. A server looks after its own files.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.place {
            Place::Sqlite(file) => file.check().map_err(Error::Unavailable),
            Place::Postgres(_) => Ok(()),
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

/// libpq waits for minutes where a server does not answer at all; a visitor does not.
fn with_timeout(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    format!("{url}{}connect_timeout=5", if url.contains('?') { '&' } else { '?' })
}
