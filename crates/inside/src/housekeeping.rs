//! Periodic work that no request triggers: deleting what has expired.

use std::sync::Arc;
use std::time::Duration;

use crate::error::Error;
use crate::state::Services;
use crate::users::hash_costs;
use crate::{events, factors, invitations, jobs, limits, links, sessions, tokens, users};

const EVERY: Duration = Duration::from_secs(600);

/// Sweeps every ten minutes until it is dropped. A failure is logged and retried.
pub async fn run(services: Arc<Services>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let services = Arc::clone(&services);
        match tokio::task::spawn_blocking(move || sweep(&services)).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::warn!(%cause, "housekeeping failed; it is retried in 10 minutes"),
            Err(cause) => tracing::error!(%cause, "housekeeping panicked"),
        }
    }
}

/// Deletes rows that have expired.
///
/// # Errors
/// Only the database's.
pub fn sweep(s: &Services) -> Result<(), Error> {
    let now = s.clock.now();
    let sessions = s.db.transaction(|c| sessions::sweep(c, &s.config, now))?;
    let links = s.db.transaction(|c| links::sweep(c, now))?;
    let refresh_tokens = s.db.transaction(|c| tokens::sweep(c, now))?;
    let pending_logins = s.db.transaction(|c| factors::pending::sweep(c, now))?;
    let challenges = s.db.transaction(|c| factors::passkeys::challenge::sweep(c, now))?;
    let invitations = s.db.transaction(|c| invitations::sweep(c, now))?;
    let limits = s.db.transaction(|c| limits::sweep(c, now))?;
    let forgotten = s.db.transaction(|c| events::forget::forget_late(c, now))?;
    let jobs = s.db.transaction(|c| jobs::dead::sweep(c, now))?;
    let unconfirmed = users::delete_unconfirmed(s)?;
    let events = match s.config.event_retention {
        Some(kept) => events::sweep(&s.db, now - kept)?,
        None => 0,
    };
    hash_costs::refresh(s)?;
    tracing::debug!(
        sessions,
        links,
        refresh_tokens,
        pending_logins,
        challenges,
        invitations,
        limits,
        forgotten,
        jobs,
        unconfirmed,
        events,
        "housekeeping done"
    );
    Ok(())
}
