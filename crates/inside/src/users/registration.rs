//! The sign-up form and its rules.

use serde::Deserialize;
use validator::ValidateArgs;

use super::password_rules;
use super::rules::{self, Rules, field_errors};
use crate::error::{Field, FieldCode, FieldErrors};
use crate::hashing::Password;
use crate::links::Token;
use crate::state::Services;

/// What a sign-up form sends.
#[derive(Clone, Default, Deserialize, validator::Validate, utoipa::ToSchema)]
#[validate(context = Rules)]
#[serde(default)]
pub struct Registration {
    /// 3 to 30 letters and digits, a letter first. Shown as typed, unique without regard to case.
    #[validate(
        custom(function = "rules::username_present", use_context),
        custom(function = "rules::username_characters", use_context),
        custom(function = "rules::username_length", use_context),
        custom(function = "rules::username_allowed", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, example = "ada", pattern = "^[A-Za-z][A-Za-z0-9._-]{2,29}$")]
    pub username: String,
    /// The person's email address.
    #[validate(
        custom(function = "rules::email_present", use_context),
        custom(function = "rules::email_form", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, example = "ada@example.com", format = Email, max_length = 254)]
    pub email: String,
    /// At least `PASSWORD_MIN_LENGTH` characters of any script, spaces count, and not a commonly guessed one.
    #[validate(
        custom(function = "password_rules::password_present", use_context),
        custom(function = "password_rules::password_length", use_context),
        custom(function = "password_rules::password_classes", use_context),
        custom(function = "password_rules::password_strength", use_context)
    )]
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "analytical engine 1843")]
    pub password: Password,
    /// The password again, where a form asks for it. No API reads it.
    #[serde(skip)]
    pub confirm_password: Option<Password>,
    /// The token of `/register?invitation=…`, where `REGISTRATION=invite`.
    #[schema(value_type = Option<String>)]
    pub invitation: Option<Token>,
    /// An operator vouches for the address: it counts as confirmed. Ignored from everyone else; no API reads it.
    #[serde(skip)]
    pub confirmed: bool,
    /// The person agreed to the terms of use (`TERMS_URL`), which your front end showed: their version and the time are kept with
    /// the account.
    #[serde(rename = "accept_terms", deserialize_with = "rules::blank_if_null")]
    #[schema(nullable)]
    pub accepts_terms: bool,
}

/// The fields in the order of the form.
pub(super) const FORM_ORDER: &[Field] = &[Field::Username, Field::Email, Field::Password, Field::ConfirmPassword];

impl Registration {
    /// With this username and address; the password is still to come.
    pub fn of(username: &str, email: &str) -> Registration {
        Registration { username: username.to_owned(), email: email.to_owned(), ..Registration::default() }
    }

    /// Every rule that is broken, in the order of the form.
    pub(super) fn errors(&self, s: &Services) -> FieldErrors {
        let rules = Rules::new(&s.config, [self.username.as_str(), self.email.as_str()]);
        let mut errors = match self.validate_with_args(&rules) {
            Ok(()) => FieldErrors::default(),
            Err(errors) => field_errors(&errors, FORM_ORDER),
        };
        if self.confirm_password.as_ref().is_some_and(|confirmed| *confirmed != self.password) {
            errors.0.extend(password_mismatch().0);
        }
        errors
    }
}

/// The two password fields differ.
pub(crate) fn password_mismatch() -> FieldErrors {
    FieldErrors::one(Field::ConfirmPassword, FieldCode::PasswordMismatch)
}
