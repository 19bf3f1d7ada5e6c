//! How many jobs wait, and since when.

use diesel::dsl::{count_star, min};
use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::JobKind;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::jobs;

/// The queue of one kind.
#[derive(Debug)]
pub struct Counts {
    /// Jobs that wait.
    pub waiting: i64,
    /// Jobs that were given up, and are kept for a while.
    pub given_up: i64,
    /// When the oldest of those that wait was promised.
    pub oldest: Option<PrimitiveDateTime>,
}

/// Counts the jobs of a kind.
///
/// # Errors
/// The database's.
pub(crate) fn count(c: &mut Conn, kind: JobKind) -> Result<Counts, Error> {
    let of_kind = || jobs::table.filter(jobs::kind.eq(kind));
    let waiting = of_kind().filter(jobs::dead_at.is_null());
    let (waiting, oldest) = waiting.select((count_star(), min(jobs::created_at))).get_result(c)?;
    let given_up = of_kind().filter(jobs::dead_at.is_not_null()).count().get_result(c)?;
    Ok(Counts { waiting, given_up, oldest })
}
