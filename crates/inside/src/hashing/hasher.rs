//! The service: places for those that want to hash, and threads that hash.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bcrypt_lanes::LANES;
use tokio::sync::oneshot;

use super::costs::HashCosts;
use super::line::{Entered, Line};
use super::task::{Answer, Task};
use super::threads::Threads;
use crate::config::Config;
use crate::error::Error;
use crate::metrics::{Counter, Exposition, Waits};

/// How many verbs are served at once for each thread: while some use the database before or after their hash, the others keep
/// its lanes full.
const SERVED_PER_THREAD: usize = LANES + LANES / 2;

/// What a request without a place is told.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Admission and threads.
pub(crate) struct Hasher {
    line: Mutex<Line<oneshot::Sender<Served>>>,
    threads: Threads,
    waits: Waits,
    refused: Counter,
    most: usize,
}

/// A verb that is served. Its place is free again when this is dropped.
pub(crate) struct Served {
    hasher: Arc<Hasher>,
    network: String,
}

impl Hasher {
    /// Starts `HASHING_THREADS` threads. `HASHING_QUEUE` verbs may hold a place beside one for each of them.
    pub(crate) fn start(config: &Config, costs: &Arc<HashCosts>) -> std::io::Result<Arc<Hasher>> {
        let threads = config.hashing_threads;
        let most = threads + config.hashing_queue;
        let line = Mutex::new(Line::new(most, threads * SERVED_PER_THREAD));
        let threads = Threads::start(threads, costs)?;
        Ok(Arc::new(Hasher { line, threads, waits: Waits::new(), refused: Counter::default(), most }))
    }

    /// Waits until it is the turn of this client network.
    ///
    /// # Errors
    /// [`Error::Busy`] at once when there is no place for this network, or later when another one with fewer places needs
    /// this one.
    pub(super) async fn enter(self: &Arc<Hasher>, network: &str) -> Result<Served, Error> {
        let (turn, my_turn) = oneshot::channel();
        let served = || Served { hasher: Arc::clone(self), network: network.to_owned() };
        let entered = self.line().enter(network, turn, oneshot::Sender::is_closed);
        match entered {
            Entered::Served(_) => {
                self.waits.none();
                Ok(served())
            }
            // The one that was displaced learns of it when its sender is dropped.
            Entered::Waits { displaced } => {
                drop(displaced);
                self.waits.turn(my_turn).await.map_err(|_| self.refuse())
            }
            Entered::Refused(_) => Err(self.refuse()),
        }
    }

    fn refuse(&self) -> Error {
        self.refused.add_one();
        Error::Busy { retry_after: RETRY_AFTER }
    }

    /// Writes how busy it is.
    pub(crate) fn write_metrics(&self, out: &mut Exposition) {
        let served = self.line().served_now();
        let help = "Places for verbs that hash a password; with all of them taken, further ones are refused.";
        out.gauge("vestibule_hashing_places", help, self.most);
        out.gauge("vestibule_hashing_served", "Verbs that have a place and hash a password.", served);
        out.gauge(
            "vestibule_hashing_waiting",
            "Verbs that wait for their turn to hash a password.",
            self.waits.waiting(),
        );
        let help = "How long verbs waited for their turn to hash a password.";
        out.histogram("vestibule_hashing_wait_seconds", help, self.waits.histogram());
        let help = "Verbs that were refused because every place was taken.";
        out.counter("vestibule_hashing_refused_total", help, self.refused.value());
    }

    fn line(&self) -> MutexGuard<'_, Line<oneshot::Sender<Served>>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Served {
    /// Computes on the hashing threads.
    pub(super) async fn compute(&self, task: Task) -> Result<Answer, Error> {
        let answered = self.hasher.threads.compute(&self.network, task);
        answered.await.map_err(|_| Error::internal("a hashing thread panicked"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let next = self.hasher.line().leave(&self.network, oneshot::Sender::is_closed);
        if let Some((network, turn)) = next {
            // One that has just given up drops this again, and so passes the turn on.
            let _ = turn.send(Served { hasher: Arc::clone(&self.hasher), network });
        }
    }
}
