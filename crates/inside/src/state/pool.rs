//! The hashing pool: a few threads of low priority behind a bounded, fair queue.

use std::sync::Arc;

use super::Services;
use super::queue::FairQueue;

/// What a job is called with, exactly once.
pub(super) enum Turn<'a> {
    /// Its turn has come, on a hashing thread.
    Run(&'a Services),
    /// There is no place for it.
    Refused,
}

/// Work that waits for a hashing thread.
pub(super) type Job = Box<dyn FnOnce(Turn<'_>) + Send>;

/// The threads end when the last handle to the pool is dropped.
pub(super) struct HashingPool {
    queue: Arc<FairQueue<Job>>,
}

impl HashingPool {
    /// Starts `hashing_threads` threads behind a queue of `hashing_queue` places.
    pub(super) fn start(services: &Arc<Services>) -> std::io::Result<HashingPool> {
        let pool = HashingPool { queue: Arc::new(FairQueue::new(services.config.hashing_queue)) };
        for number in 0..services.config.hashing_threads {
            let (queue, services) = (Arc::clone(&pool.queue), Arc::clone(services));
            std::thread::Builder::new().name(format!("hashing-{number}")).spawn(move || work(&queue, &services))?;
        }
        Ok(pool)
    }

    /// Lets a job of this client network wait. Where it displaces another network's, that one is refused instead.
    pub(super) fn enter(&self, network: &str, job: Job) {
        if let Some(displaced) = self.queue.push(network, job) {
            displaced(Turn::Refused);
        }
    }
}

impl Drop for HashingPool {
    fn drop(&mut self) {
        self.queue.close();
    }
}

fn work(queue: &FairQueue<Job>, services: &Services) {
    // Linux keeps the nice value per thread: pages are served first while many people log in. Where the system
    // refuses, the pool is only bounded, not polite.
    if let Err(cause) = rustix::process::nice(10) {
        tracing::warn!(%cause, "hashing threads run at normal priority");
    }
    while let Some(job) = queue.pop() {
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(Turn::Run(services)))).is_err() {
            tracing::error!("a verb panicked on a hashing thread");
        }
    }
}
