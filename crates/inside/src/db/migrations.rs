//! The schema: which migrations are applied, and applying those that are not.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Instant;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use time::Duration;

use super::locks::{prepare_migrations, try_lock_migrations};
use super::{Conn, Count, Db};
use crate::error::Error;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// A shorter wait is no news.
const WORTH_TELLING: std::time::Duration = std::time::Duration::from_secs(1);

/// How long a node that waits sleeps before it asks again.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(250);

/// What the database's schema is to this version of Vestibule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Every migration is applied, and no other.
    Current,
    /// These migrations are missing.
    Behind(Vec<String>),
    /// These were applied by a version that this one does not know.
    Newer(Vec<String>),
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schema::Current => f.write_str("every migration is applied"),
            Schema::Behind(missing) => {
                write!(f, "{} migrations are not applied; run `vestibule migrate` or start the server", missing.len())
            }
            Schema::Newer(unknown) => write!(
                f,
                "the schema is newer than this version of Vestibule (migration {}); start the version that migrated it, \
                 or restore a backup from before",
                unknown.join(", ")
            ),
        }
    }
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

impl Db {
    /// Compares the applied migrations with those of this version. Changes nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    pub fn schema(&self) -> Result<Schema, Error> {
        self.read(schema)
    }

    /// Applies the pending migrations in one transaction and returns their names, oldest first. Several nodes may do it at
    /// once: one of them migrates, and the others wait, and call `waiting` once if it takes longer, for `patience` at most.
    ///
    /// The lock is a row of the transaction's, so it ends with the commit, the rollback, or the death of the node that holds it.
    ///
    /// It is a courtesy: what lets one node migrate and no other is that everything is one transaction, in which two can't make
    /// the same table, nor note the same migration as applied. A node of a version that took another lock is kept out by that.
    ///
    /// # Errors
    /// The failing migration's cause; the schema is then as it was. A sentence when the schema is newer than this version,
    /// and when another node has not finished in time.
    pub fn migrate_within(&self, patience: Duration, waiting: &dyn Fn(&str)) -> Result<Vec<String>, Error> {
        let mut conn = self.conn()?;
        let begun = Instant::now();
        let mut is_told = false;
        loop {
            match schema(&mut conn) {
                Ok(Schema::Current) => return Ok(Vec::new()),
                Ok(before @ Schema::Behind(_)) => match try_to_migrate(&mut conn, patience) {
                    Ok(Some(applied)) => return Ok(applied),
                    Ok(None) | Err(Error::Conflict(_)) => {}
                    // What failed has met with the same work of another node, which is done.
                    Err(_) if schema(&mut conn).is_ok_and(|now| now != before) => continue,
                    Err(cause) => return Err(cause),
                },
                Ok(newer @ Schema::Newer(_)) => return Err(Error::internal(newer)),
                Err(cause) if is_locked(&cause) => {}
                Err(Error::Conflict(_)) => {}
                Err(cause) => return Err(cause),
            }
            let seconds = patience.whole_seconds();
            if begun.elapsed() >= patience.unsigned_abs() {
                return Err(Error::internal(format!(
                    "another node is migrating and was not done after {seconds} s; start again once it is, look for a \
                     program that holds the database locked, or raise MIGRATION_WAIT"
                )));
            }
            // The file of a new database is also locked while our own first connections open it.
            if begun.elapsed() >= WORTH_TELLING && !std::mem::replace(&mut is_told, true) {
                waiting(&format!("another node is migrating the database; waiting up to {seconds} s (MIGRATION_WAIT)"));
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Migrates, unless another node holds the lock.
fn try_to_migrate(conn: &mut Conn, patience: Duration) -> Result<Option<Vec<String>>, Error> {
    match conn {
        Conn::Sqlite(c) => {
            // The file's write lock is the only one that two processes share.
            c.batch_execute("PRAGMA busy_timeout = 0")?;
            let begun = AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE").map_err(Error::from);
            c.batch_execute("PRAGMA busy_timeout = 5000")?;
            match begun {
                Err(cause) if is_locked(&cause) => return Ok(None),
                begun => begun?,
            }
            finish(c, |c| run(c, SQLITE)).map(Some)
        }
        Conn::Postgres(c) => {
            prepare_migrations(c)?;
            AnsiTransactionManager::begin_transaction(c)?;
            finish(c, |c| {
                if !try_lock_migrations(c)? {
                    return Ok(None);
                }
                // Rows of millions take their time; a table that another program holds, and a node that has gone without
                // a word, do not hold everybody up.
                c.batch_execute(&format!(
                    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '{}s'; \
                     SET LOCAL idle_in_transaction_session_timeout = '60s'",
                    patience.whole_seconds().max(5)
                ))?;
                run(c, POSTGRES).map(Some)
            })
        }
    }
}

/// Ends a transaction that was begun: with a commit if `work` went well.
fn finish<C, T>(c: &mut C, work: impl FnOnce(&mut C) -> Result<T, Error>) -> Result<T, Error>
where
    C: Connection<TransactionManager = AnsiTransactionManager>,
{
    match work(c) {
        Ok(done) => {
            AnsiTransactionManager::commit_transaction(c)?;
            Ok(done)
        }
        Err(cause) => {
            let _ = AnsiTransactionManager::rollback_transaction(c);
            Err(cause)
        }
    }
}

fn run<C, B>(c: &mut C, all: EmbeddedMigrations) -> Result<Vec<String>, Error>
where
    B: diesel::backend::Backend,
    C: MigrationHarness<B>,
    EmbeddedMigrations: MigrationSource<B>,
{
    let applied = c.run_pending_migrations(all);
    let applied =
        applied.map_err(|cause| Error::internal(format!("a migration failed, and nothing was changed: {cause}")))?;
    Ok(applied.iter().map(ToString::to_string).collect())
}

fn schema(conn: &mut Conn) -> Result<Schema, Error> {
    let (known, applied) = (known(conn)?, applied(conn)?);
    let without = |these: &BTreeSet<String>, those: &BTreeSet<String>| these.difference(those).cloned().collect();
    let (missing, unknown): (Vec<_>, Vec<_>) = (without(&known, &applied), without(&applied, &known));
    Ok(match (missing.is_empty(), unknown.is_empty()) {
        (_, false) => Schema::Newer(unknown),
        (false, true) => Schema::Behind(missing),
        (true, true) => Schema::Current,
    })
}

/// A database in memory with these migrations, or with every one of this version: what its tables look like.
pub(super) fn in_memory(which: Option<&[String]>) -> Result<SqliteConnection, Error> {
    let mut c = SqliteConnection::establish(":memory:").map_err(Error::internal)?;
    // Makes the table in which the others are noted.
    c.applied_migrations().map_err(Error::internal)?;
    let all = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(Error::internal)?;
    for migration in all {
        let version = migration.name().version().to_string();
        if which.is_none_or(|which| which.contains(&version)) {
            c.run_migration(&migration).map_err(Error::internal)?;
        }
    }
    Ok(c)
}

/// Compares the migrations that a connection's database has with those of this version.
///
/// # Errors
/// Only the database's.
pub(crate) fn schema_of(conn: &mut Conn) -> Result<Schema, Error> {
    schema(conn)
}

/// The migrations that are applied, oldest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn applied_to(conn: &mut Conn) -> Result<Vec<String>, Error> {
    Ok(applied(conn)?.into_iter().collect())
}

fn known(conn: &Conn) -> Result<BTreeSet<String>, Error> {
    fn versions<B: diesel::backend::Backend>(all: EmbeddedMigrations) -> Result<BTreeSet<String>, Error>
    where
        EmbeddedMigrations: MigrationSource<B>,
    {
        let all = MigrationSource::<B>::migrations(&all).map_err(Error::internal)?;
        Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
    }
    match conn {
        Conn::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(SQLITE),
        Conn::Postgres(_) => versions::<diesel::pg::Pg>(POSTGRES),
    }
}

/// The applied migrations; none where no migration ever was. Diesel's own way to ask would create the table.
pub(super) fn applied(conn: &mut Conn) -> Result<BTreeSet<String>, Error> {
    let table = match conn {
        Conn::Sqlite(_) => "SELECT count(*) AS count FROM sqlite_master WHERE name = '__diesel_schema_migrations'",
        Conn::Postgres(_) => "SELECT count(to_regclass('__diesel_schema_migrations')) AS count",
    };
    if diesel::sql_query(table).get_result::<Count>(conn)?.count == 0 {
        return Ok(BTreeSet::new());
    }
    let rows = diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load::<Version>(conn)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

fn is_locked(cause: &Error) -> bool {
    matches!(cause, Error::Unavailable(message) if message.contains("database is locked"))
}
