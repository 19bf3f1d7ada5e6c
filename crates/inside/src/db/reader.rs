//! Reading on the thread that asks, where the database is a file.
//!
//! What a page needs is a few pages of a file that lie in memory: it takes less time than to hand the question to another
//! thread and the answer back. In WAL mode nobody who reads waits for somebody who writes (sqlite.org/wal.html). A server is
//! different: a thread that waits for its answer must not be one that others wait for.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Conn;
use super::file::DatabaseFile;
use super::open_file::open_file;
use super::shared_lock::SharedLock;
use crate::error::Error;

/// How long a file that was ours is taken to be ours. Whoever commits looks each time.
const TRUST: Duration = Duration::from_secs(1);

/// `query_only`: SQLite itself refuses whatever writes. The time-out is for the moment in which another process restores the
/// log after a crash, the only one in which a reader waits.
const PRAGMAS: &str = "PRAGMA busy_timeout = 100; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; \
     PRAGMA query_only = ON;";

/// The reading connection of one thread. It is opened when something is first read.
pub struct Reader {
    file: Arc<DatabaseFile>,
    lock: Arc<SharedLock>,
    conn: RefCell<Option<Conn>>,
    looked_at: Cell<Option<Instant>>,
}

impl Reader {
    pub(super) fn new(file: Arc<DatabaseFile>, lock: Arc<SharedLock>) -> Reader {
        Reader { file, lock, conn: RefCell::default(), looked_at: Cell::default() }
    }

    /// Reads what was committed before this moment. A statement that would write is an error.
    ///
    /// # Errors
    /// Those of `read`; [`Error::Unavailable`] while the file of the database is not the one that was opened. That is
    /// noticed a second later at the latest, and at once when anybody else has noticed.
    pub fn read<T>(&self, read: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.check()?;
        // Taken out: after a panic in the middle of a statement it is not used again, and neither is one that failed.
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => open_file(&self.file, PRAGMAS).map_err(|cause| Error::Unavailable(cause.to_string()))?,
        };
        self.lock.hold();
        let found = read(&mut conn);
        if !matches!(found, Err(Error::Unavailable(_))) {
            self.conn.replace(Some(conn));
        }
        found
    }

    fn check(&self) -> Result<(), Error> {
        let now = Instant::now();
        if self.file.is_gone() || self.looked_at.get().is_none_or(|at| now - at >= TRUST) {
            self.file.check().map_err(Error::Unavailable)?;
            self.looked_at.set(Some(now));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::sql_types::Text;
    use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection};

    #[derive(QueryableByName)]
    struct Compiled {
        #[diesel(sql_type = Text)]
        compile_options: String,
    }

    #[test]
    fn sqlite_is_compiled_as_cargos_settings_say() {
        let mut conn = SqliteConnection::establish(":memory:").expect("a database in memory");
        let options = diesel::sql_query("PRAGMA compile_options").load::<Compiled>(&mut conn).expect("the options");
        for option in ["ENABLE_QPSG", "THREADSAFE=2"] {
            let found = options.iter().any(|one| one.compile_options == option);
            assert!(found, "{option} of .cargo/config.toml; was cargo started outside of this folder?");
        }
    }
}
