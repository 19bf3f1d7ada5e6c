//! The lock in a file of SQLite that those who read share, kept from one reader to the next.
//!
//! SQLite takes it for each statement and gives it back behind it: two calls to the kernel, under a mutex that the whole process has
//! for the file. Workers that read at once wait for each other there, and sleep and wake for a microsecond. While any connection of the
//! process has the lock, the others count themselves, and ask no kernel (`unixShmLock` in os_unix.c).
//!
//! Who holds it also keeps the log from starting anew (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files"). So it is given
//! back before anybody here uses a connection that may write, and not taken again until that is done: to those who write it is as
//! if it was not there. Other processes wait no longer than until the queue of emails is looked at, every two seconds.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::connection::SimpleConnection;

use super::Conn;
use super::file::DatabaseFile;
use super::open_file::open_file;

/// What a connection needs that only holds the lock.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA query_only = ON;";

/// The lock of one file.
#[derive(Debug)]
pub(super) struct SharedLock {
    file: Arc<DatabaseFile>,
    /// Connections that may write and are in use.
    writers: AtomicUsize,
    /// Nothing is to be done: it is held, or it could not be.
    settled: AtomicBool,
    /// What holds it: a transaction that reads.
    holder: Mutex<Option<Holder>>,
}

struct Holder {
    conn: Conn,
    holds: bool,
}

impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Holder").field("holds", &self.holds).finish_non_exhaustive()
    }
}

impl SharedLock {
    pub(super) fn new(file: Arc<DatabaseFile>) -> Arc<SharedLock> {
        Arc::new(SharedLock {
            file,
            writers: AtomicUsize::new(0),
            settled: AtomicBool::new(false),
            holder: Mutex::default(),
        })
    }

    /// Somebody is about to read. Where it can't be held, reading only costs more.
    pub(super) fn hold(&self) {
        if self.settled.load(Ordering::Relaxed) || self.is_in_the_way() {
            return;
        }
        // Whoever comes meanwhile reads without it.
        let Ok(mut holder) = self.holder.try_lock() else { return };
        // Again: writers count themselves before they come for it.
        if self.is_in_the_way() || self.settled.swap(true, Ordering::Relaxed) {
            return;
        }
        let made = match holder.take() {
            Some(Holder { conn, .. }) => Some(conn),
            None => open_file(&self.file, PRAGMAS).ok(),
        };
        *holder = made.and_then(|mut conn| {
            let begun = conn.batch_execute("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
            begun.is_ok().then_some(Holder { conn, holds: true })
        });
    }

    /// Somebody uses a connection that may write, for as long as they have what this gives.
    pub(super) fn give_way(self: &Arc<SharedLock>) -> Way {
        self.writers.fetch_add(1, Ordering::SeqCst);
        let mut holder = self.holder();
        if let Some(Holder { conn, holds }) = &mut *holder
            && std::mem::take(holds)
            && conn.batch_execute("COMMIT").is_err()
        {
            // Closing it ends what is open.
            *holder = None;
        }
        self.settled.store(false, Ordering::Relaxed);
        Way(Arc::clone(self))
    }

    fn is_in_the_way(&self) -> bool {
        self.writers.load(Ordering::SeqCst) > 0
    }

    fn holder(&self) -> MutexGuard<'_, Option<Holder>> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nobody here holds the lock beyond a statement while this lives.
#[derive(Debug)]
pub(super) struct Way(Arc<SharedLock>);

impl Drop for Way {
    fn drop(&mut self) {
        self.0.writers.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use diesel::RunQueryDsl;

    use super::*;
    use crate::db::file::Missing;
    use crate::db::{Count, DatabaseUrl, Db};

    #[test]
    fn it_is_held_between_readers_and_by_nobody_while_somebody_may_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        drop(Db::open(&DatabaseUrl::Sqlite(path.clone()), 1).expect("a database"));
        let lock = SharedLock::new(Arc::new(DatabaseFile::open(&path, Missing::Refuse).expect("its file")));
        let is_held = || lock.holder().as_ref().is_some_and(|holder| holder.holds);
        for _ in 0..2 {
            assert!(!is_held());
            lock.hold();
            assert!(is_held(), "from one reader to the next");
            let (one, other) = (lock.give_way(), lock.give_way());
            assert!(!is_held(), "somebody may write");
            drop(one);
            lock.hold();
            assert!(!is_held(), "and another one is not done");
            drop(other);
        }
    }

    #[test]
    fn readers_find_what_was_written_a_moment_ago() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("a.db"));
        let (db, elsewhere) = (Db::open(&url, 2).expect("a database"), Db::open(&url, 1).expect("the same one"));
        let reader = db.reader().expect("a file");
        let count =
            |c: &mut Conn| Ok(diesel::sql_query("SELECT count(*) AS count FROM words").get_result::<Count>(c)?.count);
        db.transaction(|c| Ok(c.batch_execute("CREATE TABLE words (word TEXT)")?)).expect("a table");
        for round in 0..4 {
            let write = |db: &Db| {
                db.transaction(|c| Ok(c.batch_execute("INSERT INTO words VALUES ('one')")?)).expect("written")
            };
            write(&db);
            assert_eq!(reader.read(count).expect("a number"), 2 * round + 1);
            // As another process would: nothing here gives way to it.
            write(&elsewhere);
            assert_eq!(reader.read(count).expect("a number"), 2 * round + 2);
        }
    }

    #[test]
    fn the_log_starts_anew_however_much_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("a.db")), 2).expect("a database");
        let readers = [db.reader().expect("a file"), db.reader().expect("a file")];
        let read = || {
            for reader in &readers {
                reader.read(|c| Ok(c.batch_execute("SELECT 1 FROM words")?)).expect("an answer");
            }
        };
        let write = |sql: &str| db.transaction(|c| Ok(c.batch_execute(sql)?)).expect("written");
        write("CREATE TABLE words (word TEXT)");
        for _ in 0..300 {
            read();
            write("DELETE FROM words; INSERT INTO words VALUES (randomblob(100000))");
            read();
        }
        // A thousand pages of four KiB are when it starts anew, by SQLite's own setting.
        let log = std::fs::metadata(folder.path().join("a.db-wal")).expect("a log").len();
        assert!(log < 3 * 1000 * 4096, "{log} bytes of 60 MB written");
    }
}
