//! Deletes events that are older than `EVENT_RETENTION`.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::{Conn, delete_some};
use crate::error::Error;
use crate::schema::events;

/// Deletes at most so many events from before `oldest` and returns their number.
///
/// # Errors
/// Only the database's.
pub(crate) fn sweep(c: &mut Conn, oldest: PrimitiveDateTime, most: i64) -> Result<usize, Error> {
    Ok(delete_some!(c, most, events::id: i64, || events::at.lt(oldest)))
}
