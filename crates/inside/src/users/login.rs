//! Log in with a username or an email address.

mod authenticate;
pub(in crate::users) mod counted;
mod credentials;
mod old_account;
mod progress;

use super::User;
use super::new_browser;
use super::rules;
use super::store::{self, UserChanges};
use super::{factor_recovery, password_attempt, required_factor};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event, RecoveryStop};
use crate::factors::pending;
use crate::hashing::StoredPassword;
use crate::limits::{self, EmailKind, LimitedAccount, PasswordLimits};
use crate::sessions::{self, Authentications, Method, SessionKey, SessionKind, remembered_browsers};
use crate::state::Hashing;
use crate::state::Services;
use crate::texts::Language;
use crate::tokens;

pub(super) use authenticate::authenticate;
pub use credentials::Credentials;
pub use progress::{Login, LoginProgress, LoginStop};

/// Refuses what needs no hash to be refused: empty fields, and limits that are reached.
///
/// # Errors
/// [`Error::Invalid`] when a field is empty; those of [`password_attempt::check`] and [`limits::may_log_in`].
pub(super) fn check(s: &Services, form: &Credentials, context: &Context) -> Result<(), Error> {
    missing(form).into_result()?;
    let known = s.db.read(|c| store::find_by_login(c, form.identifier()))?;
    let name = rules::login_key(form.identifier());
    let account = account(s, known.as_ref(), &name);
    password_attempt::check(s, context, account, known.as_ref().map(|user| user.id))?;
    limits::may_log_in(s, context, account)
}

/// What failures are counted on. A shared bucket would reveal that the username and the address belong to the same account.
pub(super) fn account<'a>(s: &Services, known: Option<&User>, name: &'a str) -> LimitedAccount<'a> {
    let shared = known.filter(|_| !s.config.registration_hides_existing);
    let named = LimitedAccount::Named { name, user: known.map(|user| user.id) };
    shared.map_or(named, |user| LimitedAccount::Known(user.id))
}

/// Checks the password and starts a session, or stops at the step that comes before it. `previous` is the row of the session
/// that the same browser had until now, if any: it ends, be it another person's. An id from before a login is worthless after
/// it (OWASP ASVS 5.0, 7.2.4).
///
/// # Errors
/// Those of [`authenticate`].
pub async fn login(
    s: &Hashing,
    form: &Credentials,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<LoginProgress, Error> {
    let result = first_step(s, form, kind, previous, context).await;
    counted::by_password(&s.metrics, &result);
    result
}

async fn first_step(
    s: &Hashing,
    form: &Credentials,
    kind: SessionKind,
    previous: Option<&SessionKey>,
    context: &Context,
) -> Result<LoginProgress, Error> {
    let (user, attempt) = authenticate(s, form, context).await?;
    let owner = &context.acting_for(user.id, Credential::Password);
    let stop_at = |stop: LoginStop, c: &mut Conn, limits: &PasswordLimits| {
        events::record(c, user.id, &stop.event(), owner)?;
        limits.password_was_right(c, s, &user)?;
        Ok(LoginProgress::StoppedAt(stop))
    };
    if let Some(stop) = LoginStop::before_login(&s.config, &user) {
        return attempt.settle(s, context, |c, limits| stop_at(stop, c, limits));
    }
    let renewed = match &user.password {
        StoredPassword::Hash(hash) if hash.is_outdated(s.config.bcrypt_cost, &form.password) => {
            Some(s.place().await?.hash(&form.password).await?)
        }
        _ => None,
    };
    // Asked first: a login that causes no email must not spend one of those that the address may get. One that waits for its
    // second factor causes none yet.
    let waits_now = s.db.read(|c| waits(s, c, &user, kind, remembered_browsers::remembers, owner))?;
    let notify = !waits_now && notifies(s, &user, owner)?;
    attempt.settle(s, context, |c, limits| {
        let user = hold(c, &user)?;
        // It may have got another address while we were hashing.
        if let Some(stop) = LoginStop::before_login(&s.config, &user) {
            return stop_at(stop, c, limits);
        }
        if waits(s, c, &user, kind, remembered_browsers::use_remembered, owner)? {
            if renewed.is_some() {
                store::update(c, user.id, &UserChanges { password: renewed.clone(), ..UserChanges::default() })?;
            }
            let pending = pending::begin(s, c, &user, kind, context.now)?;
            limits.password_was_right(c, s, &user)?;
            return Ok(match user.has_second_factor() {
                true => LoginProgress::SecondFactorNeeded(pending),
                false => LoginProgress::SetUpNeeded(pending),
            });
        }
        let authenticated = Authentications::by(Method::Password, context.now);
        let allowed = AllowedLogin { kind, previous, authenticated, renewed: renewed.clone(), notify };
        let login = complete(s, c, &user, allowed, owner)?;
        limits.succeeded(c, s)?;
        limits::logged_in(c, s, owner, &login.user)?;
        Ok(LoginProgress::Complete(Box::new(login)))
    })
}

/// Whether a login to this account is not complete with the password. Browsers that the account remembers need no second factor,
/// which `is_remembered` tells; programs are never remembered.
fn waits(
    s: &Services,
    c: &mut Conn,
    user: &User,
    kind: SessionKind,
    is_remembered: fn(&Services, &mut Conn, i64, &Context) -> Result<bool, Error>,
    owner: &Context,
) -> Result<bool, Error> {
    if !user.has_second_factor() {
        return Ok(required_factor::is_missing(&s.config, user));
    }
    Ok(kind == SessionKind::Program || !is_remembered(s, c, user.id, owner)?)
}

/// A login that nothing stops any more.
pub(super) struct AllowedLogin<'a> {
    /// What will hold the session.
    pub(super) kind: SessionKind,
    /// The session that the same browser had until now.
    pub(super) previous: Option<&'a SessionKey>,
    /// What authenticated the person.
    pub(super) authenticated: Authentications,
    /// A renewed hash of the same password.
    pub(super) renewed: Option<StoredPassword>,
    /// What [`notifies`] said.
    pub(super) notify: bool,
}

