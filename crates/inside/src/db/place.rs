//! Where connections lead, how one is made, and what begins a transaction on it.
//!
//! Nothing is set on a connection to a server that has to last beyond a transaction: behind a pooler the next transaction has
//! another connection, and this one may have been anybody's.

use std::sync::Arc;

use diesel::PgConnection;
use diesel::connection::{AnsiTransactionManager, CacheSize, Connection, SimpleConnection};
use diesel::r2d2;

use super::file::{DatabaseFile, Missing};
use super::open_file::open_to_write;
use super::{Conn, DatabaseUrl, Pooler, PostgresUrl};
use crate::error::Error;
use crate::secret::Secret;

/// Time-outs for libpq, which by itself waits minutes for a server that can't be reached, and forever for one that stopped
/// without closing the connection. An option of DATABASE_URL wins.
const POSTGRES_WAITS: &[(&str, &str)] = &[
    ("connect_timeout", "3"),
    // Milliseconds until the other machine has to acknowledge what we sent.
    ("tcp_user_timeout", "8000"),
    // Seconds until the first probe, and between probes, while we wait for an answer. A statement may take 15 seconds.
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "3"),
];

/// How long a statement of a request may take, and how long it may wait for a row that another one has locked. The time zone
/// is Diesel's to set, which does it on every connection. A node that is gone without a word, or stands still, in the middle of a
/// transaction keeps what it has locked for no longer than the last one.
const LIMITS: [(&str, &str); 3] =
    [("statement_timeout", "15s"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "30s")];

/// Where connections lead.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Sqlite(Arc<DatabaseFile>),
    /// As libpq takes it, and what is between the server and us.
    Postgres(Secret<String>, Pooler),
}

impl Place {
    /// Finds it, and makes the file where there is none and `missing` says so.
    pub(super) fn find(url: &DatabaseUrl, missing: Missing) -> Result<Place, String> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let file = DatabaseFile::open(path, missing).map_err(|cause| cause.to_string())?;
                Ok(Place::Sqlite(Arc::new(file)))
            }
            DatabaseUrl::Postgres(url) => Ok(Place::server(url)),
        }
    }

    fn server(url: &PostgresUrl) -> Place {
        let pooler = url.pooler();
        let url = match pooler {
            // In the first packet, so that they are the connection's own from its beginning.
            Pooler::None => &url.with_settings(&LIMITS),
            // A pooler refuses settings in that packet that it does not know.
            Pooler::Session | Pooler::Transaction => url,
        };
        Place::Postgres(url.conninfo(POSTGRES_WAITS), pooler)
    }

    /// A new connection.
    pub(super) fn connect(&self) -> Result<Conn, r2d2::Error> {
        let (conninfo, pooler) = match self {
            Place::Sqlite(file) => return open_to_write(file),
            Place::Postgres(conninfo, pooler) => (conninfo, pooler),
        };
        let mut conn = PgConnection::establish(conninfo.expose()).map_err(r2d2::Error::ConnectionError)?;
        match pooler {
            Pooler::None => {}
            Pooler::Session => {
                let set = LIMITS.map(|(name, value)| format!("SET {name} = '{value}';"));
                conn.batch_execute(&set.concat()).map_err(r2d2::Error::QueryError)?;
            }
            // A prepared statement stays behind on a connection that is somebody else's by then.
            Pooler::Transaction => conn.set_prepared_statement_cache_size(CacheSize::Disabled),
        }
        Ok(Conn::Postgres(conn))
    }

    /// Begins a transaction that writes.
    pub(super) fn begin(&self, conn: &mut Conn) -> Result<(), Error> {
        match conn {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
            Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, &self.sql_to_begin("BEGIN"))?,
        }
        Ok(())
    }

    /// Begins one that reads, where statements need one; says whether it did.
    pub(super) fn begin_to_read(&self, conn: &mut Conn) -> Result<bool, Error> {
        match (self, conn) {
            (Place::Postgres(_, Pooler::Transaction), Conn::Postgres(c)) => {
                AnsiTransactionManager::begin_transaction_sql(c, &self.sql_to_begin("BEGIN READ ONLY"))?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The words that begin a transaction on a server.
    fn sql_to_begin(&self, kind: &str) -> String {
        match self {
            Place::Postgres(_, Pooler::Transaction) => {
                let set = LIMITS.map(|(name, value)| format!("; SET LOCAL {name} = '{value}'"));
                format!("{kind}{}", set.concat())
            }
            _ => kind.to_owned(),
        }
    }
}
