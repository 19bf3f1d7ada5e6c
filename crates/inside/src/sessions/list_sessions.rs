//! List the sessions of an account, page by page: every browser and app that is logged in.

use super::Caller;
use super::session_place::SessionPlace;
use super::{Session, store};
use crate::account::User;
use crate::error::Error;
use crate::oversight::Oversight;
use crate::state::{Reads, Services};

/// One page of the list.
pub struct SessionPage {
    /// The caller's own session first, on the first page; then those used last.
    pub sessions: Vec<Session>,
    /// Where the next page goes on, if there is one.
    pub next: Option<SessionPlace>,
    /// How many there are on all pages.
    pub total: i64,
}

/// At most `most` sessions of the caller's account that are alive, after `after` where that is given.
///
/// Pages go on after a session and not after a number. A session that is used meanwhile moves to the first page; none is
/// listed twice because another one ended.
///
/// # Errors
/// Only the database's.
pub fn list_sessions(
    r: &mut Reads<'_>,
    caller: &Caller,
    after: Option<&SessionPlace>,
    most: usize,
) -> Result<SessionPage, Error> {
    let (c, now, user_id) = (&mut *r.conn, r.clock.now(), caller.user.id);
    // Read anew: the caller's row was loaded before this request was noted as its last use.
    let own = if after.is_none() { store::find_by_handle(c, user_id, &caller.session.handle)? } else { None };
    let others = most - own.iter().len();
    // One more than is shown tells whether there is another page.
    let limit = i64::try_from(others + 1).unwrap_or(i64::MAX);
    let mut rows = store::alive(c, r.config, now, user_id, Some(&caller.session.handle), after, limit)?;
    let more = rows.len() > others;
    rows.truncate(others);
    let last = rows.last().or(own.as_ref()).filter(|_| more);
    let next = last.map(|row| SessionPlace { last_used_at: row.last_used_at, handle: row.handle.clone() });
    let total = store::count_alive(c, r.config, user_id, now)?;
    Ok(SessionPage { sessions: own.into_iter().chain(rows).collect(), next, total })
}

/// Every session of an account that is alive, the last used first: for an operator, who holds none of them.
///
/// # Errors
/// Only the database's.
pub fn of_user(s: &Services, _: Oversight, user: &User) -> Result<Vec<Session>, Error> {
    s.db.read(|c| {
        // Not the setting: it may have been lowered since.
        let most = store::count(c, user.id)?;
        store::alive(c, &s.config, s.clock.now(), user.id, None, None, most)
    })
}

/// At most `most` of them.
///
/// # Errors
/// Only the database's.
pub(crate) fn newest_of_user(s: &Services, user: &User, most: i64) -> Result<Vec<Session>, Error> {
    s.db.read(|c| store::alive(c, &s.config, s.clock.now(), user.id, None, None, most))
}

/// How many there are.
///
/// # Errors
/// Only the database's.
pub(crate) fn count_of_user(r: &mut Reads<'_>, user: &User) -> Result<i64, Error> {
    store::count_alive(r.conn, r.config, user.id, r.clock.now())
}
