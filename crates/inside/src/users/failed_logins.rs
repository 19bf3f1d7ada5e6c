//! A login that failed: it counts, it is recorded, and after too many in a row the owner of the account is notified, once.

use super::User;
use super::password_attempt::PasswordAttempt;
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, LoginBlock, LoginFailure};
use crate::limits::{self, EmailKind, LimitedAccount};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// Ends an attempt whose password does not open the account, wherever it was typed. `owner` is whose it is, if an account has that
/// name.
///
/// # Errors
/// Those of [`PasswordAttempt::settle`] and [`notify`].
pub(crate) fn failed(
    s: &Services,
    context: &Context,
    attempt: PasswordAttempt,
    account: LimitedAccount<'_>,
    owner: Option<&User>,
    why: LoginFailure,
) -> Result<(), Error> {
    let user_id = owner.map(|user| user.id);
    attempt.settle(s, context, |c, limits| {
        events::record(c, user_id, &Event::LoginFailed { why }, context)?;
        limits.failed(c, s)
    })?;
    notify(s, context, account, owner)
}

/// Follows each failed attempt. At the last one that `LIMIT_LOGIN_EVERYWHERE` allows, an event is recorded and the owner gets
/// an email. For an unknown name the same rows are written and rolled back, so that the response time reveals nothing.
///
/// # Errors
/// The database's; the email's template.
pub(crate) fn notify(
    s: &Services,
    context: &Context,
    account: LimitedAccount<'_>,
    owner: Option<&User>,
) -> Result<(), Error> {
    if !limits::is_streak_full(s, context, account)? {
        return Ok(());
    }
    let notify = owner.map_or(Ok(true), |user| limits::may_notify(s, context, EmailKind::Notice, user))?;
    s.db.transaction(|c| {
        if !limits::must_notify(c, s, context, account)? {
            return Ok(());
        }
        let blocked = Event::LoginBlocked { whom: LoginBlock::NewDevices };
        events::record(c, owner.map(|user| user.id), &blocked, context)?;
        if notify { write(s, c, owner, context) } else { Ok(()) }
    })
}

fn write(s: &Services, c: &mut Conn, owner: Option<&User>, context: &Context) -> Result<(), Error> {
    let occasion = Occasion::of(context);
    let email = Email::FailedLogins { attempts: s.config.limits.login_everywhere, occasion };
    match owner {
        Some(user) => mail::queue(s, c, user.recipient(), &email),
        None => mail::rehearse(s, c, &email),
    }
}
