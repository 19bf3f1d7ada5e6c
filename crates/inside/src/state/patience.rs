//! How long a client waits for a verb, and for its database.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
        let services = Arc::clone(services);
        services.db.doubt();
        on_a_thread(move || services.db.conn().map(drop)).await.flatten().map_err(Error::unsure)?;
    }
}
