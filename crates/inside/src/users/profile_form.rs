//! The two forms that change a profile, and what they have in common once they are read.

use serde::Deserialize;
use validator::ValidateArgs;

use super::rules::{self, Rules, field_errors};
use super::{Caller, kept_password, password_rules};
use crate::error::{Field, FieldCode, FieldErrors};
use crate::hashing::Password;
use crate::state::Services;

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
    /// A new email address.
    #[validate(custom(function = "rules::email_form", use_context))]
    pub email: Option<String>,
    /// A new password.
    #[validate(
        custom(function = "password_rules::password_length", use_context),
        custom(function = "password_rules::password_classes", use_context),
        custom(function = "password_rules::password_strength", use_context)
    )]
    pub password: Option<Password>,
    /// The new password as an earlier page kept it, see [`kept_password`]; counts where `password` is blank.
    pub kept_password: Option<String>,
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
    pub(crate) username: String,
    /// The email address.
    #[validate(
        custom(function = "rules::email_present", use_context),
        custom(function = "rules::email_form", use_context)
    )]
    pub(crate) email: String,
    /// The password.
    #[validate(
        custom(function = "password_rules::password_present", use_context),
        custom(function = "password_rules::password_length", use_context),
        custom(function = "password_rules::password_classes", use_context),
        custom(function = "password_rules::password_strength", use_context)
    )]
    pub(crate) password: Password,
    /// The new password as an earlier page kept it, see [`kept_password`]; counts where `password` is blank.
    pub(crate) kept_password: Option<String>,
}

/// What a submission asks for once its form is forgotten.
pub struct Changes {
    pub(super) username: Option<String>,
    pub(super) email: Option<String>,
    pub(super) password: Option<Password>,
    pub(super) errors: FieldErrors,
}

pub(super) const FORM_ORDER: &[Field] = &[Field::Username, Field::Email, Field::Password];

/// A form that can become [`Changes`].
pub trait ProfileForm {
    /// Checks the form for this account; errors are kept, not returned, so that taken names can join them.
    ///
    /// A name or address that stays as it is is not judged by today's rules: it may be older than they are.
    fn changes(self, s: &Services, caller: &Caller) -> Changes;
}

impl ProfileForm for PartialUpdate {
    fn changes(self, s: &Services, caller: &Caller) -> Changes {
        let user = &caller.user;
        let kept = self.kept_password.filter(|sealed| !sealed.is_empty());
        let typed = self.password.filter(|password| !password.is_empty());
        let opened = kept.filter(|_| typed.is_none()).map(|sealed| kept_password::open(s, caller, &sealed));
        let lost = matches!(opened, Some(None));
        let password = typed.or(opened.flatten());
        let trimmed = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let form = PartialUpdate {
            username: trimmed(self.username),
            email: trimmed(self.email),
            password,
            kept_password: None,
        };
        let nothing = form.username.is_none() && form.email.is_none() && form.password.is_none();
        let form = PartialUpdate { username: form.username.filter(|name| *name != user.username), ..form };
        let form = PartialUpdate { email: form.email.filter(|email| *email != user.email), ..form };
        let personal =
            [form.username.as_deref().unwrap_or(&user.username), form.email.as_deref().unwrap_or(&user.email)];
        let errors = match form.validate_with_args(&Rules::new(&s.config, personal)) {
            Err(errors) => field_errors(&errors, FORM_ORDER),
            Ok(()) if lost => FieldErrors::one(Field::Password, FieldCode::PasswordNotKept),
            Ok(()) if nothing => FieldErrors::one(Field::Username, FieldCode::NothingToChange),
            Ok(()) => FieldErrors::default(),
        };
        Changes { username: form.username, email: form.email, password: form.password, errors }
    }
}

impl ProfileForm for FullUpdate {
    fn changes(self, s: &Services, caller: &Caller) -> Changes {
        let user = &caller.user;
        let kept = self.kept_password.as_deref().filter(|_| self.password.is_empty());
        let password = kept.and_then(|sealed| kept_password::open(s, caller, sealed)).unwrap_or(self.password);
        let form = FullUpdate {
            username: self.username.trim().to_owned(),
            email: self.email.trim().to_owned(),
            password,
            kept_password: None,
        };
        let rules = Rules::new(&s.config, [form.username.as_str(), form.email.as_str()]);
        let errors = form.validate_with_args(&rules).err().map(|errors| field_errors(&errors, FORM_ORDER));
        let mut errors = errors.unwrap_or_default();
        let username = Some(form.username).filter(|name| *name != user.username);
        let email = Some(form.email).filter(|email| *email != user.email);
        errors.0.retain(|error| match error.field {
            Field::Username => username.is_some(),
            Field::Email => email.is_some(),
            _ => true,
        });
        Changes { username, email, password: Some(form.password), errors }
    }
}
