//! Refusals that a logged-in client could cause without end: one row an hour with a count.

use time::Duration;

use super::{Event, Kind, Times, record, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;

/// How long refusals are counted on one row.
const WINDOW: Duration = Duration::HOUR;

/// Whether the refusal is on a row that needs no further count. Without a lock: most of a flood ends here.
///
/// # Errors
/// Only the database's.
pub(crate) fn is_counted(c: &mut Conn, user_id: i64, context: &Context) -> Result<bool, Error> {
    Ok(newest(c, user_id, context)?.is_some_and(|(_, times)| times.0 >= Times::MOST.0))
}

/// Records that an account asked for what is not its own, or counts it on the row of the last hour. The caller holds the
/// account, so that of many at once only the first makes a row. Beyond [`Times::MOST`] it costs a read and no write.
///
/// # Errors
/// Only the database's.
pub(crate) fn record_forbidden(c: &mut Conn, user_id: i64, context: &Context) -> Result<(), Error> {
    match newest(c, user_id, context)? {
        None => record(c, user_id, &Event::Forbidden { times: Times::ONCE }, context),
        Some((_, times)) if times.0 >= Times::MOST.0 => Ok(()),
        Some((id, times)) => store::set_detail(c, id, &Event::Forbidden { times: Times(times.0 + 1) }),
    }
}

/// The row of the last hour.
fn newest(c: &mut Conn, user_id: i64, context: &Context) -> Result<Option<(i64, Times)>, Error> {
    let row = store::newest_of_kind(c, user_id, Kind::Forbidden, context.now - WINDOW)?;
    Ok(row.map(|(id, detail)| match Event::read(Kind::Forbidden, &detail) {
        Some(Event::Forbidden { times }) => (id, times),
        _ => (id, Times::ONCE),
    }))
}
