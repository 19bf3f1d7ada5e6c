//! The queries on budgets.

use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::schema::limits;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    tries: String,
}

/// Reads a budget and keeps everyone else from it until the transaction ends, whether the row existed or not.
///
/// The update that changes nothing is what locks: PostgreSQL waits for the row and then reads its newest version, SQLite's
/// transaction holds the only write lock anyway.
pub fn lock(c: &mut Conn, budget: &str, now: PrimitiveDateTime) -> Result<String, Error> {
    let row: Row = diesel::sql_query(
        "INSERT INTO limits (budget, tries, expires_at) VALUES ($1, '', $2) \
         ON CONFLICT (budget) DO UPDATE SET tries = limits.tries RETURNING tries",
    )
    .bind::<Text, _>(budget)
    .bind::<Timestamp, _>(now)
    .get_result(c)?;
    Ok(row.tries)
}

/// Reads budgets without locking anything; one that does not exist is absent.
pub fn look(c: &mut Conn, budgets: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let rows = limits::table.filter(limits::budget.eq_any(budgets)).select((limits::budget, limits::tries));
    Ok(rows.load(c)?)
}

/// Writes a budget that is locked.
pub fn write(c: &mut Conn, budget: &str, tries: &str, expires_at: PrimitiveDateTime) -> Result<(), Error> {
    let row = diesel::update(limits::table.find(budget));
    row.set((limits::tries.eq(tries), limits::expires_at.eq(expires_at))).execute(c)?;
    Ok(())
}

/// Forgets a budget.
pub fn delete(c: &mut Conn, budget: &str) -> Result<(), Error> {
    diesel::delete(limits::table.find(budget)).execute(c)?;
    Ok(())
}

/// Deletes the rows in which nothing counts any more. They limited nobody before: this only saves room.
pub fn sweep(c: &mut Conn, now: PrimitiveDateTime) -> Result<usize, Error> {
    Ok(diesel::delete(limits::table.filter(limits::expires_at.lt(now))).execute(c)?)
}
