//! Change username, e-mail address and password: some of them, or all at once.

use serde::Deserialize;
use validator::ValidateArgs;

use super::aftermath::{self, NotMeLink};
use super::caller::Caller;
use super::password::{self, Password};
use super::rules::{self, Rules, field_errors};
use super::store::{self, UserChanges};
use super::{User, proof};
use crate::client::Client;
use crate::error::{Error, FieldErrors};
use crate::events::{self, Kind};
use crate::limits::{self, EmailKind};
use crate::sessions::{self, Renewed, SessionId};
use crate::state::Hashing;

/// Some fields; what is absent or blank stays as it is.
#[derive(Clone, Default, Deserialize, validator::Validate)]
#[validate(context = Rules)]
#[serde(default)]
pub struct PartialUpdate {
    /// A new username.
    #[validate(
        custom(function = "rules::username_characters", use_context),
        custom(function = "rules::username_length", use_context),
        custom(function = "rules::username_allowed", use_context)
    )]
    pub username: Option<String>,
    /// A new e-mail address.
    #[validate(custom(function = "rules::email_form", use_context))]
    pub email: Option<String>,
    /// A new password.
    #[validate(
        custom(function = "rules::password_length", use_context),
        custom(function = "rules::password_classes", use_context),
        custom(function = "rules::password_strength", use_context)
    )]
    pub password: Option<Password>,
    /// "Confirm it's you".
    pub current_password: Option<Password>,
}

/// Every field.
#[derive(Clone, Default, Deserialize, validator::Validate)]
#[validate(context = Rules)]
#[serde(default)]
pub struct FullUpdate {
    /// The username.
    #[validate(
        custom(function = "rules::username_present", use_context),
        custom(function = "rules::username_characters", use_context),
        custom(function = "rules::username_length", use_context),
        custom(function = "rules::username_allowed", use_context)
    )]
    pub username: String,
    /// The e-mail address.
    #[validate(
        custom(function = "rules::email_present", use_context),
        custom(function = "rules::email_form", use_context)
    )]
    pub email: String,
    /// The password.
    #[validate(
        custom(function = "rules::password_present", use_context),
        custom(function = "rules::password_length", use_context),
        custom(function = "rules::password_classes", use_context),
        custom(function = "rules::password_strength", use_context)
    )]
    pub password: Password,
    /// "Confirm it's you".
    pub current_password: Option<Password>,
}

/// What a submission asks for once its form is forgotten.
pub struct Changes {
    username: Option<String>,
    email: Option<String>,
    password: Option<Password>,
    current_password: Option<Password>,
    mistakes: FieldErrors,
}

const FORM_ORDER: &[&str] = &["username", "email", "password"];

