//! The way to a thread that may wait.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::task::spawn_blocking;

use crate::error::Error;

/// Runs it on a thread that may wait for the database or the disk.
///
/// # Errors
/// [`Error::Unavailable`] where the system gives no thread (`RLIMIT_NPROC`, a limit of the container): `spawn_blocking` panics
/// then, unless it has one already, and the client would get no answer at all. An internal error where the work panicked.
pub(crate) async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let started = catch_unwind(AssertUnwindSafe(|| spawn_blocking(work)));
    let started = started.map_err(|_| Error::Unavailable("the system gives no thread".to_owned()))?;
    started.await.map_err(|_| Error::internal("what ran on a thread panicked"))
}
