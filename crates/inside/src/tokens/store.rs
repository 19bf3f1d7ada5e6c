//! The queries on refresh tokens.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::{Conn, Db, delete_in_steps};
use crate::error::Error;
use crate::schema::refresh_tokens;
use crate::sessions::SessionKey;

/// A refresh token that was given out. The token itself is not kept: its signature proves it, this row only its state.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = refresh_tokens)]
pub(crate) struct RefreshToken {
    /// Its `jti`.
    pub(crate) id: String,
    /// Its session; not the `sid` that the token carries.
    pub(crate) session_id: SessionKey,
    /// Its `iat`.
    pub(crate) issued_at: PrimitiveDateTime,
    /// Its `exp`.
    pub(crate) expires_at: PrimitiveDateTime,
    /// When it bought its successor.
    pub(crate) spent_at: Option<PrimitiveDateTime>,
}

/// Keeps a new one.
pub(crate) fn insert(c: &mut Conn, token: &RefreshToken) -> Result<(), Error> {
    diesel::insert_into(refresh_tokens::table).values(token).execute(c)?;
    Ok(())
}

/// Spends a token; returns whether this call did. Of many calls at once exactly one gets `true`.
pub(crate) fn spend(c: &mut Conn, id: &str, session: &SessionKey, now: PrimitiveDateTime) -> Result<bool, Error> {
    let unspent = refresh_tokens::table
        .filter(refresh_tokens::id.eq(id))
        .filter(refresh_tokens::session_id.eq(session))
        .filter(refresh_tokens::spent_at.is_null());
    Ok(diesel::update(unspent).set(refresh_tokens::spent_at.eq(now)).execute(c)? == 1)
}

/// One of this session's, by its id.
pub(crate) fn find(c: &mut Conn, id: &str, session: &SessionKey) -> Result<Option<RefreshToken>, Error> {
    let row = refresh_tokens::table.find(id).filter(refresh_tokens::session_id.eq(session));
    Ok(row.get_result(c).optional()?)
}

/// The one that this session may spend next.
pub(crate) fn newest(c: &mut Conn, session: &SessionKey) -> Result<Option<RefreshToken>, Error> {
    let unspent =
        refresh_tokens::table.filter(refresh_tokens::session_id.eq(session)).filter(refresh_tokens::spent_at.is_null());
    Ok(unspent.order((refresh_tokens::issued_at.desc(), refresh_tokens::id)).first(c).optional()?)
}

/// Deletes those of a session that were spent before this moment. A session that refreshes without pause so keeps few rows.
pub(crate) fn delete_spent_before(
    c: &mut Conn,
    session: &SessionKey,
    moment: PrimitiveDateTime,
) -> Result<usize, Error> {
    let of_session = refresh_tokens::table.filter(refresh_tokens::session_id.eq(session));
    Ok(diesel::delete(of_session.filter(refresh_tokens::spent_at.lt(moment))).execute(c)?)
}

/// Deletes what has expired: the signature alone refuses it by now.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, refresh_tokens::id: String, || refresh_tokens::expires_at.lt(now))
}

/// Those of a session after this one, oldest first.
pub(crate) fn of_session(
    c: &mut Conn,
    session: &SessionKey,
    after: Option<&(PrimitiveDateTime, String)>,
    most: i64,
) -> Result<Vec<RefreshToken>, Error> {
    let mut rows = refresh_tokens::table.filter(refresh_tokens::session_id.eq(session)).into_boxed();
    if let Some((issued_at, id)) = after {
        let later = refresh_tokens::issued_at.gt(issued_at).or(refresh_tokens::id.gt(id));
        // `ge` bounds the scan of the index; `later` tells equal times apart.
        rows = rows.filter(refresh_tokens::issued_at.ge(issued_at).and(later));
    }
    Ok(rows.order((refresh_tokens::issued_at, refresh_tokens::id)).limit(most).load(c)?)
}
