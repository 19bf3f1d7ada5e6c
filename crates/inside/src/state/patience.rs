//! How long a client waits for a verb, and for its database.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::timeout;

use super::{Services, on_a_thread};
use crate::error::Error;

/// How long a verb may take before we ask whether its database is still there. Longer than it waits for a connection.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long a client waits for a verb. A statement has an end before that; a commit that waits for a standby has none
/// (`db/commit.rs`), and a proxy in front would say in a minute that nobody answers.
const LONGEST: Duration = Duration::from_secs(30);

/// Waits for a verb, but not for one whose database has stopped answering in the middle of a statement: its thread can't be
/// called back, its client can be answered. As with every answer that is lost on the way, the verb may be done all the same.
///
/// # Errors
/// [`Error::Unsure`] where the database does not answer.
pub(super) async fn while_it_answers<T>(services: &Arc<Services>, verb: impl Future<Output = T>) -> Result<T, Error> {
    let (mut verb, begun) = (pin!(verb), Instant::now());
    loop {
        if let Ok(answer) = timeout(PATIENCE, &mut verb).await {
            return Ok(answer);
        }
        if begun.elapsed() >= LONGEST {
            return Err(Error::Unsure(format!("no answer within {} s", LONGEST.as_secs())));
        }
        services.probe.ask(services).await?;
    }
}

/// The question whether the database answers, which one asks for all who wait: each of a thousand would take a thread and a connection
/// from those whose turn it is.
#[derive(Default)]
pub(super) struct Probe(Mutex<Option<Answered>>);

struct Answered {
    at: Instant,
    /// Why not, where it did not.
    outage: Option<String>,
}

impl Probe {
    /// Whether the database answers now: what somebody else is told meanwhile goes for this one as well.
    ///
    /// # Errors
    /// [`Error::Unsure`] where it does not.
    async fn ask(&self, services: &Arc<Services>) -> Result<(), Error> {
        let asked = Instant::now();
        let mut last = self.0.lock().await;
        let answered = match last.take().filter(|last| last.at >= asked) {
            Some(answered) => answered,
            None => Answered { outage: outage(services).await?, at: Instant::now() },
        };
        let outage = answered.outage.clone();
        *last = Some(answered);
        outage.map_or(Ok(()), |cause| Err(Error::Unsure(cause)))
    }
}

async fn outage(services: &Arc<Services>) -> Result<Option<String>, Error> {
    services.db.doubt();
    let asking = Arc::clone(services);
    match on_a_thread(move || asking.db.conn().map(drop)).await.flatten() {
        Ok(()) => Ok(None),
        Err(Error::Unavailable(cause) | Error::Unsure(cause)) => Ok(Some(cause)),
        Err(error) => Err(error),
    }
}
