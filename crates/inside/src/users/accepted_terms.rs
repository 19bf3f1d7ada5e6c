//! Which terms of use the owner of an account agreed to, and when: what an operator has to be able to show.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::config::Terms;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::accepted_terms;

/// Terms that were agreed to.
#[derive(Queryable)]
pub(super) struct AcceptedTerms {
    /// What the operator calls them, see [`Terms::version`].
    pub(super) version: String,
    /// When.
    pub(super) accepted_at: PrimitiveDateTime,
}

/// Keeps that the owner of an account agrees to these terms, within the caller's transaction.
///
/// # Errors
/// The database's.
pub(super) fn keep(c: &mut Conn, user_id: i64, terms: &Terms, now: PrimitiveDateTime) -> Result<(), Error> {
    let row = (
        accepted_terms::user_id.eq(user_id),
        accepted_terms::version.eq(&terms.version),
        accepted_terms::accepted_at.eq(now),
    );
    diesel::insert_into(accepted_terms::table).values(row).execute(c)?;
    Ok(())
}

/// Every version that the owner agreed to, oldest first.
///
/// # Errors
/// The database's.
pub(super) fn of_user(c: &mut Conn, user_id: i64) -> Result<Vec<AcceptedTerms>, Error> {
    let own = accepted_terms::table.filter(accepted_terms::user_id.eq(user_id));
    let own = own
        .order((accepted_terms::accepted_at, accepted_terms::version))
        .select((accepted_terms::version, accepted_terms::accepted_at));
    Ok(own.load(c)?)
}
