//! Periodic work that no request triggers: deleting what has expired, and emails that are due at a time.

use std::sync::Arc;
use std::time::Duration;

use crate::error::Error;
use crate::state::{Services, on_a_thread};
use crate::users::hash_costs;
use crate::{events, factors, invitations, jobs, limits, links, sessions, tokens, users};

const EVERY: Duration = Duration::from_secs(60);

/// How many of these minutes lie between two sweeps.
const SWEEP_EVERY: u32 = 10;

/// The row that names the node which does it.
const LEASE: &str = "housekeeping";

/// How long the others leave it alone. The node that has it asks every minute; one that died is followed after this.
const LEASED_FOR: time::Duration = time::Duration::minutes(3);

/// Does every minute what is due at a minute, and sweeps every ten, until it is dropped: on one node for all that share the
/// database. A failure is logged and retried.
pub async fn run(services: Arc<Services>) {
    for minute in (1..=SWEEP_EVERY).cycle() {
        tokio::time::sleep(EVERY).await;
        let services = Arc::clone(&services);
        let turn = on_a_thread(move || take_turn(&services, minute == SWEEP_EVERY));
        if let Err(cause) = turn.await.flatten() {
            tracing::warn!(%cause, "housekeeping failed; it is retried");
        }
    }
}

/// Does it, unless another node does. Says whether it did.
///
/// A sweep may outlive the lease. Then two nodes sweep, which costs time and does no harm: each row goes once.
///
/// # Errors
/// Those of [`do_what_is_due`] and [`sweep`].
pub fn take_turn(s: &Services, with_sweep: bool) -> Result<bool, Error> {
    if !s.db.lease(LEASE, s.clock.now(), LEASED_FOR)? {
        return Ok(false);
    }
    let due = do_what_is_due(s);
    if with_sweep {
        sweep(s)?;
    }
    due.map(|()| true)
}

/// Lets another node do it from now on: this one stops.
///
/// # Errors
/// Only the database's.
pub fn hand_over(s: &Services) -> Result<(), Error> {
    s.db.end_lease(LEASE)
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
    let (db, config) = (&s.db, &s.config);
    let sessions = sessions::sweep(db, config, now)?;
    let links = links::sweep(db, now)?;
    let refresh_tokens = tokens::sweep(db, now)?;
    let pending_logins = factors::pending::sweep(db, now)?;
    let challenges = factors::passkeys::challenge::sweep(db, now)?;
    let remembered_browsers = sessions::remembered_browsers::sweep(db, config, now)?;
    let invitations = invitations::sweep(db, now)?;
    let limits = limits::sweep(db, now)?;
    let forgotten = events::forget::forget_late(db, now)?;
    let jobs = jobs::dead::sweep(db, now)?;
    let unconfirmed = users::delete_unconfirmed(s)?;
    let events = match config.event_retention {
        Some(kept) => events::sweep(db, now - kept)?,
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
