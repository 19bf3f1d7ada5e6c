//! The way to a thread that may wait.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::task::spawn_blocking;

use super::undone::Undone;
use crate::error::Error;

/// Runs it on a thread that may wait for the database or the disk.
///
/// Where the system gives no thread, `spawn_blocking` panics unless it has one already, and the client would get no answer at all.
/// It also keeps the work, and would do it once there is a thread: after the client was told that it was refused. So the work lies
/// where it can be taken back, with the place at the connections that it holds.
///
/// # Errors
/// [`Error::Unavailable`] where the system gives no thread (`RLIMIT_NPROC`, a limit of the container). An internal error where the
/// work panicked.
pub async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let ours = Undone::new(work);
    let theirs = ours.clone();
    let run = move || theirs.take().map(|work| work());
    let Ok(started) = catch_unwind(AssertUnwindSafe(|| spawn_blocking(run))) else {
        drop(ours.take());
        return Err(Error::Unavailable("the system gives no thread".to_owned()));
    };
    let done = started.await.map_err(|_| Error::internal("what ran on a thread panicked"))?;
    done.ok_or_else(|| Error::internal("work was taken back that had begun"))
}
