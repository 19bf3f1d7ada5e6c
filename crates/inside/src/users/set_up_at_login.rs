//! Set up the second factor that an account must have, inside the login that needs it.
//!
//! The password was right, and nothing is open yet. The secret belongs to this one login: somebody else who knows the password
//! and began a login before must not know what the owner scans.

use super::login::{self, AllowedLogin, Login, LoginStop};
use super::set_up_totp::{TotpSetUp, url};
use super::{User, add_passkey, confirm_totp, required_factor, store};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::factors::passkeys::{self, ChallengePurpose, CreatedPasskey, CreationOptions, options};
use crate::factors::pending::{self, Pending};
use crate::factors::{self, OneTimeCode, RecoveryCodes};
use crate::limits::{self, EmailKind};
use crate::secret::Secret;
use crate::sessions::{Authentications, Method, SessionKey, SessionKind};
use crate::state::Services;

/// A login that is complete, and what came with its account's first second factor.
pub struct SetUpAtLogin {
    /// The account and its fresh session.
    pub login: Login,
    /// This is the only time they are readable.
    pub recovery_codes: RecoveryCodes,
}

/// The secret for the authenticator app that finishes the login which `pending` names. It stays the same until then.
///
/// # Errors
/// [`Error::NoPendingLogin`] when nothing waits, or the account has no second factor to set up.
pub fn set_up_at_login(s: &Services, pending: &Secret<String>, context: &Context) -> Result<TotpSetUp, Error> {
    s.db.transaction(|c| {
        let (waiting, user) = find(s, c, pending, store::hold, context)?;
        let secret = pending::totp_secret(s, c, &waiting)?;
        Ok(TotpSetUp { url: url(s, &user, &secret), secret, session_id: None })
    })
}

/// What the browser is asked to make in the place of an app.
///
/// # Errors
/// [`Error::NotFound`] where this installation has no passkeys; [`Error::NoPendingLogin`] as in [`set_up_at_login`].
pub fn passkey_options_at_login(
    s: &Services,
    pending: &Secret<String>,
    context: &Context,
) -> Result<CreationOptions, Error> {
    s.db.transaction(|c| {
        let (waiting, user) = find(s, c, pending, store::hold, context)?;
        let handle = passkeys::handle_or_new(c, user.id)?;
        let known = passkeys::of_user(c, user.id)?;
        let factors = factors::fingerprint(c, &user)?;
        let purpose = ChallengePurpose::Add(waiting.id(), &factors);
        options::to_create(s, purpose, &user.username, &handle, &known, context.now).map_err(|_| Error::NotFound)
    })
}

/// Finishes that login with the first code of the app, which is used by it. A wrong code may be corrected: who sees the secret
/// has nothing to guess. `previous` is as in [`login`](login::login).
///
/// # Errors
/// [`Error::Invalid`] when the code is missing or wrong; [`Error::NoPendingLogin`] as in [`set_up_at_login`]; those of
/// [`limits::change_factors`].
pub fn confirm_at_login(
    s: &Services,
    pending: &Secret<String>,
    code: &OneTimeCode,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<SetUpAtLogin, Error> {
    if code.is_empty() {
        return Err(Error::Invalid(FieldErrors::one(Field::Code, FieldCode::CodeRequired)));
    }
    finish(s, pending, previous, context, Method::Totp, |c, waiting, user, notify, owner| {
        let secret = pending::totp_secret(s, c, waiting)?;
        confirm_totp::confirm(s, c, user, &secret, code, notify, owner)
    })
}

/// Finishes it with the passkey that the browser made.
///
/// # Errors
/// [`Error::Invalid`] when the passkey is refused; the others of [`confirm_at_login`].
pub fn add_passkey_at_login(
    s: &Services,
    pending: &Secret<String>,
    created: &CreatedPasskey,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<SetUpAtLogin, Error> {
    finish(s, pending, previous, context, Method::Passkey, |c, waiting, user, notify, owner| {
        let factors = factors::fingerprint(c, user)?;
        let purpose = ChallengePurpose::Add(waiting.id(), &factors);
        let verified = created.verify(s, purpose, owner.now).map_err(add_passkey::refused)?;
        let name = add_passkey::name_of(&verified, owner);
        Ok(add_passkey::keep(s, c, user, &verified, name, notify, owner)?.1)
    })
    .map_err(add_passkey::at_the_field)
}

/// Completes that login once `set_up` has given the account its first second factor, which authenticates by `method`.
fn finish(
    s: &Services,
    pending: &Secret<String>,
    previous: Option<&SessionKey>,
    context: &Context,
    method: Method,
    set_up: impl Fn(&mut Conn, &Pending, &User, bool, &Context) -> Result<Option<RecoveryCodes>, Error>,
) -> Result<SetUpAtLogin, Error> {
    let now = context.now;
    let (waiting, user) = s.db.read(|c| find(s, c, pending, store::find, context))?;
    let owner = &context.acting_for(user.id, Credential::Password);
    let _counts = limits::change_factors(s, owner, waiting.id())?;
    // Asked first, as in a login that needs no second step.
    let notify_login = login::notifies(s, &user, owner)?;
    let notify_change = limits::may_notify(s, owner, EmailKind::Notice, &user)?;
    s.db.transaction(|c| {
        let (waiting, user) = find(s, c, pending, store::hold, context)?;
        let recovery_codes = set_up(c, &waiting, &user, notify_change, owner)?;
        let recovery_codes =
            recovery_codes.ok_or_else(|| Error::internal("an account without factors got no codes"))?;
        pending::delete(c, &waiting)?;
        let authenticated = Authentications::by(Method::Password, waiting.created_at).and(method, now);
        let kind = SessionKind::Browser;
        let allowed = AllowedLogin { kind, previous, authenticated, renewed: None, notify: notify_login };
        let login = login::complete(s, c, &user, allowed, owner)?;
        limits::logged_in(c, s, owner, &login.user)?;
        Ok(SetUpAtLogin { login, recovery_codes })
    })
}

/// The login that waits, with the account as `find_user` gives it. It is read after the account, so that what another request
/// has just written to it is seen.
fn find(
    s: &Services,
    c: &mut Conn,
    secret: &Secret<String>,
    find_user: fn(&mut Conn, i64) -> Result<Option<User>, Error>,
    context: &Context,
) -> Result<(Pending, User), Error> {
    let pending = |c: &mut Conn| pending::find(c, secret, SessionKind::Browser, context.now);
    let user_id = pending(c)?.ok_or(Error::NoPendingLogin)?.user_id;
    let user = find_user(c, user_id)?.filter(|user| required_factor::is_missing(&s.config, user));
    let user = user.filter(|user| LoginStop::before_login(&s.config, user).is_none()).ok_or(Error::NoPendingLogin)?;
    let waiting = pending(c)?.filter(|waiting| waiting.is_of(&user)).ok_or(Error::NoPendingLogin)?;
    Ok((waiting, user))
}
