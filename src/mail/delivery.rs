//! Empties the outbox: claims letters, hands them over, tries again later, and gives up in the end.
//!
//! It runs beside the doors, woken by whatever is committed and by a timer, so a letter that a crash left behind is found
//! at the next start. Several nodes may work on one outbox: a lease in the row keeps them from sending a letter twice.

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

/// How often it looks without being woken: for letters whose retry is due, and for those of another node that died.
const EVERY: Duration = Duration::from_secs(2);

/// How long a stop waits for the letters that are on their way.
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

    /// Takes no further letters and waits a little for those on their way: one that a mail server has accepted should
    /// also be struck off.
    pub async fn finish(mut self) {
        self.stop.notify_one();
        if time::timeout(FAREWELL, &mut self.task).await.is_err() {
            tracing::warn!("a letter was still on its way; it is sent again");
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

/// A panic over one letter must not keep all the others.
async fn keep_running(worker: Rc<Worker>, stop: Arc<Notify>) {
    let run = || spawn_local(run(Rc::clone(&worker), Arc::clone(&stop)));
    while run().await.is_err() {
        tracing::error!("the delivery of letters panicked; it goes on");
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
                tracing::warn!(%cause, "letters have to wait for the database");
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
    /// be more: where the mail server is away, the letters behind these need not find that out one by one.
    async fn sweep(&self) -> Result<bool, Error> {
        let claims = self.blocking(|s| outbox::claim(s, CONNECTIONS)).await?;
        let outcomes = join_all(claims.into_iter().map(|claim| self.deliver(claim))).await;
        Ok(outcomes.into_iter().any(|done| done))
    }

    /// `false` when the letter has to wait.
    async fn deliver(&self, claim: Claim) -> bool {
        let letter = match claim {
            Claim::Letter(letter) => letter,
            Claim::Broken { id, letter } => {
                let cause =
                    "it can't be opened: SECRET_KEY is another one, and SECRET_KEY_PREVIOUS does not fit either";
                tracing::error!(event = "letter_given_up", letter, id, cause, "a letter is lost");
                self.strike_off(id).await;
                return true;
            }
        };
        let sent = if self.unrecorded.borrow().contains(&letter.id) { Ok(()) } else { self.mailer.send(&letter).await };
        let (name, id, attempts) = (letter.letter.clone(), letter.id.clone(), letter.attempts);
        match sent {
            Ok(()) => {
                tracing::info!(event = "letter_delivered", letter = name, id, attempts, "letter delivered");
                self.unrecorded.borrow_mut().insert(id.clone());
                self.strike_off(id).await;
                true
            }
            Err(Failure::Later(cause)) if self.may_try_again(&letter) => {
                tracing::warn!(event = "letter_waits", letter = name, id, attempts, cause, "a letter has to wait");
                if let Err(cause) = self.blocking(move |s| outbox::postpone(s, &letter)).await {
                    // The lease runs out by itself.
                    tracing::warn!(%cause, "a letter waits for the end of its lease");
                }
                false
            }
            Err(Failure::Later(cause) | Failure::Never(cause)) => {
                tracing::error!(event = "letter_given_up", letter = name, id, attempts, cause, "a letter is given up");
                self.strike_off(id).await;
                true
            }
        }
    }

    fn may_try_again(&self, letter: &Claimed) -> bool {
        self.services.clock.now() - letter.created_at < self.services.config.mail_give_up_after
    }

    async fn strike_off(&self, id: String) {
        let row = id.clone();
        match self.blocking(move |s| outbox::delete(s, &row)).await {
            Ok(()) => drop(self.unrecorded.borrow_mut().remove(&id)),
            Err(cause) => tracing::warn!(%cause, "a letter is struck off at the end of its lease"),
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
