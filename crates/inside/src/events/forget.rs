//! Anonymize the events of a deleted account: what happened stays, who it was does not.

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::{Event, Kind, record};
use crate::context::Context;
use crate::db::{Conn, Db};
use crate::error::Error;
use crate::schema::{events, users};

/// Removes everything personal from the events about an account and by it, and records the one event that keeps naming
/// its id: that it was deleted, when, and by whom. Ids are never given to another account.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget(c: &mut Conn, user_id: i64, context: &Context) -> Result<(), Error> {
    blank(c, user_id)?;
    // Its actions on other accounts stay in the histories of those accounts.
    let by_them = events::table.filter(events::actor_id.eq(user_id));
    diesel::update(by_them).set((events::address.eq(""), events::user_agent.eq(""))).execute(c)?;
    record(c, user_id, &Event::AccountDeleted, context)?;
    if context.actor.user_id() == Some(user_id) {
        let line = events::table.filter(events::user_id.eq(user_id));
        diesel::update(line).set((events::address.eq(""), events::user_agent.eq(""))).execute(c)?;
    }
    Ok(())
}

/// Does the same for events that were recorded while the account was being deleted: a wrong password that was still being
/// compared, for example. Reads the last hour only, so that it can run often.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_late(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    let gone: Vec<Option<i64>> = db.read(|c| {
        let named = events::table
            .filter(events::at.gt(now - Duration::HOUR))
            .filter(events::kind.ne(Kind::AccountDeleted))
            .filter(events::user_id.is_not_null())
            .filter(diesel::dsl::not(diesel::dsl::exists(
                users::table.filter(users::id.nullable().eq(events::user_id)).select(users::id),
            )));
        Ok(named.select(events::user_id).distinct().load(c)?)
    })?;
    // Ids are never given to another account, so nothing can have changed about them.
    gone.iter().flatten().try_fold(0, |sum, user_id| Ok(sum + db.transaction(|c| blank(c, *user_id))?))
}

fn blank(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    let about_them = || events::table.filter(events::user_id.eq(user_id)).filter(events::kind.ne(Kind::AccountDeleted));
    let own = about_them().filter(events::actor_id.eq(user_id));
    diesel::update(own).set(events::actor_id.eq(None::<i64>)).execute(c)?;
    let nothing =
        (events::user_id.eq(None::<i64>), events::address.eq(""), events::user_agent.eq(""), events::detail.eq(""));
    Ok(diesel::update(about_them()).set(nothing).execute(c)?)
}
