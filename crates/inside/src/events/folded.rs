//! Events that a logged-in client could repeat without end: one row an hour with a count.

use time::{Duration, PrimitiveDateTime};

use super::{Kind, record, store};
use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;

/// How long equal events are counted on one row.
const WINDOW: Duration = Duration::HOUR;

/// Counted exactly up to here. Later ones cost a read and no write.
const MOST: u32 = 1_000;

/// Whether the event is on a row that needs no further count. Without a lock: most of a flood ends here.
///
/// # Errors
/// Only the database's.
pub fn is_counted(c: &mut Conn, at: PrimitiveDateTime, kind: Kind, user_id: i64) -> Result<bool, Error> {
    let row = store::newest_of_kind(c, user_id, kind, at - WINDOW)?;
    Ok(row.is_some_and(|(_, detail)| times(&detail) >= MOST))
}

/// Records what an account did, or counts it on the row of the last hour. The caller holds the account, so that of many at
/// once only the first makes a row.
///
/// # Errors
/// Only the database's.
pub fn record_folded(
    c: &mut Conn,
    at: PrimitiveDateTime,
    kind: Kind,
    user_id: i64,
    client: &Client,
) -> Result<(), Error> {
    match store::newest_of_kind(c, user_id, kind, at - WINDOW)? {
        None => record(c, at, kind, &user_id.into(), client),
        Some((_, detail)) if times(&detail) >= MOST => Ok(()),
        Some((id, detail)) => store::set_detail(c, id, &(times(&detail) + 1).to_string()),
    }
}

/// How often it happened. The first time has no detail.
fn times(detail: &str) -> u32 {
    detail.parse().unwrap_or(1)
}
