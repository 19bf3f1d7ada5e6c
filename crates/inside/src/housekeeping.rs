//! Periodic work that no request triggers: deleting what has expired, and emails that are due at a time.

use std::sync::Arc;
use std::time::Duration;

use crate::error::Error;
use crate::state::Services;
use crate::users::hash_costs;
use crate::{events, factors, invitations, jobs, limits, links, sessions, tokens, users};

const EVERY: Duration = Duration::from_secs(60);

/// How many of these minutes lie between two sweeps.
const SWEEP_EVERY: u32 = 10;

/// Does every minute what is due at a minute, and sweeps every ten, until it is dropped. A failure is logged and retried.
pub async fn run(services: Arc<Services>) {
    for minute in (1..=SWEEP_EVERY).cycle() {
        tokio::time::sleep(EVERY).await;
        let services = Arc::clone(&services);
        let work = move || {
            let due = do_what_is_due(&services);
            if minute == SWEEP_EVERY { sweep(&services).and(due) } else { due }
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::warn!(%cause, "housekeeping failed; it is retried"),
            Err(cause) => tracing::error!(%cause, "housekeeping panicked"),
        }
    }
}

/// Sends the emails of delayed recoveries that are due, and ends those that nobody finished.
///
/// # Errors
/// Those of an email's template; the database's.
pub fn do_what_is_due(s: &Services) -> Result<(), Error> {
    let steps = users::factor_recovery::take_due_steps(s)?;
    tracing::debug!(steps, "steps of delayed recoveries taken");
    Ok(())
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
    let remembered_browsers = s.db.transaction(|c| sessions::remembered_browsers::sweep(c, &s.config, now))?;
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
        remembered_browsers,
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
