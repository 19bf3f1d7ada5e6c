//! The rows of delayed recoveries: the owner of an account says that every second factor is lost, and the wait has begun.
//!
//! At most one runs for an account, and its row goes with its end; the account's events tell the rest.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::schema::factor_recoveries;

/// A row.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = factor_recoveries)]
pub(crate) struct Recovery {
    /// Whose factors.
    pub(crate) user_id: i64,
    /// When it was asked for.
    pub(crate) started_at: PrimitiveDateTime,
    /// From when it can be finished.
    pub(crate) ready_at: PrimitiveDateTime,
    /// When the next email is due; once the last one was sent, when it expires.
    pub(crate) next_step_at: PrimitiveDateTime,
    /// When the email with the link that finishes it was sent.
    pub(crate) link_sent_at: Option<PrimitiveDateTime>,
    /// The network address of whom it was asked by.
    pub(crate) address: String,
    /// Their browser.
    pub(crate) user_agent: String,
}

/// Begins one. The caller holds the account and knows that none runs; what a version before has left goes.
///
/// # Errors
/// Only the database's.
pub(crate) fn begin(c: &mut Conn, row: &Recovery) -> Result<(), Error> {
    delete(c, row.user_id)?;
    diesel::insert_into(factor_recoveries::table).values(row).execute(c)?;
    Ok(())
}

/// The account's.
///
/// # Errors
/// Only the database's.
pub(crate) fn find(c: &mut Conn, user_id: i64) -> Result<Option<Recovery>, Error> {
    Ok(factor_recoveries::table.find(user_id).get_result(c).optional()?)
}

/// The accounts with one whose next step is due, after this account.
///
/// # Errors
/// Only the database's.
pub(crate) fn due(c: &mut Conn, now: PrimitiveDateTime, after: i64, most: i64) -> Result<Vec<i64>, Error> {
    let due = factor_recoveries::table
        .filter(factor_recoveries::next_step_at.le(now))
        .filter(factor_recoveries::user_id.gt(after));
    Ok(due.order(factor_recoveries::user_id).limit(most).select(factor_recoveries::user_id).load(c)?)
}

/// Says when its next step is due, and whether its last email was sent.
///
/// # Errors
/// Only the database's.
pub(crate) fn proceed(
    c: &mut Conn,
    user_id: i64,
    next_step_at: PrimitiveDateTime,
    link_sent_at: Option<PrimitiveDateTime>,
) -> Result<(), Error> {
    let next = (factor_recoveries::next_step_at.eq(next_step_at), factor_recoveries::link_sent_at.eq(link_sent_at));
    diesel::update(factor_recoveries::table.find(user_id)).set(next).execute(c)?;
    Ok(())
}

/// Ends the account's; says whether there was one.
///
/// # Errors
/// Only the database's.
pub(crate) fn delete(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    Ok(diesel::delete(factor_recoveries::table.find(user_id)).execute(c)? == 1)
}
