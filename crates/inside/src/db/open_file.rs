//! A connection to a file of SQLite.

use std::time::{Duration, Instant};

use diesel::connection::{Connection, SimpleConnection};
use diesel::r2d2;
use diesel::result::Error as DieselError;
use diesel::{ConnectionError, SqliteConnection};

use super::Conn;
use super::file::DatabaseFile;

/// The order matters: a second process may hold the file while this one switches it to WAL. NORMAL would keep a commit
/// through a kill of the process, and lose it with the power (sqlite.org/pragma.html#pragma_synchronous).
const SQLITE_PRAGMAS: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

/// Opens the file, if it is still ours.
pub(super) fn open_file(file: &DatabaseFile, pragmas: &str) -> Result<Conn, r2d2::Error> {
    let mut conn = SqliteConnection::establish(&file.uri()).map_err(r2d2::Error::ConnectionError)?;
    // After opening and before the first statement: what is opened stays open whatever happens to its name, and a file that
    // is not ours is not touched.
    file.check().map_err(|cause| r2d2::Error::ConnectionError(ConnectionError::BadConnection(cause)))?;
    conn.batch_execute(pragmas).map_err(r2d2::Error::QueryError)?;
    Ok(Conn::Sqlite(conn))
}

/// The same for a connection that writes. Of several processes that switch a new file to WAL at the same moment, SQLite
/// refuses all but one at once, without regard to `busy_timeout`: each would wait for the other.
pub(super) fn open_to_write(file: &DatabaseFile) -> Result<Conn, r2d2::Error> {
    let started = Instant::now();
    loop {
        match open_file(file, SQLITE_PRAGMAS) {
            Err(r2d2::Error::QueryError(DieselError::DatabaseError(_, cause)))
                if cause.message() == "database is locked" && started.elapsed() < SWITCH =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            opened => return opened,
        }
    }
}

/// How long others may take to switch a new file to WAL.
const SWITCH: Duration = Duration::from_secs(5);
