//! The end of a transaction that writes: what is acknowledged is kept.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use super::Conn;
use crate::error::Error;

/// Commits, or leaves nothing behind.
///
/// On a server the time limit of statements ends before it. A primary that waits for its standby (`synchronous_standby_names`) takes
/// a cancelled wait for a commit: it answers that all is well, with a warning that libpq hands to nobody, and what only the primary
/// has is lost with it (PostgreSQL, "Synchronous Replication"). So the wait has no end of ours; the client is answered by
/// [`crate::state::State`]. Both words go in one message, so that a commit costs no more than before.
///
/// # Errors
/// The database's; the transaction is over then. [`Error::Unsure`] where it may be done all the same: a server that was cut off before
/// it answered, and a disk that failed while SQLite's log was made safe, whose next reader may find all of it there.
pub(super) fn commit(conn: &mut Conn) -> Result<(), Error> {
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::commit_transaction(c).map_err(|cause| {
            let is_of_disk = cause.to_string().contains("disk I/O error");
            let error = Error::from(cause);
            if is_of_disk { error.unsure() } else { error }
        }),
        Conn::Postgres(c) => c.batch_execute("SET LOCAL statement_timeout = 0; COMMIT").map_err(|cause| {
            // It is over, unless the first of the two was refused.
            let _ = AnsiTransactionManager::rollback_transaction(c);
            Error::from(cause).unsure()
        }),
    }
}
