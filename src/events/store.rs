//! The queries on events.

use diesel::prelude::*;

use super::{Event, Kind};
use crate::db::Conn;
use crate::error::Error;
use crate::schema::events;

/// The newest events about an account, older than `before` where that is given.
///
/// # Errors
/// Only the database's.
pub fn newest(c: &mut Conn, user_id: i64, before: Option<i64>, most: i64) -> Result<Vec<Event>, Error> {
    let mut query = events::table.filter(events::user_id.eq(user_id)).into_boxed();
    if let Some(before) = before {
        query = query.filter(events::id.lt(before));
    }
    Ok(query.order(events::id.desc()).limit(most).load(c)?)
}

/// The ids of events about an account that are not older than `from`, oldest first.
///
/// # Errors
/// Only the database's.
pub fn oldest_from(c: &mut Conn, user_id: i64, from: i64, most: i64) -> Result<Vec<i64>, Error> {
    let rows = events::table.filter(events::user_id.eq(user_id)).filter(events::id.ge(from));
    Ok(rows.select(events::id).order(events::id.asc()).limit(most).load(c)?)
}

/// Every event about an account, oldest first.
///
/// # Errors
/// Only the database's.
pub fn all(c: &mut Conn, user_id: i64) -> Result<Vec<Event>, Error> {
    Ok(events::table.filter(events::user_id.eq(user_id)).order(events::id).load(c)?)
}

/// What an account did to others, oldest first.
///
/// # Errors
/// Only the database's.
pub fn acts_on_others(c: &mut Conn, actor_id: i64) -> Result<Vec<Event>, Error> {
    let acts = events::table.filter(events::actor_id.eq(actor_id)).filter(events::user_id.ne(actor_id));
    Ok(acts.order(events::id).load(c)?)
}

/// Whether the account was logged in to with exactly this User-Agent, as far back as events are kept. Asked from the newest
/// on, so for most logins one row answers.
///
/// # Errors
/// Only the database's.
pub fn logged_in_with(c: &mut Conn, user_id: i64, user_agent: &str) -> Result<bool, Error> {
    let logins = events::table.filter(events::user_id.eq(user_id)).filter(events::kind.eq(Kind::LoggedIn.word()));
    let same = logins.filter(events::user_agent.eq(user_agent)).order(events::id.desc());
    Ok(same.select(events::id).first::<i64>(c).optional()?.is_some())
}

/// What the account was logged in with, each User-Agent once.
///
/// # Errors
/// Only the database's.
pub fn logins_by_user_agent(c: &mut Conn, user_id: i64) -> Result<Vec<String>, Error> {
    let logins = events::table.filter(events::user_id.eq(user_id)).filter(events::kind.eq(Kind::LoggedIn.word()));
    Ok(logins.select(events::user_agent).distinct().load(c)?)
}
