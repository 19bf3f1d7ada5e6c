//! Create an account.

use serde::Deserialize;
use time::PrimitiveDateTime;
use validator::ValidateArgs;

use super::password::{self, Password};
use super::rules::{self, Rules, field_errors};
use super::store::{self, NewUser};
use super::{User, send_verification};
use crate::client::{Client, Door};
use crate::db::Conn;
use crate::error::{Error, FieldErrors};
use crate::events::{self, Kind};
use crate::invitations;
use crate::limits;
use crate::state::Hashing;

/// What a person who wants an account sends.
#[derive(Clone, Default, Deserialize, validator::Validate)]
#[validate(context = Rules)]
#[serde(default)]
pub struct Registration {
    /// Shown as typed, unique without regard to case.
    #[validate(
        custom(function = "rules::username_present", use_context),
        custom(function = "rules::username_characters", use_context),
        custom(function = "rules::username_length", use_context),
        custom(function = "rules::username_allowed", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    pub username: String,
    /// Where mail reaches the person.
    #[validate(
        custom(function = "rules::email_present", use_context),
        custom(function = "rules::email_form", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    pub email: String,
    /// The new password.
    #[validate(
        custom(function = "rules::password_present", use_context),
        custom(function = "rules::password_length", use_context),
        custom(function = "rules::password_classes", use_context),
        custom(function = "rules::password_strength", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    pub password: Password,
    /// The same again, where a form asks for it.
    pub confirm_password: Option<Password>,
    /// What `/register?invitation=…` came with, where `REGISTRATION=invite`.
    pub invitation: Option<String>,
}

impl Registration {
    /// For somebody with this name and address; the password is still to come.
    pub fn of(username: &str, email: &str) -> Registration {
        Registration { username: username.to_owned(), email: email.to_owned(), ..Registration::default() }
    }

    /// Every rule that is broken, in the order of the form.
    fn mistakes(&self, s: &Hashing<'_>) -> FieldErrors {
        let rules = Rules::new(&s.config, [self.username.as_str(), self.email.as_str()]);
        let mut errors = match self.validate_with_args(&rules) {
            Ok(()) => FieldErrors::default(),
            Err(errors) => field_errors(&errors, &["username", "email", "password"]),
        };
        if self.confirm_password.as_ref().is_some_and(|confirmed| *confirmed != self.password) {
            errors.0.extend(password_mismatch().0);
        }
        errors
    }
}

/// The two password fields differ.
pub fn password_mismatch() -> FieldErrors {
    FieldErrors::one("confirm_password", "password_mismatch", "Passwords do not match. Enter the same password twice")
}

/// Creates the account and nobody's session: the person logs in next.
///
/// # Errors
/// [`Error::Invalid`] with every mistake at once, taken names included; those of [`invitations::admit`] and
/// [`limits::sign_up`].
pub fn register(s: &Hashing<'_>, form: Registration, client: &Client) -> Result<User, Error> {
    let is_operator = client.door == Door::Command;
    let invitation = if is_operator { None } else { invitations::admit(s, form.invitation.as_deref())? };
    let form = Registration { username: form.username.trim().to_owned(), email: form.email.trim().to_owned(), ..form };
    let mut errors = form.mistakes(s);
    // A reserved name keeps strangers from speaking for the house; an operator is the house.
    errors.0.retain(|error| !is_operator || error.code != "username_reserved");
    errors.0.extend(invitation.iter().flat_map(|invitation| invitation.mistakes(&form.email).0));
    let attempt = limits::sign_up(s, client)?;
    let right = |field: &str, value: &'_ str| errors.of(field).is_empty().then(|| value.to_owned());
    let (username, email) = (right("username", &form.username), right("email", &form.email));
    let taken = store::taken_names(&mut *s.db.conn()?, username.as_deref(), email.as_deref(), None)?;
    let told = !taken.is_empty();
    errors.0.extend(taken.0);
    if !errors.is_empty() && !told {
        s.db.transaction(|c| attempt.withdrawn(c, s))?;
        return Err(Error::Invalid(errors));
    }
    // Otherwise it counts: an account is made, or somebody learns that a name is taken.
    errors.into_result()?;
    let now = s.clock.now();
    let user = new_user(s, form, now)?;
    s.db.transaction(|c| {
        if let Some(invitation) = &invitation {
            invitations::spend(c, invitation, now)?;
        }
        let user = insert(c, now, &user, client)?;
        send_verification::to_new_account(s, c, now, &user)?;
        Ok(user)
    })
}

/// Creates the account without asking the rules and without a letter: for the demo's users, who are older than the rules
/// and whose addresses are not ours to write to.
///
/// # Errors
/// [`Error::Invalid`] when a name is taken.
pub fn create(s: &Hashing<'_>, form: Registration, client: &Client) -> Result<User, Error> {
    let now = s.clock.now();
    let user = new_user(s, form, now)?;
    s.db.transaction(|c| insert(c, now, &user, client))
}

fn insert(c: &mut Conn, now: PrimitiveDateTime, user: &NewUser, client: &Client) -> Result<User, Error> {
    let user = store::insert(c, user)?;
    events::record(c, now, Kind::Registered, &user.id.into(), client)?;
    Ok(user)
}

fn new_user(s: &Hashing<'_>, form: Registration, now: PrimitiveDateTime) -> Result<NewUser, Error> {
    Ok(NewUser {
        username_key: rules::username_key(&form.username),
        username: form.username,
        email_key: rules::email_key(&form.email),
        email: form.email,
        email_verified: false,
        password_hash: password::hash(s, &form.password)?,
        password_changed_at: now,
        role: "user",
        created_at: now,
    })
}
