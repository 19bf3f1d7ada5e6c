//! The queries on sessions that more than one verb asks.

use std::net::IpAddr;

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::session_place::SessionPlace;
use super::{Session, SessionHandle, SessionKey, SessionKind, columns};
use crate::account::User;
use crate::config::Config;
use crate::db::{self, Conn, Counted, Db, StoredTime, delete_in_steps};
use crate::error::Error;
use crate::schema::{sessions, users};

/// A session and its account, by the key of the id that a cookie or token carries.
pub(crate) fn find_with_user(c: &mut Conn, key: &SessionKey) -> Result<Option<(Session, User)>, Error> {
    Ok(find_with_users(c, &[key.as_str()])?.pop())
}

/// The same for several at once, in any order.
pub(crate) fn find_with_users(c: &mut Conn, ids: &[&str]) -> Result<Vec<(Session, User)>, Error> {
    let rows = sessions::table.inner_join(users::table).select((columns(), users::all_columns));
    Ok(db::each!(c, ids, |id| rows.filter(sessions::id.eq(id)))?)
}

/// The sessions that have not expired: [`Session::is_alive`] as a query.
#[auto_type]
fn unexpired(config: &Config, now: PrimitiveDateTime) -> _ {
    let browser: SessionKind = SessionKind::Browser;
    let program: SessionKind = SessionKind::Program;
    let began_after: StoredTime = StoredTime(now - config.session_max_lifetime);
    let browsers_after: StoredTime = StoredTime(now - config.session_lifetime);
    let programs_after: StoredTime = StoredTime(now - config.jwt_refresh_token_expires);
    let browsers = sessions::kind.eq(browser).and(sessions::last_used_at.gt(browsers_after));
    let programs = sessions::kind.eq(program).and(sessions::last_used_at.gt(programs_after));
    sessions::table.filter(sessions::created_at.gt(began_after)).filter(browsers.or(programs))
}

/// The sessions of the account that are alive, without one where that is given: the last used first, after a place where one is given.
pub(crate) fn alive(
    c: &mut Conn,
    config: &Config,
    now: PrimitiveDateTime,
    user_id: i64,
    without: Option<&SessionHandle>,
    after: Option<&SessionPlace>,
    most: i64,
) -> Result<Vec<Session>, Error> {
    let own = unexpired(config, now).filter(sessions::user_id.eq(user_id));
    let mut rows = own.select(columns()).into_boxed();
    if let Some(without) = without {
        rows = rows.filter(sessions::handle.ne(without));
    }
    if let Some(SessionPlace { last_used_at, handle }) = after {
        let earlier = sessions::last_used_at.lt(last_used_at);
        rows = rows.filter(earlier.or(sessions::last_used_at.eq(last_used_at).and(sessions::handle.gt(handle))));
    }
    Ok(rows.order((sessions::last_used_at.desc(), sessions::handle)).limit(most).load(c)?)
}

/// How many sessions of an account are alive, as part of a query of accounts.
#[auto_type(no_type_alias)]
pub(crate) fn number_alive(config: &Config, now: PrimitiveDateTime) -> _ {
    let alive: unexpired = unexpired(config, now);
    Counted(alive.filter(sessions::user_id.eq(users::id)).select(sessions::user_id))
}

/// How many sessions of the account are alive.
pub(crate) fn count_alive(c: &mut Conn, config: &Config, user_id: i64, now: PrimitiveDateTime) -> Result<i64, Error> {
    Ok(unexpired(config, now).filter(sessions::user_id.eq(user_id)).count().get_result(c)?)
}

/// How many rows the account has, expired ones included.
pub(crate) fn count(c: &mut Conn, user_id: i64) -> Result<i64, Error> {
    Ok(sessions::table.filter(sessions::user_id.eq(user_id)).count().get_result(c)?)
}

/// The least recently used session of the same account but `newest`: of the same client only, or of any.
pub(crate) fn least_recently_used(
    c: &mut Conn,
    newest: &Session,
    of_same_client: bool,
) -> Result<Option<Session>, Error> {
    let mut rows = sessions::table
        .filter(sessions::user_id.eq(newest.user_id))
        .filter(sessions::id.ne(&newest.id))
        .select(columns())
        .into_boxed();
    if of_same_client {
        rows = rows
            .filter(sessions::kind.eq(newest.kind))
            .filter(sessions::user_agent.eq(&newest.user_agent))
            .filter(sessions::login_address.eq(&newest.login_address));
    }
    Ok(rows.order((sessions::last_used_at, sessions::handle)).first(c).optional()?)
}

