//! Finish a login whose password was right, with a second factor or a recovery code.

use super::login::{self, AllowedLogin, Login, LoginStop};
use super::{User, factor_changes, failed_logins, passkey_check, password_attempt, store};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::passkeys::{ChallengePurpose, PasskeyAnswer};
use crate::factors::pending::Pending;
use crate::factors::{self, OneTimeCode, SecondStepMethod, pending, recovery_codes};
use crate::limits::{self, EmailKind, LimitedAccount};
use crate::mail::FactorChange;
use crate::metrics::SecondStepKind;
use crate::secret::Secret;
use crate::sessions::{Authentications, Method, SessionKey, SessionKind, remembered_browsers};
use crate::state::Services;
use time::PrimitiveDateTime;

/// What finishes a login.
#[derive(Clone)]
pub enum SecondStep {
    /// A code of the authenticator app.
    Code(OneTimeCode),
    /// A recovery code, where the app is lost.
    RecoveryCode(OneTimeCode),
    /// A passkey of the account.
    Passkey(Box<PasskeyAnswer>),
}

impl SecondStep {
    fn kind(&self) -> SecondStepKind {
        match self {
            SecondStep::Code(_) => SecondStepKind::Code,
            SecondStep::RecoveryCode(_) => SecondStepKind::RecoveryCode,
            SecondStep::Passkey(_) => SecondStepKind::Passkey,
        }
    }
}

/// What finishes the login of this kind that this secret names. Changes nothing.
///
/// # Errors
/// [`Error::NoPendingLogin`] when nothing does any more.
pub fn find(
    s: &Services,
    secret: &Secret<String>,
    kind: SessionKind,
    context: &Context,
) -> Result<Vec<SecondStepMethod>, Error> {
    s.db.read(|c| {
        let (_, user) = waiting(c, secret, kind, context.now)?;
        factors::methods(c, user.id, s.passkey_domain())
    })
}

/// The login that this secret names, and its account.
///
/// # Errors
/// [`Error::NoPendingLogin`].
pub(super) fn waiting(
    c: &mut Conn,
    secret: &Secret<String>,
    kind: SessionKind,
    now: PrimitiveDateTime,
) -> Result<(Pending, User), Error> {
    let pending = pending::find(c, secret, kind, now)?.ok_or(Error::NoPendingLogin)?;
    let user = store::find(c, pending.user_id)?.filter(|user| pending.is_of(user) && user.has_second_factor());
    Ok((pending, user.ok_or(Error::NoPendingLogin)?))
}

/// Finishes the login that `secret` names. Wrong codes count in the rate limit of the account's password, so that a new password
/// step is no new chance to guess; the sixth ends the login that waits. `previous` is as in [`login`](login::login). With `remember`, the
/// browser's next logins need no second factor, where `REMEMBER_BROWSER_DAYS` allows it; never after a recovery code, and programs
/// are not remembered.
///
/// # Errors
/// [`Error::NoPendingLogin`] when nothing waits, or what waits was made with another password; [`Error::WrongCode`] or
/// [`Error::WrongPasskey`]; those of
/// [`password_attempt::attempt`].
pub fn second_step(
    s: &Services,
    secret: &Secret<String>,
    step: &SecondStep,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    remember: bool,
    context: &Context,
) -> Result<Login, Error> {
    let result = finish(s, secret, step, kind, previous, remember, context);
    login::counted::second_step(&s.metrics, step.kind(), &result);
    result
}

fn finish(
    s: &Services,
    secret: &Secret<String>,
    step: &SecondStep,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    remember: bool,
    context: &Context,
) -> Result<Login, Error> {
    let now = context.now;
    let (waiting, user) = s.db.read(|c| waiting(c, secret, kind, now))?;
    let owner = &context.acting_for(user.id, Credential::Password);
    let account = LimitedAccount::Known(user.id);
    let attempt = password_attempt::attempt_code(s, context, account, user.id)?;
    // Asked first, as in a login that needs no second step.
    let notify = login::notifies(s, &user, owner)?;
    let notify_code = match step {
        SecondStep::RecoveryCode(_) => limits::may_notify(s, owner, EmailKind::Notice, &user)?,
        SecondStep::Code(_) | SecondStep::Passkey(_) => false,
    };
    let passkey = match step {
        SecondStep::Passkey(answer) => {
            Some(passkey_check::check(s, answer, ChallengePurpose::LogIn, Some(user.id), context)?)
        }
        SecondStep::Code(_) | SecondStep::RecoveryCode(_) => None,
    };
    let done = attempt.settle(s, context, |c, limits| {
        let user = store::hold(c, user.id)?.filter(|user| waiting.is_of(user) && user.has_second_factor());
        let user = user.ok_or(Error::NoPendingLogin)?;
        if LoginStop::before_login(&s.config, &user).is_some() || !pending::count_attempt(c, &waiting)? {
            return Err(Error::NoPendingLogin);
        }
        let (is_right, method) = match step {
            SecondStep::Code(code) => (factors::spend_code(s, c, user.id, code, now)?, Method::Totp),
            SecondStep::RecoveryCode(code) => (recovery_codes::spend(c, user.id, code, now)?, Method::RecoveryCode),
            SecondStep::Passkey(_) => {
                let checked = passkey.as_ref().and_then(|checked| checked.as_ref().ok());
                checked.map(|checked| checked.spend(c, context)).transpose()?;
                (checked.is_some(), Method::Passkey)
            }
        };
        if !is_right {
            pending::delete_used_up(c, &waiting)?;
            events::record(c, user.id, &Event::SecondFactorFailed, context)?;
            limits.failed(c, s)?;
            return Ok(None);
        }
        pending::delete(c, &waiting)?;
        if method == Method::RecoveryCode {
            let left = recovery_codes::left(c, user.id)?;
            let change = FactorChange::RecoveryCodeUsed { left };
            events::record(c, user.id, &Event::RecoveryCodeUsed { left }, owner)?;
            factor_changes::notify(s, c, &user, change, notify_code, owner)?;
        }
        let authenticated = Authentications::by(Method::Password, waiting.created_at).and(method, now);
        let allowed = AllowedLogin { kind, previous, authenticated, renewed: None, notify };
        let mut login = login::complete(s, c, &user, allowed, owner)?;
        if remember && kind == SessionKind::Browser && method != Method::RecoveryCode {
            login.remembered = remembered_browsers::remember(s, c, user.id, owner)?;
        }
        limits.succeeded(c, s)?;
        limits::logged_in(c, s, owner, &login.user)?;
        Ok(Some(login))
    })?;
    match done {
        Some(login) => Ok(login),
        None => {
            failed_logins::notify(s, context, account, Some(&user))?;
            Err(match passkey {
                Some(Err(problem)) => Error::WrongPasskey(problem),
                _ => Error::WrongCode,
            })
        }
    }
}
