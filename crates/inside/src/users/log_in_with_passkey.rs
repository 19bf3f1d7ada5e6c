//! Log in with a passkey: it names the account, and with user verification it is a whole login by itself.

use super::login::{self, AllowedLogin, Login, LoginStop};
use super::passkey_check;
use crate::context::{Context, Credential};
use crate::error::{Error, PasskeyProblem};
use crate::events;
use crate::factors::passkeys::{self, ChallengePurpose, PasskeyAnswer, RequestOptions, options};
use crate::factors::pending;
use crate::hashing::StoredPassword;
use crate::limits::{self, LimitedAccount};
use crate::secret::Secret;
use crate::sessions::{Authentications, Method, SessionKey, SessionKind};
use crate::state::Services;

/// What the browser is asked for: any passkey for this site, or one of the account whose login waits for its second step. Where
/// nothing waits under that name, as for a guest.
///
/// # Errors
/// [`Error::NotFound`] where this installation has no passkeys; the database's.
pub fn login_options(
    s: &Services,
    waiting: Option<(&Secret<String>, SessionKind)>,
    context: &Context,
) -> Result<RequestOptions, Error> {
    let known = match waiting {
        None => Vec::new(),
        Some((secret, kind)) => s.db.read(|c| match pending::find(c, secret, kind, context.now)? {
            Some(pending) => passkeys::that_count(c, pending.user_id, s.passkey_domain()),
            None => Ok(Vec::new()),
        })?,
    };
    options::to_get(s, ChallengePurpose::LogIn, &known, context.now).map_err(|_| Error::NotFound)
}

/// Logs in with it, or stops at the step that comes before: of second factors none is left to ask for. `previous` is as in [`login`](login::login).
///
/// # Errors
/// [`Error::WrongPasskey`]; [`Error::TooMany`] for a network that sends too many wrong ones.
pub fn log_in_with_passkey(
    s: &Services,
    answer: &PasskeyAnswer,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<Result<Login, LoginStop>, Error> {
    let result = authenticate(s, answer, kind, previous, context);
    login::counted::by_passkey(&s.metrics, &result);
    result
}

fn authenticate(
    s: &Services,
    answer: &PasskeyAnswer,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<Result<Login, LoginStop>, Error> {
    let attempt = limits::passkey(s, context, None)?;
    let checked = match passkey_check::check(s, answer, ChallengePurpose::LogIn, None, context)? {
        Ok(checked) => checked,
        Err(problem) => return Err(Error::WrongPasskey(problem)),
    };
    let user = &checked.user;
    let owner = &context.acting_for(user.id, Credential::Passkey);
    let _counts = limits::login(s, context, LimitedAccount::Known(user.id))?;
    let notify = login::notifies(s, user, owner)?;
    s.db.transaction(|c| {
        let held = super::store::hold(c, user.id)?.filter(|held| held.disabled_at.is_none());
        let user = held.ok_or(Error::WrongPasskey(PasskeyProblem::Unknown))?;
        // Everyone is locked out until the owner has chosen a password: the passkey may be an intruder's.
        if user.password == StoredPassword::Unusable {
            return Err(Error::WrongPasskey(PasskeyProblem::LockedOut));
        }
        checked.spend(c, context)?;
        attempt.withdrawn(c, s)?;
        if let Some(stop) = LoginStop::before_login(&s.config, &user) {
            events::record(c, user.id, &stop.event(), owner)?;
            return Ok(Err(stop));
        }
        let authenticated = Authentications::by(Method::Passkey, context.now);
        let allowed = AllowedLogin { kind, previous, authenticated, renewed: None, notify };
        let login = login::complete(s, c, &user, allowed, owner)?;
        limits::logged_in(c, s, owner, &login.user)?;
        Ok(Ok(login))
    })
}
