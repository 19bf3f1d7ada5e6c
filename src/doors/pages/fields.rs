//! The fields that forms are made of, each described once, and how errors are assigned to them.

use super::view::{Field, Summary};
use inside::config::{Config, UsernameStyle};
use inside::error::FieldErrors;
use inside::users::rules;

/// A username to be chosen.
pub fn new_username(config: &Config, value: &str) -> Field {
    let (hint, pattern) = match config.username_style {
        UsernameStyle::Plain => ("Letters and numbers, starting with a letter.", "[A-Za-z][A-Za-z0-9]*"),
        UsernameStyle::Extended => {
            ("Letters, numbers, dots, underscores and hyphens, starting with a letter.", "[A-Za-z][A-Za-z0-9._\\-]*")
        }
    };
    Field {
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
        missing: "Enter a username".into(),
        mismatch: rules::characters_sentence(config.username_style).into(),
        ..Field::default()
    }
}

/// An email address.
pub fn email(value: &str) -> Field {
    Field {
        id: "email",
        name: "email",
        label: "Email address",
        kind: "email",
        autocomplete: "email",
        hint: "For login alerts and password resets.".to_owned(),
        value: value.to_owned(),
        required: true,
        enter_key: "next",
        missing: "Enter an email address".into(),
        mismatch: "Enter an email address in the correct format, like name@example.com".into(),
        ..Field::default()
    }
}

/// A password to be chosen.
pub fn new_password(config: &Config) -> Field {
    Field {
        id: "password",
        name: "password",
        label: "Password",
        kind: "password",
        autocomplete: "new-password",
        hint: format!("{} characters or more. A few random words work well.", config.password_min_length),
        required: true,
        min_length: Some(config.password_min_length),
        strength: true,
        missing: "Enter a password".into(),
        mismatch: format!("Password must be {} characters or more", config.password_min_length),
        ..Field::default()
    }
}

/// The chosen password again.
pub fn confirm_password() -> Field {
    Field {
        id: "confirm_password",
        name: "confirm_password",
        label: "Confirm password",
        kind: "password",
        autocomplete: "new-password",
        required: true,
        missing: "Enter the same password again".into(),
        mismatch: "Passwords do not match. Enter the same password twice".into(),
        ..Field::default()
    }
}

/// The current password.
pub fn current_password() -> Field {
    Field {
        id: "current_password",
        name: "current_password",
        label: "Current password",
        kind: "password",
        autocomplete: "current-password",
        required: true,
        missing: "Enter your current password".into(),
        ..Field::default()
    }
}

impl Field {
    /// The same field with the errors that belong to it.
    #[must_use]
    pub fn with_errors(self, errors: &FieldErrors) -> Field {
        Field { errors: errors.of(self.name), ..self }
    }
}

impl Summary {
    /// Every error as a link to its field, if it has one; `prefix` is what the ids of this form start with.
    pub fn new(errors: &FieldErrors, prefix: &str) -> Summary {
        let href = |field: &str| if field.is_empty() { String::new() } else { format!("#{prefix}{field}") };
        Summary { lines: errors.0.iter().map(|error| (href(error.field), error.message.clone())).collect() }
    }
}
