//! The queries on sessions that more than one verb asks.

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::{Kind, Session};
use crate::config::Config;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::{sessions, users};
use crate::users::User;

/// A session and its account, by the primary key.
pub fn find_with_user(c: &mut Conn, id: &str) -> Result<Option<(Session, User)>, Error> {
    let row = sessions::table.inner_join(users::table).filter(sessions::id.eq(id));
    Ok(row.select((sessions::all_columns, users::all_columns)).first(c).optional()?)
}

/// Notes a use; says whether the session is still there. In a transaction nobody ends it until the transaction ends.
pub fn touch(c: &mut Conn, id: &str, now: PrimitiveDateTime) -> Result<bool, Error> {
    Ok(diesel::update(sessions::table.find(id)).set(sessions::last_used_at.eq(now)).execute(c)? == 1)
}

/// Notes that the password was proved again.
pub fn prove(c: &mut Conn, id: &str, now: PrimitiveDateTime) -> Result<(), Error> {
    diesel::update(sessions::table.find(id)).set(sessions::proved_at.eq(now)).execute(c)?;
    Ok(())
}

/// Ends one session of that account; says whether there was one.
pub fn delete(c: &mut Conn, user_id: i64, id: &str) -> Result<bool, Error> {
    let row = sessions::table.filter(sessions::id.eq(id)).filter(sessions::user_id.eq(user_id));
    Ok(diesel::delete(row).execute(c)? == 1)
}

/// Ends a session whosever it is: the browser that proved to hold it is getting another one.
pub fn supersede(c: &mut Conn, id: &str) -> Result<(), Error> {
    diesel::delete(sessions::table.find(id)).execute(c)?;
    Ok(())
}

/// Deletes the rows that nothing can use any more. They were dead before: this only saves room.
pub fn sweep(c: &mut Conn, config: &Config, now: PrimitiveDateTime) -> Result<usize, Error> {
    let unused = |kind: Kind, lifetime: Duration| {
        sessions::table.filter(sessions::kind.eq(kind.word())).filter(sessions::last_used_at.lt(now - lifetime))
    };
    let browsers = diesel::delete(unused(Kind::Browser, config.session_lifetime)).execute(c)?;
    let programs = diesel::delete(unused(Kind::Program, config.jwt_refresh_token_expires)).execute(c)?;
    let too_old = sessions::table.filter(sessions::created_at.lt(now - config.session_max_lifetime));
    Ok(browsers + programs + diesel::delete(too_old).execute(c)?)
}
