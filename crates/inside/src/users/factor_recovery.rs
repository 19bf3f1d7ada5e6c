//! The delayed recovery of an account whose owner lost every second factor, between its start and its end.
//!
//! Password and mailbox together are what a thief of the mailbox has too, since a link in an email sets a new password. What the
//! thief has not is time: the owner is told for `FACTOR_RECOVERY_DELAY`, by email each day and on every page of every session, and
//! stops it with one click. So nothing that mailbox and password can do alone may stop it or make it shorter: a new password by
//! email changes nothing about it, or an owner who forgot the password as well would begin again, and a thief would be rid of what
//! the owner was told. Whatever shows that a second factor is there after all stops it.

use time::{Duration, PrimitiveDateTime};

use super::{User, not_me_link, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors::recoveries::{self, Recovery};
use crate::links::{self, Binding, Purpose};
use crate::mail::{self, Email, EmailLink, Occasion};
use crate::state::Services;

/// Between two emails.
pub(super) const REMINDER_EVERY: Duration = Duration::days(1);

/// How long the link in the last email works.
const LINK_LIFETIME: Duration = Duration::days(7);

/// How long a link that stops it works beyond the wait: longer than the recovery, also where its last email was late because the
/// server stood still. It ends with the recovery.
const STOP_LINK_REST: Duration = Duration::days(30);

/// Rows that are read at a time.
const PAGE: i64 = 100;

/// Stops the one that runs, within the transaction of what stops it; says whether one did. `user` is the account as the caller
/// holds it.
///
/// # Errors
/// Only the database's.
pub(super) fn stop(c: &mut Conn, user: &User, by: RecoveryStop, context: &Context) -> Result<bool, Error> {
    if user.factor_recovery().is_none() || !end(c, user.id, context.now)? {
        return Ok(false);
    }
    events::record(c, user.id, &Event::FactorRecoveryStopped { by }, context)?;
    Ok(true)
}

/// Ends it, with every link about it; says whether there was one.
///
/// # Errors
/// Only the database's.
pub(super) fn end(c: &mut Conn, user_id: i64, now: PrimitiveDateTime) -> Result<bool, Error> {
    store::set_factor_recovery(c, user_id, None)?;
    links::void(c, now, user_id, &[Purpose::StopRecovery, Purpose::FinishRecovery])?;
    recoveries::delete(c, user_id)
}

/// Takes the steps that are due: an email each day, the last one when the wait is over, and the end of what nobody finished.
/// Each happens once, whichever node comes first. A server that stood still for days sends what is due now and nothing that was
/// due before it.
///
/// # Errors
/// The first account's whose step failed, after the others had their turn; it is tried again with the next call.
pub(crate) fn take_due_steps(s: &Services) -> Result<usize, Error> {
    let context = Context::system(&s.clock);
    let (mut taken, mut after, mut failed) = (0, 0, None);
    loop {
        let ids = s.db.read(|c| recoveries::due(c, context.now, after, PAGE))?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            match s.db.transaction(|c| take_step(s, c, id, &context)) {
                Ok(was_due) => taken += usize::from(was_due),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
    }
    failed.map_or(Ok(taken), Err)
}

/// The step of one account, which is held: of two nodes the second finds that nothing is due any more.
fn take_step(s: &Services, c: &mut Conn, user_id: i64, context: &Context) -> Result<bool, Error> {
    let now = context.now;
    let Some(user) = store::hold(c, user_id)? else { return Ok(false) };
    let Some(recovery) = recoveries::find(c, user_id)?.filter(|row| row.next_step_at <= now) else { return Ok(false) };
    if user.disabled_at.is_some() {
        stop(c, &user, RecoveryStop::Disabled, context)?;
    } else if !user.has_second_factor() {
        // A node of the version before removed the factors and knew nothing of this.
        end(c, user_id, now)?;
    } else if recovery.link_sent_at.is_some() {
        end(c, user_id, now)?;
        events::record(c, user_id, &Event::FactorRecoveryExpired, context)?;
    } else if recovery.ready_at <= now {
        send_last(s, c, &user, &recovery, now)?;
        recoveries::proceed(c, user_id, now + LINK_LIFETIME, Some(now))?;
    } else {
        announce(s, c, &user, &recovery, true, now)?;
        recoveries::proceed(c, user_id, next_email_at(&recovery, now), None)?;
    }
    Ok(true)
}

/// The next whole day after the start, or the end of the wait where that comes first.
fn next_email_at(recovery: &Recovery, now: PrimitiveDateTime) -> PrimitiveDateTime {
    let days = (now - recovery.started_at).max(Duration::ZERO).whole_days() + 1;
    (recovery.started_at + REMINDER_EVERY * i32::try_from(days).unwrap_or(i32::MAX)).min(recovery.ready_at)
}

/// Tells the owner that it runs, with a link that stops it. No limit can withhold this email or those that follow: the address is
/// confirmed, or it would not have started, and one started at most a few times a day.
///
/// # Errors
/// Those of [`mail::queue`].
pub(super) fn announce(
    s: &Services,
    c: &mut Conn,
    user: &User,
    recovery: &Recovery,
    is_reminder: bool,
    now: PrimitiveDateTime,
) -> Result<(), Error> {
    let email = Email::StopFactorRecovery {
        is_reminder,
        ready_at: recovery.ready_at,
        stop_link: stop_link(s, c, user, recovery, now)?,
        not_me_link: not_me_link::issue(s, c, now, user)?,
        occasion: occasion(recovery),
    };
    mail::queue(s, c, user.recipient(), &email)
}

fn send_last(
    s: &Services,
    c: &mut Conn,
    user: &User,
    recovery: &Recovery,
    now: PrimitiveDateTime,
) -> Result<(), Error> {
    let email = Email::FinishFactorRecovery {
        finish_link: link(s, c, user, Purpose::FinishRecovery, LINK_LIFETIME, now)?,
        stop_link: stop_link(s, c, user, recovery, now)?,
        occasion: occasion(recovery),
    };
    mail::queue(s, c, user.recipient(), &email)
}

/// Who asked for it, and when.
fn occasion(recovery: &Recovery) -> Occasion {
    let unknown = std::net::Ipv4Addr::UNSPECIFIED.into();
    let address = recovery.address.parse().unwrap_or(unknown);
    Occasion { at: recovery.started_at, address, user_agent: recovery.user_agent.clone(), by_staff: false }
}

fn stop_link(
    s: &Services,
    c: &mut Conn,
    user: &User,
    recovery: &Recovery,
    now: PrimitiveDateTime,
) -> Result<EmailLink, Error> {
    let lifetime = (recovery.ready_at - now).max(Duration::ZERO) + STOP_LINK_REST;
    link(s, c, user, Purpose::StopRecovery, lifetime, now)
}

fn link(
    s: &Services,
    c: &mut Conn,
    user: &User,
    purpose: Purpose,
    lifetime: Duration,
    now: PrimitiveDateTime,
) -> Result<EmailLink, Error> {
    let (address, address_verified) = (user.email.as_str(), user.email_verified);
    let binding = Binding { purpose, user_id: Some(user.id), address, address_verified };
    let token = links::issue(c, now, &binding, lifetime)?;
    Ok(links::in_email(s, purpose, &token, lifetime))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_email_is_due_each_day_after_the_start_and_the_last_one_with_the_end_of_the_wait() {
        let row = Recovery {
            user_id: 1,
            started_at: datetime!(2026-11-26 12:00:00),
            ready_at: datetime!(2026-11-29 06:00:00),
            next_step_at: datetime!(2026-11-27 12:00:00),
            link_sent_at: None,
            address: "203.0.113.9".to_owned(),
            user_agent: String::new(),
        };
        let next = |now| next_email_at(&row, now);
        assert_eq!(next(datetime!(2026-11-26 12:00:00)), datetime!(2026-11-27 12:00:00));
        assert_eq!(next(datetime!(2026-11-27 12:00:30)), datetime!(2026-11-28 12:00:00));
        assert_eq!(next(datetime!(2026-11-28 23:00:00)), row.ready_at, "a day that was missed is not made up for");
        assert_eq!(
            next(datetime!(2026-11-20 12:00:00)),
            datetime!(2026-11-27 12:00:00),
            "a clock that was turned back"
        );
    }
}
