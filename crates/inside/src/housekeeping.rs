//! Periodic work that no request triggers: deleting what has expired, and emails that are due at a time.

use std::sync::Arc;
use std::time::Duration;

use ::time::PrimitiveDateTime;

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

/// Does it, unless another node does. Says whether it did. What each node has to know by itself is found out first.
///
/// A sweep may outlive the lease. Then two nodes sweep, which costs time and does no harm: each row goes once.
///
/// # Errors
/// Those of [`hash_costs::refresh`], [`do_what_is_due`] and [`sweep`]; none of these keeps the others from their work.
pub fn take_turn(s: &Services, with_sweep: bool) -> Result<bool, Error> {
    let known = if with_sweep { hash_costs::refresh(s) } else { Ok(()) };
    if !s.db.lease(LEASE, s.clock.now(), LEASED_FOR)? {
        return known.map(|()| false);
    }
    let due = do_what_is_due(s);
    let swept = if with_sweep { sweep(s) } else { Ok(()) };
    known.and(due).and(swept).map(|()| true)
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

/// Deletes some of the rows that have expired, and says how many.
type Sweep = fn(&Services, PrimitiveDateTime) -> Result<usize, Error>;

const SWEEPS: &[(&str, Sweep)] = &[
    ("sessions", |s, now| sessions::sweep(&s.db, &s.config, now)),
    ("links", |s, now| links::sweep(&s.db, now)),
    ("refresh tokens", |s, now| tokens::sweep(&s.db, now)),
    ("pending logins", |s, now| factors::pending::sweep(&s.db, now)),
    ("challenges", |s, now| factors::passkeys::challenge::sweep(&s.db, now)),
    ("remembered browsers", |s, now| sessions::remembered_browsers::sweep(&s.db, &s.config, now)),
    ("invitations", |s, now| invitations::sweep(&s.db, now)),
    ("limits", |s, now| limits::sweep(&s.db, now)),
    ("forgotten names", |s, now| events::forget::forget_late(&s.db, now)),
    ("jobs", |s, now| jobs::dead::sweep(&s.db, now)),
    ("unconfirmed accounts", |s, _| users::delete_unconfirmed(s)),
    ("events", |s, now| s.config.event_retention.map_or(Ok(0), |kept| events::sweep(&s.db, now - kept))),
];

/// Deletes rows that have expired. What can't be swept keeps nothing else from being swept.
///
/// # Errors
/// The first one, and only the database's.
pub fn sweep(s: &Services) -> Result<(), Error> {
    let now = s.clock.now();
    let mut ended = Ok(());
    for (rows, sweep) in SWEEPS {
        match sweep(s, now) {
            Ok(count) => tracing::debug!(rows, count, "swept"),
            Err(error) => {
                tracing::warn!(rows, cause = %error, "could not be swept");
                ended = ended.and(Err(error));
            }
        }
    }
    ended
}