/// Whether the owner may be notified of this login. An address that was never confirmed gets few emails, and a login with a browser
/// that is known must not spend one of them; for all others it is the login's transaction that asks whether the browser is new.
///
/// # Errors
/// Only the database's.
pub(super) fn notifies(s: &Services, user: &User, owner: &Context) -> Result<bool, Error> {
    let may_be_new = || s.db.read(|c| new_browser::is_new(c, user, owner));
    Ok((user.email_verified || may_be_new()?) && limits::may_notify(s, owner, EmailKind::Notice, user)?)
}

/// What every complete login does, after the password alone or after a second step. `user` is the account as it was before.
///
/// # Errors
/// Only the database's.
pub(super) fn complete(
    s: &Services,
    c: &mut Conn,
    user: &User,
    allowed: AllowedLogin<'_>,
    owner: &Context,
) -> Result<Login, Error> {
    if allowed.notify {
        new_browser::notify(s, c, user, owner)?;
    }
    // The owner has a second factor after all. A recovery code is none: it opens the account and can't replace what is lost, so
    // an owner who found one may still need what runs.
    if allowed.authenticated.has_second_factor() {
        factor_recovery::stop(c, user, RecoveryStop::SecondFactor, owner)?;
    }
    let changes = UserChanges {
        password: allowed.renewed,
        last_login_at: Some(owner.now),
        previous_login_at: user.last_login_at,
        // A choice made before the login becomes the account's, if it has none.
        language: owner.language_preference.chosen.filter(|_| user.language.is_none()).map(Language::tag),
        language_seen: owner.language_preference.asked.map(Language::tag),
        ..UserChanges::default()
    };
    let user = store::update(c, user.id, &changes)?;
    if let Some(previous) = allowed.previous {
        sessions::supersede(c, previous)?;
    }
    begin(s, c, user, allowed.kind, allowed.authenticated, owner)
}

/// Logs a new account in, for the request that has just created it with its password.
///
/// # Errors
/// [`Error::WrongCredentials`] when it was deleted or disabled at the same moment.
pub fn after_sign_up(s: &Services, user: &User, kind: SessionKind, context: &Context) -> Result<LoginProgress, Error> {
    let context = &context.acting_for(user.id, Credential::Password);
    s.db.transaction(|c| {
        let user = hold(c, user)?;
        Ok(match LoginStop::before_login(&s.config, &user) {
            Some(stop) => LoginProgress::StoppedAt(stop),
            // The second of two equal forms: the first one's account may have got a second factor in between.
            None if user.has_second_factor() => {
                LoginProgress::SecondFactorNeeded(pending::begin(s, c, &user, kind, context.now)?)
            }
            None if required_factor::is_missing(&s.config, &user) => {
                LoginProgress::SetUpNeeded(pending::begin(s, c, &user, kind, context.now)?)
            }
            None => {
                let authenticated = Authentications::by(Method::Password, context.now);
                LoginProgress::Complete(Box::new(begin(s, c, user, kind, authenticated, context)?))
            }
        })
    })
}

/// The account as it is now, held until the transaction ends: its password may have been changed, the account disabled or
/// deleted, since it was authenticated.
fn hold(c: &mut Conn, user: &User) -> Result<User, Error> {
    let held = store::hold(c, user.id)?;
    held.filter(|held| held.is_as_authenticated(user)).ok_or(Error::WrongCredentials)
}

/// The session of a login that nothing stops any more.
fn begin(
    s: &Services,
    c: &mut Conn,
    user: User,
    kind: SessionKind,
    authenticated: Authentications,
    context: &Context,
) -> Result<Login, Error> {
    let (session, session_id) = sessions::start(s, c, user.id, kind, authenticated, context)?;
    let refresh_token = tokens::begin(s, c, &session)?;
    events::record(c, user.id, &Event::LoggedIn, context)?;
    Ok(Login { user, session, session_id, remembered: None, refresh_token })
}

fn missing(form: &Credentials) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if form.identifier().is_empty() {
        errors.0.extend(FieldErrors::one(Field::Username, FieldCode::IdentifierRequired).0);
    }
    if form.password.is_empty() {
        errors.0.extend(FieldErrors::one(Field::Password, FieldCode::PasswordRequired).0);
    }
    errors
}
