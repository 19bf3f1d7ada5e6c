//! Move everything to another database, of the other kind or of the same.

use super::BackupError;
use crate::context::Context;
use crate::db::contents::{AT_ONCE, TableContents, clear, contents, contents_of, each_row, insert, set_counter};
use crate::db::tables::{StoredTable, find, names_of_this_version};
use crate::db::{Conn, Count, DatabaseUrl, Db, reading};
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// What was moved.
pub struct Copied {
    /// Where to.
    pub target: String,
    /// How many accounts.
    pub accounts: u64,
    /// How many rows of all tables.
    pub rows: u64,
    /// Tables in which something has changed here since, which the copy does not have.
    pub changed_since: Vec<String>,
}

/// Copies every row as of one moment, in one transaction of the target, and compares counts and sums before it is committed. The
/// target gets the tables of this version where it has none; ids go on from where they are here.
///
/// # Errors
/// [`BackupError::Refused`] when the target is this database, or has accounts that may not be overwritten.
pub fn copy(s: &Services, to: &str, overwrite: bool, context: &Context) -> Result<Copied, BackupError> {
    let url = DatabaseUrl::parse(to.trim()).map_err(|advice| BackupError::Refused(format!("--to: {advice}")))?;
    let target = Db::open(&url, 1).map_err(|cause| Error::Unavailable(format!("--to: {cause}")))?;
    let is_same = |left: &DatabaseUrl, right: &DatabaseUrl| match (left.file(), right.file()) {
        (Some(left), Some(right)) => std::fs::canonicalize(left).ok() == std::fs::canonicalize(right).ok(),
        _ => left.to_string() == right.to_string(),
    };
    if is_same(&url, &s.config.database_url) {
        return Err(BackupError::Refused("--to: this is DATABASE_URL itself".to_owned()));
    }
    let has_accounts =
        || BackupError::Refused(format!("{url} has accounts; --force replaces them, with all that belongs to them"));
    // Before it is migrated: what is refused stays as it is.
    if !overwrite && accounts(&mut *target.conn()?)? > 0 {
        return Err(has_accounts());
    }
    target.migrate_within(s.config.migration_wait, &|_| {})?;
    let names = names_of_this_version()?;
    let copied = Event::DatabaseCopied { to: url.to_string() };
    let mut refused = false;
    let moved = target.transaction(|to| {
        refused = false;
        if !overwrite && accounts(to)? > 0 {
            refused = true;
            return Err(Error::internal("the target has accounts"));
        }
        without_time_limit(to)?;
        clear(to, &names)?;
        let from = &mut *s.db.conn()?;
        let moved =
            reading(from, |from| names.iter().map(|name| move_table(from, to, name)).collect::<Result<Vec<_>, _>>())?;
        events::record(to, None::<i64>, &copied, context)?;
        Ok(moved)
    });
    let moved = match moved {
        Err(_) if refused => {
            return Err(has_accounts());
        }
        moved => moved?,
    };
    let now = reading(&mut *s.db.conn()?, |c| contents_of(c, &names))?;
    // Which node does the housekeeping is no part of what was copied.
    let changed =
        moved.iter().filter(|table| table.name != "locks" && !now.contains(table)).map(|table| table.name.clone());
    // The copy says so too: it is the one that goes on.
    s.db.transaction(|c| events::record(c, None::<i64>, &copied, context))?;
    Ok(Copied {
        target: url.to_string(),
        accounts: moved.iter().find(|table| table.name == "users").map_or(0, |table| table.rows),
        rows: moved.iter().map(|table| table.rows).sum(),
        changed_since: changed.collect(),
    })
}

/// How many accounts a database has, which may be one of another version or none.
fn accounts(c: &mut Conn) -> Result<i64, Error> {
    if find(c, "users")?.is_none() {
        return Ok(0);
    }
    let count: Count = diesel::RunQueryDsl::get_result(diesel::sql_query("SELECT count(*) AS count FROM users"), c)?;
    Ok(count.count)
}

/// A million rows take longer than a request may, and the side that is written waits while the other one is read.
fn without_time_limit(conn: &mut Conn) -> Result<(), Error> {
    use diesel::connection::SimpleConnection;
    if crate::db::is_server(conn) {
        conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?;
    }
    Ok(())
}

/// Returns what the table holds at both ends.
fn move_table(from: &mut Conn, to: &mut Conn, name: &str) -> Result<TableContents, Error> {
    let missing = || Error::internal(format!("there is no table {name}"));
    let (source, target) = (find(from, name)?.ok_or_else(missing)?, find(to, name)?.ok_or_else(missing)?);
    if source != target {
        return Err(Error::internal(format!("the table {name} has other columns in the target")));
    }
    let expected = contents(from, &source)?;
    write_rows(from, to, &source)?;
    if let Some(counter) = expected.counter {
        set_counter(to, &target, counter)?;
    }
    let found = contents(to, &target)?;
    if found != expected {
        let (found, expected) = (found.rows, expected.rows);
        return Err(Error::internal(format!(
            "the table {name} holds {found} rows in the target where {expected} were read, or others; nothing was changed"
        )));
    }
    Ok(expected)
}

fn write_rows(from: &mut Conn, to: &mut Conn, table: &StoredTable) -> Result<(), Error> {
    let mut batch = Vec::with_capacity(AT_ONCE);
    each_row(from, table, |row| {
        batch.push(row);
        if batch.len() == AT_ONCE {
            insert(to, table, &std::mem::take(&mut batch))?;
        }
        Ok(())
    })?;
    match batch.is_empty() {
        true => Ok(()),
        false => insert(to, table, &batch),
    }
}
