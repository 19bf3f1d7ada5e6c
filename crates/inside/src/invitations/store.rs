//! Every query on invitations.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::Invitation;
use crate::db::{Conn, Db, delete_in_steps};
use crate::email_address::key as email_key;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::oversight::Oversight;
use crate::schema::invitations;
use crate::state::Services;

/// Used or expired ones are listed for this long, then they are forgotten.
const REMEMBERED: time::Duration = time::Duration::days(30);

/// What an [`Invitation`] holds of a row.
#[auto_type]
fn columns() -> _ {
    (
        invitations::id,
        invitations::email,
        invitations::uses,
        invitations::uses_left,
        invitations::created_at,
        invitations::expires_at,
    )
}

/// Keeps an invitation.
pub(crate) fn insert(
    c: &mut Conn,
    token_hash: &str,
    email: Option<&str>,
    uses: i32,
    now: PrimitiveDateTime,
    expires_at: PrimitiveDateTime,
) -> Result<Invitation, Error> {
    let row = (
        invitations::token_hash.eq(token_hash),
        invitations::email.eq(email),
        invitations::uses.eq(uses),
        invitations::uses_left.eq(uses),
        invitations::created_at.eq(now),
        invitations::expires_at.eq(expires_at),
    );
    Ok(diesel::insert_into(invitations::table).values(row).returning(columns()).get_result(c)?)
}

/// By the unique hash.
pub(crate) fn find(c: &mut Conn, token_hash: &str) -> Result<Option<Invitation>, Error> {
    let row = invitations::table.filter(invitations::token_hash.eq(token_hash));
    Ok(row.select(columns()).get_result(c).optional()?)
}

/// Those after this one, oldest first.
///
/// # Errors
/// Only the database's.
pub fn oldest(s: &Services, _: Oversight, after: Option<ListPlace>, most: i64) -> Result<Vec<Invitation>, Error> {
    s.db.read(|c| {
        let (at, mut rows) = (invitations::created_at, invitations::table.into_boxed());
        if let Some(after) = after {
            rows = rows.filter(at.ge(after.at)).filter(at.gt(after.at).or(invitations::id.gt(after.id)));
        }
        Ok(rows.order((at.asc(), invitations::id.asc())).limit(most).select(columns()).load(c)?)
    })
}

/// The newest, older than `before` where that is given.
///
/// # Errors
/// Only the database's.
pub fn newest(s: &Services, _: Oversight, before: Option<ListPlace>, most: i64) -> Result<Vec<Invitation>, Error> {
    s.db.read(|c| {
        let (at, mut rows) = (invitations::created_at, invitations::table.into_boxed());
        if let Some(before) = before {
            rows = rows.filter(at.le(before.at)).filter(at.lt(before.at).or(invitations::id.lt(before.id)));
        }
        Ok(rows.order((at.desc(), invitations::id.desc())).limit(most).select(columns()).load(c)?)
    })
}

/// One place less, if there is one and it is not too late; says whether there was. The one update decides.
pub(crate) fn take_one(c: &mut Conn, id: i64, now: PrimitiveDateTime) -> Result<bool, Error> {
    let alive = invitations::table
        .filter(invitations::id.eq(id))
        .filter(invitations::uses_left.gt(0))
        .filter(invitations::expires_at.gt(now));
    Ok(diesel::update(alive).set(invitations::uses_left.eq(invitations::uses_left - 1)).execute(c)? == 1)
}

/// Forgets one; says whether there was one.
pub(crate) fn delete(c: &mut Conn, id: i64) -> Result<bool, Error> {
    Ok(diesel::delete(invitations::table.find(id)).execute(c)? == 1)
}

/// Forgets those that were written for this address, in any spelling of its case.
pub(crate) fn forget_address(c: &mut Conn, email: &str) -> Result<usize, Error> {
    let (key, mut last, mut forgotten) = (email_key(email), 0, 0);
    // Addresses are stored as the operator typed them, so the database can't compare them. A page at a time is held.
    loop {
        let page: Vec<(i64, Option<String>)> = invitations::table
            .filter(invitations::email.is_not_null().and(invitations::id.gt(last)))
            .select((invitations::id, invitations::email))
            .order(invitations::id)
            .limit(500)
            .load(c)?;
        let Some((newest, _)) = page.last() else { return Ok(forgotten) };
        last = *newest;
        let theirs = page.iter().filter(|(_, invited)| invited.as_deref().is_some_and(|one| email_key(one) == key));
        let ids: Vec<i64> = theirs.map(|(id, _)| *id).collect();
        forgotten += diesel::delete(invitations::table.filter(invitations::id.eq_any(ids))).execute(c)?;
    }
}

/// Deletes those that ended long ago; they may hold an address.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, invitations::id: i64, || invitations::expires_at.lt(now - REMEMBERED))
}
