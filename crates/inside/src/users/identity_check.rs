//! "Confirm it's you": a stolen session alone must not be able to take an account over (OWASP ASVS 5.0, 7.5.1).

use time::{Duration, PrimitiveDateTime};

use super::{failed_logins, password_attempt};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event};
use crate::hashing::Password;
use crate::limits::Account;
use crate::sessions::Caller;
use crate::sessions::Session;
use crate::state::Hashing;

/// Lets a sensitive change through if this session proved its password within `SUDO_WINDOW`, or `current` is right.
/// Returns whether the password was proved just now.
///
/// # Errors
/// [`Error::ReauthRequired`] when neither is there; [`Error::WrongCurrentPassword`] when one was sent and is wrong; those
/// of [`check`].
pub async fn require(
    s: &Hashing,
    caller: &Caller,
    current: Option<&Password>,
    context: &Context,
) -> Result<bool, Error> {
    if is_fresh(&s.config, context.now, &caller.session) {
        return Ok(false);
    }
    let Some(current) = current.filter(|password| !password.is_empty()) else {
        return Err(Error::ReauthRequired);
    };
    check(s, caller, current, context).await.map(|()| true)
}

/// The same for a form with other errors, so that all of them are returned together.
///
/// # Errors
/// Those of [`require`] that are not about the form's fields.
pub async fn field_errors(
    s: &Hashing,
    caller: &Caller,
    current: Option<&Password>,
    context: &Context,
) -> Result<FieldErrors, Error> {
    match require(s, caller, current, context).await {
        Ok(_) => Ok(FieldErrors::default()),
        Err(Error::ReauthRequired) => Ok(missing()),
        Err(Error::WrongCurrentPassword) => Ok(incorrect()),
        Err(error) => Err(error),
    }
}

/// The field error for a current password that was not sent.
pub fn missing() -> FieldErrors {
    FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordRequired)
}

/// The field error for a current password that is wrong.
pub fn incorrect() -> FieldErrors {
    FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordIncorrect)
}

/// Whether this session proved its password within `SUDO_WINDOW`.
pub fn is_fresh(config: &Config, now: PrimitiveDateTime, session: &Session) -> bool {
    let since_proof = now - session.proved_at;
    // A proof from the future means that the clock was turned back; it proves nothing.
    since_proof < config.sudo_window && since_proof > -Duration::MINUTE
}

/// Whether this is the caller's password. A failure counts as a failed login does: a session must not be a way to guess it.
///
/// # Errors
/// [`Error::WrongCurrentPassword`], and those of [`password_attempt::attempt`].
pub async fn check(s: &Hashing, caller: &Caller, current: &Password, context: &Context) -> Result<(), Error> {
    let account = Account::Own(caller.user.id);
    password_attempt::check(s, context, account, Some(caller.user.id))?;
    let place = s.place().await?;
    let attempt = password_attempt::attempt(s, context, account, Some(caller.user.id))?;
    if place.verify(current, &caller.user.password).await?.is_some() {
        return s.db.transaction(|c| attempt.succeeded(c, s));
    }
    let failed = s.db.transaction(|c| {
        events::record(c, caller.user.id, &Event::ProofFailed, context)?;
        attempt.failed(c, s)
    });
    failed.map_err(|refused| password_attempt::noted(s, context, account, Some(caller.user.id), refused))?;
    failed_logins::notify(s, context, account, Some(&caller.user))?;
    Err(Error::WrongCurrentPassword)
}
