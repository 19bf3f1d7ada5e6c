//! The fields that forms are made of, each described once, and how errors are assigned to them.

use super::form_state::{FormError, FormErrors};
use super::view::{Input, Summary};
use crate::sentences::of_field;
use inside::config::{Config, UsernameStyle};
use inside::error::FieldCode;

/// A username to be chosen.
pub(crate) fn new_username(config: &Config, value: &str) -> Input {
    let (hint, pattern) = match config.username_style {
        UsernameStyle::Plain => ("Letters and numbers, starting with a letter.", "[A-Za-z][A-Za-z0-9]*"),
        UsernameStyle::Extended => {
            ("Letters, numbers, dots, underscores and hyphens, starting with a letter.", "[A-Za-z][A-Za-z0-9._\\-]*")
        }
    };
    Input {
        id: "username",
        name: "username",
        label: "Username",
        kind: "text",
        autocomplete: "username",
        hint: hint.to_owned(),
        value: value.to_owned(),
        required: true,
        pattern: Some(pattern),
        enter_key: "next",
        missing: of_field(&FieldCode::UsernameRequired),
        mismatch: of_field(&FieldCode::UsernameCharacters {
            separators: config.username_style == UsernameStyle::Extended,
        }),
        ..Input::default()
    }
}

/// An email address.
pub(crate) fn email(value: &str) -> Input {
    Input {
        id: "email",
        name: "email",
        label: "Email address",
        kind: "email",
        autocomplete: "email",
        hint: "For login alerts and password resets.".to_owned(),
        value: value.to_owned(),
        required: true,
        enter_key: "next",
        missing: of_field(&FieldCode::EmailRequired),
        mismatch: of_field(&FieldCode::EmailFormat),
        ..Input::default()
    }
}

/// A password to be chosen.
pub(crate) fn new_password(config: &Config) -> Input {
    Input {
        id: "password",
        name: "password",
        label: "Password",
        kind: "password",
        autocomplete: "new-password",
        hint: format!("{} characters or more. A few random words work well.", config.password_min_length),
        required: true,
        min_length: Some(config.password_min_length),
        strength: true,
        missing: of_field(&FieldCode::PasswordRequired),
        mismatch: of_field(&FieldCode::PasswordShort { min: config.password_min_length }),
        ..Input::default()
    }
}

/// The chosen password again.
pub(crate) fn confirm_password() -> Input {
    Input {
        id: "confirm_password",
        name: "confirm_password",
        label: "Confirm password",
        kind: "password",
        autocomplete: "new-password",
        required: true,
        missing: "Enter the same password again".into(),
        mismatch: of_field(&FieldCode::PasswordMismatch),
        ..Input::default()
    }
}

/// The current password.
pub(crate) fn current_password() -> Input {
    Input {
        id: "current_password",
        name: "current_password",
        label: "Current password",
        kind: "password",
        autocomplete: "current-password",
        required: true,
        missing: of_field(&FieldCode::CurrentPasswordRequired),
        ..Input::default()
    }
}

impl Input {
    /// The same field with the errors that belong to it.
    #[must_use]
    pub(crate) fn with_errors(self, errors: &FormErrors) -> Input {
        Input { errors: errors.of(self.name), ..self }
    }
}

impl Summary {
    /// Every error as a link to its field, if it has one; `prefix` is what the ids of this form start with.
    pub(crate) fn new(errors: &FormErrors, prefix: &str) -> Summary {
        let href = |error: &FormError| error.field.map(|field| format!("#{prefix}{}", field.name()));
        Summary { lines: errors.0.iter().map(|error| (href(error), error.sentence.clone())).collect() }
    }
}
