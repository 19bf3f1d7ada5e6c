//! Empties the queue: claims the jobs of one kind, has them done, retries failures later, and gives up in the end.
//!
//! It runs beside the doors. Every commit and a timer wake it, so a job that a crash left behind is found at the next start.
//! Several nodes may work on one queue: a lease in the row keeps them from doing a job twice.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_local};
use tokio::time;

use super::carrier::Carrier;
use super::dead::{self, Unattempted};
use super::failure::Failure;
use super::pauses::{self, Targets};
use super::store::{self, Claim, Job};
use crate::error::Error;
use crate::metrics::DeliveryOutcome;
use crate::state::{Services, on_a_thread};
use crate::stored::Word as _;

/// How often the queue is checked without a commit: for jobs whose retry is due, and for those of a node that died.
const EVERY: Duration = Duration::from_secs(2);

/// How often the jobs are checked that this node does not attempt.
const UNATTEMPTED_EVERY: ::time::Duration = ::time::Duration::MINUTE;

/// How long a shutdown waits for deliveries in progress.
const FAREWELL: Duration = Duration::from_secs(10);

/// The running task.
pub struct Delivery {
    stop: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Delivery {
    /// Starts it.
    pub fn start<C: Carrier + 'static>(services: Arc<Services>, carrier: C) -> Delivery {
        let stop = Arc::new(Notify::new());
        let worker = Rc::new(Worker {
            services,
            carrier,
            targets: RefCell::default(),
            unrecorded: RefCell::default(),
            unattempted_checked_at: Cell::default(),
        });
        let task = spawn_local(keep_running(worker, Arc::clone(&stop)));
        Delivery { stop, task }
    }

    /// Takes no further jobs and waits a little for deliveries in progress: a job that is done should also leave the queue.
    pub async fn finish(mut self) {
        self.stop.notify_one();
        if time::timeout(FAREWELL, &mut self.task).await.is_err() {
            tracing::warn!("shutdown: delivery in progress will be retried");
            self.task.abort();
        }
    }
}

struct Worker<C> {
    services: Arc<Services>,
    carrier: C,
    targets: RefCell<Targets>,
    /// Jobs that were done while the database was away, so that they could not leave the queue. They must not be done again.
    unrecorded: RefCell<HashSet<String>>,
    unattempted_checked_at: Cell<Option<::time::PrimitiveDateTime>>,
}

/// A panic over one job must not stop the others.
async fn keep_running<C: Carrier + 'static>(worker: Rc<Worker<C>>, stop: Arc<Notify>) {
    let run = || spawn_local(run(Rc::clone(&worker), Arc::clone(&stop)));
    while run().await.is_err() {
        tracing::error!(kind = C::KIND.word(), "delivery panicked; restarting it");
        time::sleep(EVERY).await;
    }
}

async fn run<C: Carrier + 'static>(worker: Rc<Worker<C>>, stop: Arc<Notify>) {
    let mut away = false;
    let mut commits = worker.services.db.commits();
    loop {
        match worker.sweep().await {
            // There may be more.
            Ok(true) => {
                away = false;
                if time::timeout(Duration::ZERO, stop.notified()).await.is_ok() {
                    return worker.carrier.rest().await;
                }
                continue;
            }
            Ok(false) => away = false,
            Err(cause) if !away => {
                away = true;
                tracing::warn!(%cause, kind = C::KIND.word(), "delivery paused: database unavailable");
            }
            Err(_) => {}
        }
        worker.carrier.rest().await;
        tokio::select! {
            () = stop.notified() => return,
            _ = commits.changed() => {}
            () = time::sleep(EVERY) => {}
        }
    }
}

impl<C: Carrier> Worker<C> {
    /// Attempts the jobs that are due, as many at a time as the carrier takes. Returns `true` when there may be more to attempt
    /// now; when all have to wait, the jobs behind them need not find that out one by one.
    async fn sweep(&self) -> Result<bool, Error> {
        self.leave_to_others().await?;
        let jobs = self.claim().await?;
        let outcomes = join_all(jobs.into_iter().map(|job| self.attempt(job))).await;
        Ok(outcomes.into_iter().any(|go_on| go_on))
    }

    /// The jobs of targets that take them, and one for each target that may have recovered.
    async fn claim(&self) -> Result<Vec<Job>, Error> {
        let troubles: Vec<String> = self.targets.borrow().troubles().into_iter().map(|(target, _)| target).collect();
        let to_probe = self.targets.borrow().to_probe(self.services.clock.now());
        let limit = u32::try_from(self.carrier.at_once()).unwrap_or(1);
        let (claimed, idle) = self
            .blocking(move |s| {
                let mut claimed = store::claim(s, C::KIND, &Claim::ExceptFor(troubles), limit)?;
                let mut idle = Vec::new();
                for target in to_probe {
                    match store::claim(s, C::KIND, &Claim::For(&target), 1)? {
                        none if none.is_empty() => idle.push(target),
                        probe => claimed.extend(probe),
                    }
                }
                Ok((claimed, idle))
            })
            .await?;
        idle.iter().for_each(|target| self.targets.borrow_mut().recovered(target));
        Ok(claimed)
    }

