//! Deleting what has expired, a little at a time.

use super::Db;
use crate::db::Conn;
use crate::error::Error;

/// How many rows go in one transaction. A database that takes one writer at a time has the next login wait for no more than these,
/// whether ten rows have expired or, after a flood or a shortened retention, ten million.
const AT_ONCE: i64 = 1_000;

impl Db {
    /// Repeats `delete`, which deletes so many rows at most and returns how many those were, until there are no more.
    ///
    /// # Errors
    /// Those of `delete`; what was deleted until then stays deleted.
    pub(crate) fn delete_in_steps(
        &self,
        delete: impl Fn(&mut Conn, i64) -> Result<usize, Error>,
    ) -> Result<usize, Error> {
        let mut deleted = 0;
        loop {
            let step = self.transaction(|c| delete(c, AT_ONCE))?;
            deleted += step;
            if i64::try_from(step).unwrap_or(AT_ONCE) < AT_ONCE {
                return Ok(deleted);
            }
        }
    }
}

/// Deletes some of the rows that a condition is true of: `delete_some!(c, most, limits::bucket: String, || limits::expires_at.lt(now))`
/// names the key of the table and its type. What the condition is not true of any more when it is their turn stays.
macro_rules! delete_some {
    ($c:expr, $most:expr, $table:ident :: $key:ident : $type:ty, $condition:expr) => {{
        let keys: Vec<$type> = $table::table.filter($condition()).select($table::$key).limit($most).load($c)?;
        diesel::delete($table::table.filter($table::$key.eq_any(keys)).filter($condition())).execute($c)?
    }};
}
pub(crate) use delete_some;
