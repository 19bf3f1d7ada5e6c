//! Deleting what has expired, a little at a time.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::Db;
use crate::db::Conn;
use crate::error::Error;

/// How many rows go in one transaction. A database that takes one writer at a time has the next login wait for no more than these,
/// whether ten rows have expired or, after a flood or a shortened retention, ten million.
const AT_ONCE: usize = 1_000;

/// How much longer others may write than this has written. SQLite gives its lock to nobody: who waits for it looks again after up to a
/// tenth of a second, and would find it taken time and again.
const PAUSE: u32 = 4;

/// The longest pause: a step that itself had to wait must not keep housekeeping from its end.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How many are looked for at once.
const FOUND_AT_ONCE: i64 = 10_000;

impl Db {
    /// Deletes what `find` finds, which is given how many rows it may find at most, until there is no more. It looks for them outside
    /// of the transactions that delete them: where no index leads to what has expired, it reads the whole table, and a writer
    /// must not wait for that. After [`Db::leave`] it ends before its next step.
    ///
    /// # Errors
    /// Those of both; what was deleted until then stays deleted.
    pub(crate) fn delete_in_steps<K>(
        &self,
        find: impl Fn(&mut Conn, i64) -> Result<Vec<K>, Error>,
        delete: impl Fn(&mut Conn, &[K]) -> Result<usize, Error>,
    ) -> Result<usize, Error> {
        let (mut deleted, mut took) = (0, Duration::ZERO);
        loop {
            let keys = self.read(|c| find(c, FOUND_AT_ONCE))?;
            let before = deleted;
            for some in keys.chunks(AT_ONCE) {
                if self.is_leaving.load(Ordering::Relaxed) {
                    return Ok(deleted);
                }
                std::thread::sleep((took * PAUSE).min(LONGEST_PAUSE));
                let begun = Instant::now();
                deleted += self.transaction(|c| delete(c, some))?;
                took = begun.elapsed();
            }
            // Somebody else deletes them as well, if none was there any more.
            if i64::try_from(keys.len()).unwrap_or(FOUND_AT_ONCE) < FOUND_AT_ONCE || deleted == before {
                return Ok(deleted);
            }
        }
    }
}

/// Deletes the rows that a condition is true of: `delete_in_steps!(db, limits::bucket: String, || limits::expires_at.lt(now))` names
/// the key of the table and its type. What the condition is not true of any more when it is their turn stays.
macro_rules! delete_in_steps {
    ($db:expr, $table:ident :: $key:ident : $type:ty, $condition:expr) => {
        $db.delete_in_steps(
            |c, most| Ok($table::table.filter($condition()).select($table::$key).limit(most).load::<$type>(c)?),
            |c, keys| {
                let found = $table::table.filter($table::$key.eq_any(keys.to_vec()));
                Ok(diesel::delete(found.filter($condition())).execute(c)?)
            },
        )
    };
}
pub(crate) use delete_in_steps;

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;

    use super::*;
    use crate::db::{Count, DatabaseUrl};

    fn number(db: &Db) -> i64 {
        let count = |c: &mut Conn| Ok(diesel::sql_query("SELECT count(*) AS count FROM old").get_result::<Count>(c)?);
        db.read(count).expect("a count").count
    }

    #[test]
    fn every_row_goes_a_thousand_at_a_time_and_a_writer_comes_in_between() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("a.db"));
        let (db, other) = (Db::open(&url, 1).expect("a database"), Db::open(&url, 1).expect("the same one"));
        let made = "CREATE TABLE old (id INTEGER PRIMARY KEY); CREATE TABLE other (id INTEGER); \
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21500) INSERT INTO old SELECT i FROM n";
        db.transaction(|c| Ok(c.batch_execute(made)?)).expect("tables");
        let writes = || {
            let conn = &mut *other.conn().expect("a connection");
            conn.batch_execute("PRAGMA busy_timeout = 0; INSERT INTO other VALUES (1)")
                .expect("nobody holds the database");
        };
        let steps = RefCell::new(Vec::new());
        let deleted = db.delete_in_steps(
            |c, most| {
                let found = diesel::sql_query(format!("SELECT id AS count FROM old ORDER BY id LIMIT {most}"));
                let found = found.load::<Count>(c)?;
                writes();
                Ok(found.into_iter().map(|row| row.count).collect())
            },
            |c, keys| {
                steps.borrow_mut().push(keys.len());
                let (first, last) = (keys[0], keys[keys.len() - 1]);
                Ok(diesel::sql_query(format!("DELETE FROM old WHERE id BETWEEN {first} AND {last}")).execute(c)?)
            },
        );
        assert_eq!((deleted.expect("no error"), number(&db)), (21_500, 0));
        assert_eq!((steps.borrow().len(), steps.borrow().iter().max()), (22, Some(&1_000)));
    }

    #[test]
    fn a_process_that_stops_does_not_wait_for_the_rest() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("a.db")), 1).expect("a database");
        let found = |_: &mut Conn, most: i64| Ok((0..most).collect::<Vec<_>>());
        let one_step = |_: &mut Conn, keys: &[i64]| {
            db.leave();
            Ok(keys.len())
        };
        assert_eq!(db.delete_in_steps(found, one_step).expect("an end"), AT_ONCE);
    }

    #[test]
    fn what_does_not_go_is_not_asked_for_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("a.db")), 1).expect("a database");
        let found = |_: &mut Conn, most: i64| Ok((0..most).collect::<Vec<_>>());
        assert_eq!(db.delete_in_steps(found, |_, _| Ok(0)).expect("an end"), 0);
    }
}