    /// Returns `false` when the job has to wait while its target takes jobs. When the target takes none, its other jobs are not
    /// attempted either, and those of other targets may be.
    async fn attempt(&self, job: Job) -> bool {
        let result = match &job.payload {
            // Another node may have the key. A row that was altered opens nowhere, and is given up in time.
            None => Err(Failure::Later("it can't be opened with SECRET_KEY or SECRET_KEY_PREVIOUS".to_owned())),
            Some(_) if self.unrecorded.borrow().contains(&job.id) => Ok(()),
            Some(payload) => self.carrier.carry(&job, payload).await,
        };
        let pause = self.note_attempt(&job, &result);
        match result {
            Ok(()) => {
                self.services.metrics.deliveries.count(DeliveryOutcome::Delivered);
                self.carrier.delivered(&job);
                self.unrecorded.borrow_mut().insert(job.id.clone());
                self.delete(job.id).await;
                true
            }
            Err(Failure::Never(cause)) => self.give_up(job, cause).await,
            Err(failure) if !self.may_retry(&job) => self.give_up(job, failure.cause().to_owned()).await,
            Err(failure) => {
                self.services.metrics.deliveries.count(DeliveryOutcome::Postponed);
                self.carrier.waits(&job, &failure);
                let due_at = pause.unwrap_or_else(|| self.services.clock.now() + pauses::of_job(job.attempts));
                let cause = failure.cause().to_owned();
                if let Err(cause) = self.blocking(move |s| store::postpone(s, &job, due_at, &cause)).await {
                    tracing::warn!(%cause, "a job will be retried when its lease ends");
                }
                pause.is_some()
            }
        }
    }

    /// Learns from an attempt whether the target takes jobs. Returns the end of its pause if it does not.
    fn note_attempt(&self, job: &Job, result: &Result<(), Failure>) -> Option<::time::PrimitiveDateTime> {
        let mut targets = self.targets.borrow_mut();
        match result {
            Err(Failure::Target { cause, .. }) => {
                return Some(targets.failed(&job.target, self.services.clock.now(), cause));
            }
            // Nobody asked the target.
            _ if job.payload.is_none() => {}
            _ => targets.recovered(&job.target),
        }
        None
    }

    async fn give_up(&self, job: Job, cause: String) -> bool {
        self.services.metrics.deliveries.count(DeliveryOutcome::GivenUp);
        self.carrier.given_up(&job.topic, &job.id, &cause);
        if let Err(cause) = self.blocking(move |s| dead::give_up(s, &job, &cause)).await {
            tracing::warn!(%cause, "a job will be given up when its lease ends");
        }
        true
    }

    fn may_retry(&self, job: &Job) -> bool {
        self.services.clock.now() - job.created_at < self.carrier.patience(&self.services)
    }

    /// Looks, now and then, after the jobs that this node does not attempt: counts those that only other nodes can open, and
    /// gives up those that waited too long.
    async fn leave_to_others(&self) -> Result<(), Error> {
        let now = self.services.clock.now();
        if self.unattempted_checked_at.get().is_some_and(|at| now >= at && now - at < UNATTEMPTED_EVERY) {
            return Ok(());
        }
        let troubles = self.targets.borrow().troubles();
        let patience = self.carrier.patience(&self.services);
        let (foreign, given_up) = self
            .blocking(move |s| {
                let cause = "no node with the key that sealed it delivered it".to_owned();
                let mut given_up = Vec::new();
                let overdue = dead::give_up_overdue(s, C::KIND, &Unattempted::Foreign, patience, &cause)?;
                given_up.push((overdue, cause));
                for (target, cause) in troubles {
                    let overdue = dead::give_up_overdue(s, C::KIND, &Unattempted::For(&target), patience, &cause)?;
                    given_up.push((overdue, cause));
                }
                Ok((dead::count_foreign(s, C::KIND)?, given_up))
            })
            .await?;
        self.unattempted_checked_at.set(Some(now));
        for (overdue, cause) in &given_up {
            for (topic, id) in overdue {
                self.services.metrics.deliveries.count(DeliveryOutcome::GivenUp);
                self.carrier.given_up(topic, id, cause);
            }
        }
        self.carrier.left_to_others(foreign);
        Ok(())
    }

    async fn delete(&self, id: String) {
        let row = id.clone();
        match self.blocking(move |s| store::delete(s, &row)).await {
            Ok(()) => drop(self.unrecorded.borrow_mut().remove(&id)),
            Err(cause) => tracing::warn!(%cause, "a job will leave the queue when its lease ends"),
        }
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let services = Arc::clone(&self.services);
        on_a_thread(move || work(&services)).await?
    }
}
