//! Events are kept for as long as the operator says, and no longer.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::Db;
use crate::error::Error;
use crate::schema::events;

/// So many in one transaction: years that end at once must not keep everyone else from writing.
const AT_ONCE: i64 = 1_000;

/// Deletes the events from before `oldest` and says how many there were.
///
/// # Errors
/// Only the database's; what was deleted until then stays so.
pub fn sweep(db: &Db, oldest: PrimitiveDateTime) -> Result<usize, Error> {
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
