//! Anonymize the events of a deleted account: what happened stays, who it was does not.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::{Event, Kind, record};
use crate::context::Context;
use crate::db::{Conn, Db};
use crate::error::Error;
use crate::schema::{events, users};

/// The name of what [`forget_late`] does.
const LATE: &str = "forget_late";

/// An event has the time at which its request began. None takes that long until it commits, and no clock of a node is that wrong.
const LONGEST_REQUEST: Duration = Duration::HOUR;

/// How far it goes back at the most, or it would never come to an end where it failed for that long.
const LONGEST: Duration = Duration::WEEK;

/// Removes everything personal from the events about an account and by it, and records the one event that keeps naming
/// its id: that it was deleted, when, and by whom. Ids are never given to another account.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget(c: &mut Conn, user_id: i64, context: &Context) -> Result<(), Error> {
    blank(c, user_id)?;
    blank_actions(c, user_id)?;
    record(c, user_id, &Event::AccountDeleted, context)?;
    if context.actor.user_id() == Some(user_id) {
        let line = events::table.filter(events::user_id.eq(user_id));
        diesel::update(line).set((events::address.eq(""), events::user_agent.eq(""))).execute(c)?;
    }
    Ok(())
}

/// Does the same for events that were recorded while the account was being deleted: a wrong password that was still being
/// compared, for example, or what an administrator did who was allowed to a moment before. Reads what was recorded since an hour
/// before it ran last, so that it can run often and misses nothing when it did not.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_late(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    let last = db.last_done(LATE)?.unwrap_or(now - Duration::DAY).min(now);
    let since = last.max(now - LONGEST) - LONGEST_REQUEST;
    let (named, acted): (Vec<Option<i64>>, Vec<Option<i64>>) = db.read(|c| {
        let late = || events::table.filter(events::at.gt(since));
        let named = late()
            .filter(events::kind.ne(Kind::AccountDeleted))
            .filter(events::user_id.is_not_null())
            .filter(not(exists(users::table.filter(users::id.nullable().eq(events::user_id)))));
        let acted = late()
            .filter(events::address.ne("").or(events::user_agent.ne("")))
            .filter(events::actor_id.is_not_null())
            .filter(not(exists(users::table.filter(users::id.nullable().eq(events::actor_id)))));
        let named = named.select(events::user_id).distinct().load(c)?;
        Ok((named, acted.select(events::actor_id).distinct().load(c)?))
    })?;
    // Ids are never given to another account, so nothing can have changed about them.
    let mut sum = 0;
    for id in named.iter().flatten() {
        sum += db.transaction(|c| blank(c, *id))?;
    }
    for id in acted.iter().flatten() {
        sum += db.transaction(|c| blank_actions(c, *id))?;
    }
    db.note_done(LATE, now)?;
    Ok(sum)
}

/// What an account did to other ones stays in their histories, and from where it did so does not.
fn blank_actions(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    let by_them = events::table.filter(events::actor_id.eq(user_id));
    Ok(diesel::update(by_them).set((events::address.eq(""), events::user_agent.eq(""))).execute(c)?)
}

fn blank(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    let about_them = || events::table.filter(events::user_id.eq(user_id)).filter(events::kind.ne(Kind::AccountDeleted));
    let own = about_them().filter(events::actor_id.eq(user_id));
    diesel::update(own).set(events::actor_id.eq(None::<i64>)).execute(c)?;
    let nothing =
        (events::user_id.eq(None::<i64>), events::address.eq(""), events::user_agent.eq(""), events::detail.eq(""));
    Ok(diesel::update(about_them()).set(nothing).execute(c)?)
}