/// Deletes the rows of the account that have expired.
pub(crate) fn delete_expired(
    c: &mut Conn,
    config: &Config,
    now: PrimitiveDateTime,
    user_id: i64,
) -> Result<usize, Error> {
    let unused =
        |kind: SessionKind, lifetime: Duration| sessions::kind.eq(kind).and(sessions::last_used_at.le(now - lifetime));
    let expired = sessions::created_at
        .le(now - config.session_max_lifetime)
        .or(unused(SessionKind::Browser, config.session_lifetime))
        .or(unused(SessionKind::Program, config.jwt_refresh_token_expires));
    Ok(diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id)).filter(expired)).execute(c)?)
}

/// The sessions of the account after this one, in the order of their logins.
pub(crate) fn in_login_order(
    c: &mut Conn,
    user_id: i64,
    after: Option<&(PrimitiveDateTime, SessionHandle)>,
    most: i64,
) -> Result<Vec<Session>, Error> {
    let mut rows = sessions::table.filter(sessions::user_id.eq(user_id)).select(columns()).into_boxed();
    if let Some((created_at, handle)) = after {
        let later = sessions::created_at.gt(created_at);
        rows = rows.filter(later.or(sessions::created_at.eq(created_at).and(sessions::handle.gt(handle))));
    }
    Ok(rows.order((sessions::created_at, sessions::handle)).limit(most).load(c)?)
}

/// The session of this account with this public id.
pub(crate) fn find_by_handle(c: &mut Conn, user_id: i64, handle: &SessionHandle) -> Result<Option<Session>, Error> {
    if !handle.is_possible() {
        return Ok(None);
    }
    let row = sessions::table.filter(sessions::handle.eq(handle)).filter(sessions::user_id.eq(user_id));
    Ok(row.select(columns()).get_result(c).optional()?)
}

/// Records the time and address of a use; says whether the session still exists. In a transaction the session can't be ended
/// until the transaction is.
pub(crate) fn note_use(c: &mut Conn, key: &SessionKey, now: PrimitiveDateTime, address: IpAddr) -> Result<bool, Error> {
    let used = (sessions::last_used_at.eq(now), sessions::address.eq(address.to_string()));
    Ok(diesel::update(sessions::table.find(key)).set(used).execute(c)? == 1)
}

/// Ends one session; says whether it was still there. It goes by its handle: its id may have been renewed meanwhile, and a session
/// that is told to have ended must not live on under another one.
pub(crate) fn end(c: &mut Conn, session: &Session) -> Result<bool, Error> {
    let row =
        sessions::table.filter(sessions::handle.eq(&session.handle)).filter(sessions::user_id.eq(session.user_id));
    Ok(diesel::delete(row).execute(c)? == 1)
}

/// Ends a session of any account: the browser that holds it is getting another one.
pub(crate) fn supersede(c: &mut Conn, key: &SessionKey) -> Result<(), Error> {
    diesel::delete(sessions::table.find(key)).execute(c)?;
    Ok(())
}

/// Ends every session of the account but the one that is kept, and returns those that are gone.
pub(crate) fn end_all_but(c: &mut Conn, user_id: i64, keep: Option<&SessionKey>) -> Result<Vec<Session>, Error> {
    let all = sessions::table.filter(sessions::user_id.eq(user_id));
    Ok(match keep {
        Some(keep) => diesel::delete(all.filter(sessions::id.ne(keep))).returning(columns()).get_results(c)?,
        None => diesel::delete(all).returning(columns()).get_results(c)?,
    })
}

/// Ends every session of the account.
pub(crate) fn end_all(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    Ok(diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id))).execute(c)?)
}

/// Deletes the rows of expired sessions. They were refused before; deleting them saves space.
pub(crate) fn sweep(db: &Db, config: &Config, now: PrimitiveDateTime) -> Result<usize, Error> {
    let unused =
        |kind: SessionKind, lifetime: Duration| sessions::kind.eq(kind).and(sessions::last_used_at.lt(now - lifetime));
    let expired = || {
        let browsers = unused(SessionKind::Browser, config.session_lifetime);
        let programs = unused(SessionKind::Program, config.jwt_refresh_token_expires);
        browsers.or(programs).or(sessions::created_at.lt(now - config.session_max_lifetime))
    };
    delete_in_steps!(db, sessions::id: SessionKey, expired)
}
