//! The queries on events.

use diesel::prelude::*;

use super::Event;
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
