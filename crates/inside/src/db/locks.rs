//! What nodes agree on, as rows of the table `locks`: a row is what every engine can lock.
//!
//! Advisory locks are PostgreSQL's own. Poolers lend the session that holds one to somebody else, and most engines that speak
//! its protocol have none, or accept the call and lock nothing.

use std::sync::atomic::Ordering;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use time::{Duration, PrimitiveDateTime};

use super::{Conn, Count, Db};
use crate::error::Error;

/// A rule over several rows that no index can keep, such as "one admin stays".
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lock {
    /// Changes of who is an admin.
    Admins,
}

impl Lock {
    fn name(self) -> &'static str {
        match self {
            Lock::Admins => "admins",
        }
    }
}

/// Within a transaction: another transaction that takes the same lock waits until this one has ended.
///
/// One statement makes the row and locks it, so no row has to be there before.
///
/// # Errors
/// Only the database's.
pub(crate) fn lock(c: &mut Conn, lock: Lock) -> Result<(), Error> {
    let row = "INSERT INTO locks (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = excluded.name";
    diesel::sql_query(row).bind::<Text, _>(lock.name()).execute(c)?;
    Ok(())
}

impl Db {
    /// Whether this node does a work that one node is to do for all of them, from `now` for as long as `lasting`. The node that
    /// has it keeps it by asking again in time; the lease of one that died ends by itself.
    ///
    /// The clock of another node may have jumped: an end that lies too far ahead is not believed.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn lease(&self, work: &str, now: PrimitiveDateTime, lasting: Duration) -> Result<bool, Error> {
        let taken = "INSERT INTO locks (name, holder, held_until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE \
                     SET holder = excluded.holder, held_until = excluded.held_until \
                     WHERE locks.holder = excluded.holder OR locks.held_until IS NULL \
                     OR locks.held_until <= $4 OR locks.held_until > $5";
        let is_taken = self.unannounced(|c| {
            let taken = diesel::sql_query(taken).bind::<Text, _>(work).bind::<Text, _>(&*self.node);
            let taken = taken.bind::<Timestamp, _>(now + lasting).bind::<Timestamp, _>(now);
            Ok(taken.bind::<Timestamp, _>(now + lasting * 2).execute(c)? == 1)
        })?;
        self.is_lessee.fetch_or(is_taken, Ordering::Relaxed);
        Ok(is_taken)
    }

    /// Lets another node have it at once, if this one has.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn end_lease(&self, work: &str) -> Result<(), Error> {
        if !self.is_lessee.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.unannounced(|c| {
            let ended = "UPDATE locks SET held_until = NULL WHERE name = $1 AND holder = $2";
            diesel::sql_query(ended).bind::<Text, _>(work).bind::<Text, _>(&*self.node).execute(c)?;
            Ok(())
        })
    }
}

/// The row that a node locks while it migrates.
const MIGRATIONS: &str = "migrations";

/// Makes the row that [`try_lock_migrations`] locks, and the table where there is none: the first migration that knows of it
/// may be one that is pending. Several nodes may do it at once.
///
/// # Errors
/// The database's; that there is no right to create the table.
pub(super) fn prepare_migrations(c: &mut PgConnection) -> Result<(), Error> {
    let is_there = |c: &mut PgConnection| -> Result<bool, Error> {
        let asked = diesel::sql_query("SELECT count(to_regclass('locks')) AS count");
        Ok(asked.get_result::<Count>(c)?.count == 1)
    };
    if !is_there(c)? {
        let made = c.batch_execute(
            "CREATE TABLE IF NOT EXISTS locks (name TEXT NOT NULL PRIMARY KEY, holder TEXT, held_until TIMESTAMP)",
        );
        // Of two nodes that create a table at the same moment one fails, in spite of the IF NOT EXISTS.
        if made.is_err() && !is_there(c)? {
            made?;
        }
    }
    c.batch_execute(&format!("INSERT INTO locks (name) VALUES ('{MIGRATIONS}') ON CONFLICT (name) DO NOTHING"))?;
    Ok(())
}

/// Within a transaction: locks the row, unless another node holds it. The lock ends with the transaction, so with the death of
/// its node as well.
///
/// # Errors
/// Only the database's.
pub(super) fn try_lock_migrations(c: &mut PgConnection) -> Result<bool, Error> {
    let row = format!(
        "SELECT count(*) AS count FROM (SELECT 1 FROM locks WHERE name = '{MIGRATIONS}' FOR UPDATE SKIP LOCKED) AS free"
    );
    Ok(diesel::sql_query(row).get_result::<Count>(c)?.count == 1)
}
