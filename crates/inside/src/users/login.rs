//! Log in with a username or an email address.

use serde::Deserialize;

use super::User;
use super::new_browser;
use super::rules;
use super::store::{self, UserChanges};
use super::{failed_logins, password_attempt};
use crate::context::{Context, Credential};
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event, LoginFailure};
use crate::hashing::{Password, StoredPassword};
use crate::limits::{self, Account, EmailKind, PasswordAttempt};
use crate::sessions::{self, Session, SessionId};
use crate::state::Hashing;
use crate::state::Services;

/// What a login form sends.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Credentials {
    /// A username or an email address.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(nullable, example = "ada")]
    pub username: String,
    /// An email address, for callers that send one beside or instead of the username.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(nullable)]
    pub email: String,
    /// The password.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "analytical engine 1843")]
    pub password: Password,
}

impl Credentials {
    /// What names the account: the username, else the email address.
    pub fn identifier(&self) -> &str {
        let username = self.username.trim();
        if username.is_empty() { self.email.trim() } else { username }
    }
}

/// A successful login: the account and its fresh session.
pub struct Login {
    /// The account.
    pub user: User,
    /// Its row.
    pub session: Session,
    /// What the cookie or the tokens will carry.
    pub session_id: SessionId,
}

/// Refuses what needs no hash to be refused: empty fields, and limits that are reached.
///
/// # Errors
/// [`Error::Invalid`] when a field is empty; those of [`password_attempt::check`] and [`limits::may_log_in`].
pub(super) fn check(s: &Services, form: &Credentials, context: &Context) -> Result<(), Error> {
    missing(form).into_result()?;
    let known = store::find_by_login(&mut *s.db.conn()?, form.identifier())?;
    let name = rules::login_key(form.identifier());
    let account = account(s, known.as_ref(), &name);
    password_attempt::check(s, context, account, known.as_ref().map(|user| user.id))?;
    limits::may_log_in(s, context, account)
}

/// What failures are counted on. A shared bucket would reveal that the username and the address belong to the same account.
fn account<'a>(s: &Services, known: Option<&User>, name: &'a str) -> Account<'a> {
    let shared = known.filter(|_| !s.config.registration_hides_existing);
    let named = Account::Named { name, user: known.map(|user| user.id) };
    shared.map_or(named, |user| Account::Known(user.id))
}

/// Checks the password and starts a session. `previous` is the row of the session that the same browser had until now, if
/// any: it ends, be it another person's. An id from before a login is worthless after it (OWASP ASVS 5.0, 7.2.4).
///
/// # Errors
/// Those of [`authenticate`]; [`Error::NotVerified`] where `REQUIRE_VERIFIED_EMAIL` asks for a confirmed address and the
/// right password came without one.
pub async fn login(
    s: &Hashing,
    form: &Credentials,
    kind: sessions::SessionKind,
    previous: Option<&str>,
    context: &Context,
) -> Result<Login, Error> {
    let (user, attempt) = authenticate(s, form, context).await?;
    let context = &context.acting_for(user.id, Credential::Password);
    if s.config.require_verified_email && !user.email_verified {
        s.db.transaction(|c| {
            events::record(c, user.id, &Event::LoginUnverified, context)?;
            attempt.succeeded(c, s)
        })?;
        return Err(Error::NotVerified);
    }
    let renewed = match &user.password {
        StoredPassword::Hash(hash) if hash.is_outdated(s.config.bcrypt_cost) => {
            Some(s.place().await?.hash(&form.password).await?)
        }
        _ => None,
    };
    let now = context.now;
    // Asked first: a login that causes no email must not spend one of those that the address may get.
    let is_new = new_browser::is_new(&mut *s.db.conn()?, &user, context)?;
    let notify = is_new && limits::may_notify(s, context, EmailKind::Notice, &user)?;
    s.db.transaction(|c| {
        // The password may have been changed, the account disabled or deleted, while we were hashing.
        let held = store::hold(c, user.id)?;
        let user = held.filter(|held| held.is_as_authenticated(&user)).ok_or(Error::WrongCredentials)?;
        if notify {
            new_browser::notify(s, c, &user, context)?;
        }
        let changes = UserChanges {
            password: renewed,
            last_login_at: Some(now),
            previous_login_at: user.last_login_at,
            ..UserChanges::default()
        };
        let user = store::update(c, user.id, &changes)?;
        if let Some(previous) = previous {
            sessions::store::supersede(c, previous)?;
        }
        let (session, session_id) = sessions::start(s, c, user.id, kind, context)?;
        events::record(c, user.id, &Event::LoggedIn, context)?;
        attempt.succeeded(c, s)?;
        limits::logged_in(c, s, context, &user)?;
        Ok(Login { user, session, session_id })
    })
}

/// Returns the account that these credentials open, with the attempt for the caller to settle. Starts no session.
///
/// # Errors
/// [`Error::WrongCredentials`] for unknown, wrong and disabled alike, after the same work (OWASP Authentication Cheat
/// Sheet, "Authentication Responses"). Those of [`check`], [`password_attempt::attempt`] and [`limits::login`].
pub(super) async fn authenticate(
    s: &Hashing,
    form: &Credentials,
    context: &Context,
) -> Result<(User, PasswordAttempt), Error> {
    check(s, form, context)?;
    let place = s.place().await?;
    // Found again: it may have changed while this waited for its turn.
    let known = store::find_by_login(&mut *s.db.conn()?, form.identifier())?;
    let name = rules::login_key(form.identifier());
    let user_id = known.as_ref().map(|user| user.id);
    let account = account(s, known.as_ref(), &name);
    let attempt = password_attempt::attempt(s, context, account, user_id)?;
    let stored = known.as_ref().map_or(&StoredPassword::Unusable, |user| &user.password);
    let verified = place.verify(&form.password, stored).await?;
    let Some(user) = known.clone().filter(|user| verified.is_some() && user.disabled_at.is_none()) else {
        // Never what was typed: people type their password into the field above it.
        let why = match (&known, verified) {
            (None, _) => LoginFailure::UnknownAccount,
            (Some(_), None) => LoginFailure::WrongPassword,
            (Some(user), Some(_)) => {
                place.level(&user.password).await?;
                LoginFailure::Disabled
            }
        };
        let failed = s.db.transaction(|c| {
            events::record(c, user_id, &Event::LoginFailed { why }, context)?;
            attempt.failed(c, s)
        });
        failed.map_err(|refused| password_attempt::noted(s, context, account, user_id, refused))?;
        failed_logins::notify(s, context, account, known.as_ref())?;
        return Err(Error::WrongCredentials);
    };
    let _counts = limits::login(s, context, account)?;
    Ok((user, attempt))
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
