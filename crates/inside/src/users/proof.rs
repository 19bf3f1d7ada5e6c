//! "Confirm it's you": a stolen session alone must not be able to take an account over (OWASP ASVS 5.0, 7.5.1).

use time::{Duration, PrimitiveDateTime};

use super::caller::Caller;
use super::password::{self, Password};
use super::{failed_logins, guess};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event};
use crate::limits::Account;
use crate::sessions::Session;
use crate::state::{Hashing, Services};

/// What a session still has to prove before a sensitive change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing: it proved its password within `SUDO_WINDOW`.
    Fresh,
    /// Its password, which was not sent.
    Missing,
    /// The password that was sent, which takes a hash to check.
    Unchecked,
}

/// How far a session gets without a hash.
///
/// # Errors
/// Those of [`guess::check`], where a password was sent.
pub fn before_hashing(
    s: &Services,
    caller: &Caller,
    current: Option<&Password>,
    context: &Context,
) -> Result<Proof, Error> {
    if is_fresh(&s.config, context.now, &caller.session) {
        return Ok(Proof::Fresh);
    }
    if current.is_none_or(Password::is_empty) {
        return Ok(Proof::Missing);
    }
    may_check(s, caller, context).map(|()| Proof::Unchecked)
}

/// Refuses a check of the current password whose rate limit is reached, before it waits for a hash.
///
/// # Errors
/// Those of [`guess::check`].
pub fn may_check(s: &Services, caller: &Caller, context: &Context) -> Result<(), Error> {
    guess::check(s, context, Account::Own(caller.user.id), Some(caller.user.id))
}

/// Lets a sensitive change through if this session proved its password within `SUDO_WINDOW`, or `current` is right.
/// Returns whether the password was proved just now.
///
/// # Errors
/// [`Error::ReauthRequired`] when neither is there; [`Error::WrongCurrentPassword`] when one was sent and is wrong; those
/// of [`check`].
pub fn require(s: &Hashing<'_>, caller: &Caller, current: Option<&Password>, context: &Context) -> Result<bool, Error> {
    if is_fresh(&s.config, context.now, &caller.session) {
        return Ok(false);
    }
    let Some(current) = current.filter(|password| !password.is_empty()) else {
        return Err(Error::ReauthRequired);
    };
    check(s, caller, current, context).map(|()| true)
}

/// The same for a form with other errors, so that all of them are returned together.
///
/// # Errors
/// Those of [`require`] that are not about the form's fields.
pub fn field_errors(
    s: &Hashing<'_>,
    caller: &Caller,
    current: Option<&Password>,
    context: &Context,
) -> Result<FieldErrors, Error> {
    match require(s, caller, current, context) {
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
/// [`Error::WrongCurrentPassword`], and those of [`guess::attempt`].
pub fn check(s: &Hashing<'_>, caller: &Caller, current: &Password, context: &Context) -> Result<(), Error> {
    let account = Account::Own(caller.user.id);
    let attempt = guess::attempt(s, context, account, Some(caller.user.id))?;
    if password::verify(s, current, &caller.user.password_hash) {
        return s.db.transaction(|c| attempt.succeeded(c, s));
    }
    let failed = s.db.transaction(|c| {
        events::record(c, caller.user.id, &Event::ProofFailed, context)?;
        attempt.failed(c, s)
    });
    failed.map_err(|refused| guess::noted(s, context, account, Some(caller.user.id), refused))?;
    failed_logins::notify(s, context, account, Some(&caller.user))?;
    Err(Error::WrongCurrentPassword)
}
