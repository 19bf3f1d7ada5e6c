//! Deletes events that are older than `EVENT_RETENTION`.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::{Db, delete_in_steps};
use crate::error::Error;
use crate::schema::events;

/// Deletes the events from before `oldest` and returns their number.
///
/// # Errors
/// Only the database's.
pub(crate) fn sweep(db: &Db, oldest: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, events::id: i64, || events::at.lt(oldest))
}
