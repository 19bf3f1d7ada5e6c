//! The queries on buckets and on counts in a row.

use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use time::PrimitiveDateTime;

use crate::db::{Conn, Db, delete_in_steps};
use crate::error::Error;
use crate::schema::limits;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    attempts: String,
}

/// Reads a row and locks it until the transaction ends, whether the row existed or not.
///
/// The update that changes nothing is what locks: PostgreSQL waits for the row and then reads its newest version, SQLite's
/// transaction holds the only write lock anyway.
pub(crate) fn lock(c: &mut Conn, bucket: &str, now: PrimitiveDateTime) -> Result<String, Error> {
    let row: Row = diesel::sql_query(
        "INSERT INTO limits (bucket, attempts, expires_at) VALUES ($1, '', $2) \
         ON CONFLICT (bucket) DO UPDATE SET attempts = limits.attempts RETURNING attempts",
    )
    .bind::<Text, _>(bucket)
    .bind::<Timestamp, _>(now)
    .get_result(c)?;
    Ok(row.attempts)
}

/// Reads buckets without locking anything; one that does not exist is absent.
pub(crate) fn load(c: &mut Conn, buckets: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let rows = limits::table.filter(limits::bucket.eq_any(buckets)).select((limits::bucket, limits::attempts));
    Ok(rows.load(c)?)
}

/// Writes a bucket that is locked.
pub(crate) fn write(c: &mut Conn, bucket: &str, attempts: &str, expires_at: PrimitiveDateTime) -> Result<(), Error> {
    let row = diesel::update(limits::table.find(bucket));
    row.set((limits::attempts.eq(attempts), limits::expires_at.eq(expires_at))).execute(c)?;
    Ok(())
}

/// Forgets a bucket.
pub(crate) fn delete(c: &mut Conn, bucket: &str) -> Result<(), Error> {
    diesel::delete(limits::table.find(bucket)).execute(c)?;
    Ok(())
}

/// Deletes the rows in which nothing counts any more. They limited nothing before; deleting them saves space.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, limits::bucket: String, || limits::expires_at.lt(now))
}
