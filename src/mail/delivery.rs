//! Empties the outbox: claims emails, hands them over, tries again later, and gives up in the end.
//!
//! It runs beside the doors, woken by whatever is committed and by a timer, so an email that a crash left behind is found
//! at the next start. Several nodes may work on one outbox: a lease in the row keeps them from sending an email twice.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_blocking, spawn_local};
use tokio::time;

use super::mailer::{Failure, Mailer};
use super::outbox::{self, Claim, Claimed};
use super::smtp::CONNECTIONS;
use crate::error::Error;
use crate::state::Services;

/// How often it looks without being woken: for emails whose retry is due, and for those of another node that died.
const EVERY: Duration = Duration::from_secs(2);

/// How long a stop waits for the emails that are on their way.
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
        let worker = Rc::new(Worker { services, mailer, unrecorded: RefCell::default() });
        let task = spawn_local(keep_running(worker, Arc::clone(&stop)));
        Delivery { stop, task }
    }

    /// Takes no further emails and waits a little for those on their way: one that a mail server has accepted should
    /// also be struck off.
    pub async fn finish(mut self) {
        self.stop.notify_one();
        if time::timeout(FAREWELL, &mut self.task).await.is_err() {
            tracing::warn!("an email was still on its way; it is sent again");
            self.task.abort();
        }
    }
}

struct Worker {
    services: Arc<Services>,
    mailer: Mailer,
    /// Handed over, but the database was away when it was to be struck off: not to be handed over again.
    unrecorded: RefCell<HashSet<String>>,
}

/// A panic over one email must not keep all the others.
async fn keep_running(worker: Rc<Worker>, stop: Arc<Notify>) {
    let run = || spawn_local(run(Rc::clone(&worker), Arc::clone(&stop)));
    while run().await.is_err() {
        tracing::error!("the delivery of emails panicked; it goes on");
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
                    return;
                }
                continue;
            }
            Ok(false) => away = false,
            Err(cause) if !away => {
                away = true;
                tracing::warn!(%cause, "emails have to wait for the database");
            }
            Err(_) => {}
        }
        tokio::select! {
            () = stop.notified() => return,
            () = worker.services.db.committed() => {}
            () = time::sleep(EVERY) => {}
        }
    }
}

impl Worker {
    /// Hands over what is due, as many at a time as there are connections. `true` when something got done and there may
    /// be more: where the mail server is away, the emails behind these need not find that out one by one.
    async fn sweep(&self) -> Result<bool, Error> {
        let claims = self.blocking(|s| outbox::claim(s, CONNECTIONS)).await?;
        let outcomes = join_all(claims.into_iter().map(|claim| self.deliver(claim))).await;
        Ok(outcomes.into_iter().any(|done| done))
    }

    /// `false` when the email has to wait.
    async fn deliver(&self, claim: Claim) -> bool {
        let message = match claim {
            Claim::Email(message) => message,
            Claim::Broken { id, kind } => {
                let cause =
                    "it can't be opened: SECRET_KEY is another one, and SECRET_KEY_PREVIOUS does not fit either";
                tracing::error!(event = "email_given_up", kind, id, cause, "an email is lost");
                self.strike_off(id).await;
                return true;
            }
        };
        let sent =
            if self.unrecorded.borrow().contains(&message.id) { Ok(()) } else { self.mailer.send(&message).await };
        let (kind, id, attempts) = (message.kind.clone(), message.id.clone(), message.attempts);
        match sent {
            Ok(()) => {
                tracing::info!(event = "email_delivered", kind, id, attempts, "email delivered");
                self.unrecorded.borrow_mut().insert(id.clone());
                self.strike_off(id).await;
                true
            }
            Err(Failure::Later(cause)) if self.may_try_again(&message) => {
                tracing::warn!(event = "email_waits", kind, id, attempts, cause, "an email has to wait");
                if let Err(cause) = self.blocking(move |s| outbox::postpone(s, &message)).await {
                    // The lease runs out by itself.
                    tracing::warn!(%cause, "an email waits for the end of its lease");
                }
                false
            }
            Err(Failure::Later(cause) | Failure::Never(cause)) => {
                tracing::error!(event = "email_given_up", kind, id, attempts, cause, "an email is given up");
                self.strike_off(id).await;
                true
            }
        }
    }

    fn may_try_again(&self, message: &Claimed) -> bool {
        self.services.clock.now() - message.created_at < self.services.config.mail_give_up_after
    }

    async fn strike_off(&self, id: String) {
        let row = id.clone();
        match self.blocking(move |s| outbox::delete(s, &row)).await {
            Ok(()) => drop(self.unrecorded.borrow_mut().remove(&id)),
            Err(cause) => tracing::warn!(%cause, "an email is struck off at the end of its lease"),
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
