//! Deletes events that are older than `EVENT_RETENTION`.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::Db;
use crate::error::Error;
use crate::schema::events;

/// Deleted in one transaction: a retention that was just shortened by years must not block every other write.
const AT_ONCE: i64 = 1_000;

/// Deletes the events from before `oldest` and returns their number.
///
/// # Errors
/// Only the database's; what was deleted until then stays deleted.
pub(crate) fn sweep(db: &Db, oldest: PrimitiveDateTime) -> Result<usize, Error> {
    let mut swept = 0;
    loop {
        let deleted = db.transaction(|c| {
            let old = events::table.filter(events::at.lt(oldest)).order(events::at).limit(AT_ONCE);
            let ids: Vec<i64> = old.select(events::id).load(c)?;
            Ok(diesel::delete(events::table.filter(events::id.eq_any(ids))).execute(c)?)
        })?;
        swept += deleted;
        if deleted == 0 {
            return Ok(swept);
        }
    }
}
