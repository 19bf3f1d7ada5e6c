//! Whether this node can serve: the database answers, has our schema and takes writes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::{Conn, Db, Schema};
use crate::error::Error;

/// How long a write that went well is believed. Anyone may ask `/readyz`, as often as they like.
const TRUST: Duration = Duration::from_secs(1);

/// What keeps a node from serving, if anything.
#[derive(Debug)]
pub enum Readiness {
    /// Nothing does.
    Ready,
    /// Nothing does, although a newer version has migrated the database under this process; these of its migrations are unknown here.
    /// A migration leaves what the version before needs, so that nodes can be replaced one by one. If this kept them from serving,
    /// the first node of a newer version would take all others out at once.
    ReadyOnNewer(Vec<String>),
    /// These migrations are missing.
    Behind(Vec<String>),
    /// It can be read and not written: a standby, a full disk, a lock that another program holds. The cause is for the log.
    TakesNoWrites(Error),
}

/// When a write was last seen to go well.
#[derive(Debug, Default)]
pub(super) struct LastWrite(Mutex<Option<Instant>>);

impl LastWrite {
    fn is_fresh(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() < TRUST)
    }

    fn set(&self, at: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }
}

#[derive(QueryableByName)]
struct ReadOnly {
    #[diesel(sql_type = Bool)]
    is_read_only: bool,
}

impl Db {
    /// Asks the database itself.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not answer.
    pub fn readiness(&self) -> Result<Readiness, Error> {
        let ready = match self.schema()? {
            Schema::Current => Readiness::Ready,
            Schema::Newer(unknown) => Readiness::ReadyOnNewer(unknown),
            Schema::Behind(missing) => return Ok(Readiness::Behind(missing)),
        };
        let written = match self.last_write.is_fresh() {
            true => self.accepts_a_write(),
            false => self.write(),
        };
        Ok(written.map_or_else(Readiness::TakesNoWrites, |()| ready))
    }

    /// A commit that leaves no row behind: only a commit finds out that the disk is full, or that it fails. SQLite writes nothing for
    /// a row that is set to what it is, so a row comes and goes: one of this node's own, so that nobody waits for a node that is gone
    /// or stands still in the middle of it.
    ///
    /// # Errors
    /// The database's.
    pub fn write(&self) -> Result<(), Error> {
        self.last_write.set(None);
        let row = format!("a write by {}", self.node.get(..16).unwrap_or(&self.node));
        self.transaction(|c| {
            c.batch_execute(&format!(
                "INSERT INTO __diesel_schema_migrations (version) VALUES ('{row}'); \
                 DELETE FROM __diesel_schema_migrations WHERE version = '{row}'",
            ))?;
            Ok(())
        })?;
        self.connections.check_room()?;
        self.last_write.set(Some(Instant::now()));
        Ok(())
    }

    /// The same as far as it can be seen without writing.
    fn accepts_a_write(&self) -> Result<(), Error> {
        let mut conn = self.conn()?;
        match &mut *conn {
            Conn::Sqlite(c) => {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?;
                AnsiTransactionManager::rollback_transaction(c)?;
            }
            Conn::Postgres(c) => {
                let asked =
                    "SELECT current_setting('transaction_read_only')::bool OR pg_is_in_recovery() AS is_read_only";
                if diesel::sql_query(asked).get_result::<ReadOnly>(c)?.is_read_only {
                    return Err(Error::Unavailable("the database is in a read-only transaction".to_owned()));
                }
            }
        }
        self.connections.check_room()
    }
}
