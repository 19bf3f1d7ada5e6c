//! Empties the outbox: claims emails, hands them over, retries failures later, and gives up in the end.
//!
//! It runs beside the doors. Every commit and a timer wake it, so an email that a crash left behind is found at the next
//! start. Several nodes may work on one outbox: a lease in the row keeps them from sending an email twice.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_blocking, spawn_local};
use tokio::time;

use super::mailer::{Failure, Mailer};
use super::outbox::{self, Claimed};
use super::report::Report;
use crate::error::Error;
use crate::state::Services;

/// How often the outbox is checked without a commit: for emails whose retry is due, and for those of a node that died.
const EVERY: Duration = Duration::from_secs(2);

/// How often emails that only other nodes can open are counted.
const FOREIGN_EVERY: ::time::Duration = ::time::Duration::MINUTE;

/// How long a shutdown waits for deliveries in progress.
const FAREWELL: Duration = Duration::from_secs(10);

/// The running task.
pub struct Delivery {
    stop: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Delivery {
    /// Starts it.
    pub fn start(services: Arc<Services>, mailer: Mailer) -> Delivery {
        let stop = Arc::new(Notify::new());
        let worker = Rc::new(Worker {
            services,
            mailer,
            report: Report::default(),
            unrecorded: RefCell::default(),
            foreign_checked_at: Cell::default(),
        });
        let task = spawn_local(keep_running(worker, Arc::clone(&stop)));
        Delivery { stop, task }
    }

    /// Takes no further emails and waits a little for deliveries in progress: an email that a mail server has accepted
    /// should also leave the outbox.
    pub async fn finish(mut self) {
        self.stop.notify_one();
        if time::timeout(FAREWELL, &mut self.task).await.is_err() {
            tracing::warn!("shutdown: delivery in progress will be retried");
            self.task.abort();
        }
    }
}

struct Worker {
    services: Arc<Services>,
    mailer: Mailer,
    report: Report,
    /// Emails that were handed over while the database was away, so that they could not leave the outbox. They must not
    /// be handed over again.
    unrecorded: RefCell<HashSet<String>>,
    foreign_checked_at: Cell<Option<::time::PrimitiveDateTime>>,
}

/// A panic over one email must not stop the others.
async fn keep_running(worker: Rc<Worker>, stop: Arc<Notify>) {
    let run = || spawn_local(run(Rc::clone(&worker), Arc::clone(&stop)));
    while run().await.is_err() {
        tracing::error!("mail delivery panicked; restarting it");
        time::sleep(EVERY).await;
    }
}

async fn run(worker: Rc<Worker>, stop: Arc<Notify>) {
    let mut away = false;
    loop {
        match worker.sweep().await {
            // There may be more.
            Ok(true) => {
                away = false;
                if time::timeout(Duration::ZERO, stop.notified()).await.is_ok() {
                    return worker.mailer.rest().await;
                }
                continue;
            }
            Ok(false) => away = false,
            Err(cause) if !away => {
                away = true;
                tracing::warn!(%cause, "mail delivery paused: database unavailable");
            }
            Err(_) => {}
        }
        worker.mailer.rest().await;
        tokio::select! {
            () = stop.notified() => return,
            () = worker.services.db.committed() => {}
            () = time::sleep(EVERY) => {}
        }
    }
}

impl Worker {
    /// Hands over the emails that are due, as many at a time as the mail server accepts. Returns `true` when some were
    /// delivered or given up and there may be more; when all have to wait, the emails behind them need not find that out
    /// one by one.
    async fn sweep(&self) -> Result<bool, Error> {
        self.leave_to_others().await?;
        let limit = u32::try_from(self.mailer.at_once()).unwrap_or(1);
        let claimed = self.blocking(move |s| outbox::claim(s, limit)).await?;
        let outcomes = join_all(claimed.into_iter().map(|email| self.deliver(email))).await;
        Ok(outcomes.into_iter().any(|done| done))
    }

    /// Returns `false` when the email has to wait.
    async fn deliver(&self, email: Claimed) -> bool {
        let sent = match &email.mail {
            // Another node may have the key. A row that was altered opens nowhere, and is given up in time.
            None => Err(Failure::Later("it can't be opened with SECRET_KEY or SECRET_KEY_PREVIOUS".to_owned())),
            Some(_) if self.unrecorded.borrow().contains(&email.id) => Ok(()),
            Some(mail) => self.mailer.send(&email, mail).await,
        };
        match sent {
            Ok(()) => {
                self.report.delivered(&email);
                self.unrecorded.borrow_mut().insert(email.id.clone());
                self.delete(email.id).await;
                true
            }
            Err(Failure::Never(cause)) => {
                self.report.given_up(&email.kind, &email.id, &cause);
                self.delete(email.id).await;
                true
            }
            Err(Failure::Later(cause) | Failure::Setup { cause, .. }) if !self.may_retry(&email) => {
                self.report.given_up(&email.kind, &email.id, &cause);
                self.delete(email.id).await;
                true
            }
            Err(failure) => {
                self.report.waits(&email, &failure);
                let (id, attempts) = (email.id, email.attempts);
                if let Err(cause) = self.blocking(move |s| outbox::postpone(s, &id, attempts)).await {
                    tracing::warn!(%cause, "an email will be retried when its lease ends");
                }
                false
            }
        }
    }

    fn may_retry(&self, email: &Claimed) -> bool {
        self.services.clock.now() - email.created_at < self.services.config.mail_give_up_after
    }

    /// Counts the emails that only other nodes can open, now and then, and gives up those that waited too long.
    async fn leave_to_others(&self) -> Result<(), Error> {
        let now = self.services.clock.now();
        if self.foreign_checked_at.get().is_some_and(|at| now >= at && now - at < FOREIGN_EVERY) {
            return Ok(());
        }
        let foreign = self.blocking(outbox::foreign).await?;
        self.foreign_checked_at.set(Some(now));
        for (kind, id) in &foreign.given_up {
            self.report.given_up(kind, id, "no node with the key that sealed it delivered it");
        }
        self.report.left_to_others(foreign.waiting);
        Ok(())
    }

    async fn delete(&self, id: String) {
        let row = id.clone();
        match self.blocking(move |s| outbox::delete(s, &row)).await {
            Ok(()) => drop(self.unrecorded.borrow_mut().remove(&id)),
            Err(cause) => tracing::warn!(%cause, "an email will leave the outbox when its lease ends"),
        }
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Services) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let services = Arc::clone(&self.services);
        spawn_blocking(move || work(&services)).await.map_err(|_| Error::internal("the outbox panicked"))?
    }
}
