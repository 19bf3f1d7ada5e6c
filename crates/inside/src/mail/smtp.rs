//! The connections to a mail server: as few as the emails need, closed when nothing waits.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lettre::Message;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::smtp_server::{Server, SmtpRefusal};
use crate::config::mail_url::SmtpUrl;
use crate::jobs::Failure;

/// Connections at a time, until the server says that these are too many.
const CONNECTIONS: usize = 4;

/// How long one email may take in all.
const DEADLINE: Duration = Duration::from_secs(60);

/// How long the server may take until it accepts emails: connecting, encryption, login.
const OPENING: Duration = Duration::from_secs(20);

/// How long the server may take for its goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// After this time a server that wanted fewer connections is offered all of them again.
const RECOVERY: Duration = Duration::from_secs(3_600);

/// Hands emails to a mail server. An email opens a connection only if no idle one is left, so a single email needs a single
/// connection. A server that refuses another connection (421, RFC 5321 section 3.8) gets fewer at a time; the email waits
/// for one of those that are open.
pub(crate) struct Smtp {
    server: Server,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
    slots: Semaphore,
    /// Emails on their way.
    busy: AtomicUsize,
    limit: AtomicUsize,
    limited_at: Mutex<Option<Instant>>,
}

/// One that is on its way, for as long as this lives: also one that is given up in the middle.
struct Busy<'a>(&'a AtomicUsize);

impl Busy<'_> {
    fn one_more(busy: &AtomicUsize) -> Busy<'_> {
        busy.fetch_add(1, Ordering::Relaxed);
        Busy(busy)
    }

    fn others(&self) -> usize {
        self.0.load(Ordering::Relaxed).saturating_sub(1)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Smtp {
    /// Prepares the connections; none is opened yet. `hello` is how we introduce ourselves.
    ///
    /// # Errors
    /// A sentence about the file of certificates.
    pub(crate) fn new(url: &SmtpUrl, hello: &str) -> Result<Smtp, String> {
        Ok(Smtp {
            server: Server::new(url, hello)?,
            idle: Mutex::default(),
            slots: Semaphore::new(CONNECTIONS),
            busy: AtomicUsize::new(0),
            limit: AtomicUsize::new(CONNECTIONS),
            limited_at: Mutex::default(),
        })
    }

    /// How many emails may be on their way at a time.
    pub(crate) fn at_once(&self) -> usize {
        self.limit.load(Ordering::Relaxed)
    }

    /// Hands over one email.
    ///
    /// # Errors
    /// [`Failure::Never`] only when the server refused this email for good. A server that can't be reached, offers no
    /// encryption or rejects our password ([`Failure::Target`]) says nothing about the email: the operator can fix that, and
    /// every email waits.
    pub(crate) async fn send(&self, mail: &Message) -> Result<(), Failure> {
        loop {
            let slot = self.slots.acquire().await.expect("the semaphore is never closed");
            let busy = Busy::one_more(&self.busy);
            let outcome = timeout(DEADLINE, self.hand_over(mail)).await;
            let others = busy.others();
            drop(busy);
            return match outcome {
                Ok(Ok(())) => Ok(()),
                Ok(Err(SmtpRefusal::TooManyConnections(_))) if others > 0 => {
                    slot.forget();
                    self.limit_to(others);
                    continue;
                }
                Ok(Err(refusal)) => Err(refusal.into()),
                Err(_) => Err(SmtpRefusal::slow().into()),
            };
        }
    }

    /// Comes as far as to the first email, and says goodbye.
    ///
    /// # Errors
    /// As [`Smtp::send`].
    pub(crate) async fn reach(&self) -> Result<(), Failure> {
        let connection = timeout(OPENING, self.server.connect()).await.map_err(|_| SmtpRefusal::silent())??;
        self.park(connection);
        self.close_idle().await;
        Ok(())
    }

    /// Takes an idle connection, else opens one. An idle one may have served its last email: then a fresh one is tried.
    async fn hand_over(&self, mail: &Message) -> Result<(), SmtpRefusal> {
        while let Some(mut connection) = self.take_idle() {
            if !connection.test_connected().await {
                continue;
            }
            match connection.send(mail.envelope(), &mail.formatted()).await.map_err(SmtpRefusal::of_email) {
                Ok(_) => {
                    self.park(connection);
                    return Ok(());
                }
                Err(SmtpRefusal::TooManyConnections(_)) => break,
                Err(refusal) => return Err(refusal),
            }
        }
        let mut connection = timeout(OPENING, self.server.connect()).await.map_err(|_| SmtpRefusal::silent())??;
        connection.send(mail.envelope(), &mail.formatted()).await.map_err(SmtpRefusal::of_email)?;
        self.park(connection);
        Ok(())
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        self.idle.lock().expect("no panic while it is held").pop()
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        self.idle.lock().expect("no panic while it is held").push(connection);
    }

    /// So many connections are accepted; the free slots beyond that go.
    fn limit_to(&self, accepted: usize) {
        self.slots.forget_permits(self.slots.available_permits());
        self.limit.store(accepted, Ordering::Relaxed);
        *self.limited_at.lock().expect("no panic while it is held") = Some(Instant::now());
        tracing::info!(connections = accepted, "the mail server accepts no further connection; using fewer");
    }

    /// Says goodbye on every idle connection. Called when no email is on its way.
    pub(crate) async fn close_idle(&self) {
        while let Some(mut connection) = self.take_idle() {
            // QUIT (RFC 5321 section 4.1.1.10), and no waiting for a server that does not answer it.
            let _ = timeout(GOODBYE, connection.abort()).await;
        }
        let mut limited_at = self.limited_at.lock().expect("no panic while it is held");
        if limited_at.is_some_and(|at| at.elapsed() > RECOVERY) {
            *limited_at = None;
            let limit = self.limit.swap(CONNECTIONS, Ordering::Relaxed);
            self.slots.add_permits(CONNECTIONS - limit);
        }
    }
}