/// A form that can become [`Changes`].
pub trait ProfileForm {
    /// Checks the form for this account; mistakes are kept, not thrown, so that taken names can join them.
    ///
    /// A name or address that stays as it is is not judged by today's rules: it may be older than they are.
    fn changes(self, s: &Hashing<'_>, user: &User) -> Changes;
}

impl ProfileForm for PartialUpdate {
    fn changes(self, s: &Hashing<'_>, user: &User) -> Changes {
        let trimmed = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let form = PartialUpdate {
            username: trimmed(self.username),
            email: trimmed(self.email),
            password: self.password.filter(|password| !password.is_empty()),
            current_password: self.current_password,
        };
        let nothing = form.username.is_none() && form.email.is_none() && form.password.is_none();
        let form = PartialUpdate { username: form.username.filter(|name| *name != user.username), ..form };
        let form = PartialUpdate { email: form.email.filter(|email| *email != user.email), ..form };
        let personal =
            [form.username.as_deref().unwrap_or(&user.username), form.email.as_deref().unwrap_or(&user.email)];
        let mistakes = match form.validate_with_args(&Rules::new(&s.config, personal)) {
            Err(errors) => field_errors(&errors, FORM_ORDER),
            Ok(()) if nothing => FieldErrors::one(
                "username",
                "nothing_to_change",
                "Nothing changed. Enter a new username, email or password",
            ),
            Ok(()) => FieldErrors::default(),
        };
        Changes {
            username: form.username,
            email: form.email,
            password: form.password,
            current_password: form.current_password,
            mistakes,
        }
    }
}

impl ProfileForm for FullUpdate {
    fn changes(self, s: &Hashing<'_>, user: &User) -> Changes {
        let form =
            FullUpdate { username: self.username.trim().to_owned(), email: self.email.trim().to_owned(), ..self };
        let rules = Rules::new(&s.config, [form.username.as_str(), form.email.as_str()]);
        let mistakes = form.validate_with_args(&rules).err().map(|errors| field_errors(&errors, FORM_ORDER));
        let mut mistakes = mistakes.unwrap_or_default();
        let username = Some(form.username).filter(|name| *name != user.username);
        let email = Some(form.email).filter(|email| *email != user.email);
        mistakes.0.retain(|mistake| match mistake.field {
            "username" => username.is_some(),
            "email" => email.is_some(),
            _ => true,
        });
        Changes { username, email, password: Some(form.password), current_password: form.current_password, mistakes }
    }
}

/// What an update did.
pub struct Updated {
    /// The account as it is now.
    pub user: User,
    /// The username is a new one.
    pub username_changed: bool,
    /// The address is a new one, and not confirmed yet.
    pub email_changed: bool,
    /// The password is a new one; every other session has ended.
    pub password_changed: bool,
    /// The session's new id, where it got one.
    pub session_id: Option<SessionId>,
}

/// Updates the caller's own profile. `username` is the one in the address of the form.
///
/// A new password ends every other session. It gives this one a new id, so that a copy of its cookie is dead too, and so
/// does proving the present one: from then on the session may do more, and a copy from before may not (OWASP ASVS 5.0,
/// 7.2.4).
///
/// # Errors
/// [`Error::Forbidden`] for another one's name; [`Error::Invalid`] with every mistake at once; those of
/// [`proof::require`] when e-mail or password change; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub fn update_profile(
    s: &Hashing<'_>,
    caller: &Caller,
    username: &str,
    form: impl ProfileForm,
    client: &Client,
) -> Result<Updated, Error> {
    if !caller.is(username) {
        return Err(caller.forbidden(s, client));
    }
    let user = &caller.user;
    let Changes { username, email, password, current_password, mut mistakes } = form.changes(s, user);
    let right = |field: &str, value: &Option<String>| value.clone().filter(|_| mistakes.of(field).is_empty());
    let (new_name, new_email) = (right("username", &username), right("email", &email));
    mistakes.0.extend(taken_names(s, user, new_name.as_deref(), new_email.as_deref(), client)?.0);
    if !mistakes.is_empty() && (email.is_some() || password.is_some()) {
        mistakes.0.extend(proof::mistakes(s, caller, current_password.as_ref(), client)?.0);
    }
    mistakes.in_order(FORM_ORDER).into_result()?;

    let (username_changed, email_changed, password_changed) = (username.is_some(), email.is_some(), password.is_some());
    if !username_changed && !email_changed && !password_changed {
        let user = user.clone();
        return Ok(Updated { user, username_changed, email_changed, password_changed, session_id: None });
    }
    let proved = if email_changed || password_changed {
        proof::require(s, caller, current_password.as_ref(), client)?
    } else {
        false
    };
    if let Some(address) = email.as_deref().filter(|address| rules::email_key(address) != user.email_key) {
        // Nobody has proved to own it: what is sent there counts as if a stranger had asked.
        let limit = limits::email_from(s, client, EmailKind::Verify);
        let _counts = limit
            .and_then(|_| limits::email_to(s, client, EmailKind::Verify, address))
            .map_err(|error| error.at("email"))?;
    }
    let tell = password_changed && limits::may_tell(s, client, EmailKind::Notice, user)?;
    let now = s.clock.now();
    let mut changes = UserChanges {
        username_key: username.as_deref().map(rules::username_key),
        username,
        email_key: email.as_deref().map(rules::email_key),
        email,
        password_hash: password.as_ref().map(|password| password::hash(s, password)).transpose()?,
        password_changed_at: password.as_ref().map(|_| now),
        ..UserChanges::default()
    };
    s.db.transaction(|c| {
        let before = caller.hold(c, now, client)?;
        // Another spelling of the same address needs no new confirmation.
        let address_changed = changes.email_key.as_ref().is_some_and(|key| *key != before.email_key);
        changes.email_verified = address_changed.then_some(false);
        let updated = store::update(c, user.id, &changes)?;
        let about = user.id.into();
        let renewed = match proved || password_changed {
            true => sessions::renew(c, &caller.session)?,
            false => Renewed::unchanged(&caller.session),
        };
        if proved {
            sessions::store::prove(c, &renewed.row, now)?;
        }
        if username_changed {
            events::record_with(c, now, Kind::UsernameChanged, &about, client, &updated.username)?;
        }
        if email_changed {
            events::record_with(c, now, Kind::EmailChanged, &about, client, &updated.email)?;
        }
        let not_me_link = match address_changed {
            true => aftermath::email_was_changed(s, c, now, &before, &updated, client)?,
            false => NotMeLink::New,
        };
        if password_changed {
            events::record(c, now, Kind::PasswordChanged, &about, client)?;
            // To the address the owner had until now: a new one may be a thief's.
            aftermath::password_was_changed(s, c, now, &before, Some(&renewed.row), tell, not_me_link, client)?;
        }
        Ok(Updated { user: updated, username_changed, email_changed, password_changed, session_id: renewed.id })
    })
}

/// Whether others have these names. An answer that somebody has one counts as it does at sign-up: whoever is logged in
/// could otherwise ask for every address there is.
fn taken_names(
    s: &Hashing<'_>,
    user: &User,
    username: Option<&str>,
    email: Option<&str>,
    client: &Client,
) -> Result<FieldErrors, Error> {
    if username.is_none() && email.is_none() {
        return Ok(FieldErrors::default());
    }
    let attempt =
        limits::sign_up(s, client).map_err(|error| error.at(if username.is_some() { "username" } else { "email" }))?;
    let taken = store::taken_names(&mut *s.db.conn()?, username, email, Some(user.id))?;
    if taken.is_empty() {
        s.db.transaction(|c| attempt.withdrawn(c, s))?;
    }
    Ok(taken)
}
