//! The fields that forms are made of, each described once, and how errors are assigned to them.

use super::form_state::{FormError, FormErrors};
use super::input::{Input, InputKind, WhichPassword};
use super::view::Summary;
use crate::sentences::of_field;
use askama::filters::Safe;
use inside::config::{Config, UsernameStyle};
use inside::error::FieldCode;
use inside::texts::Texts;

/// A username to be chosen.
pub(crate) fn new_username(t: Texts, config: &Config, value: &str) -> Input {
    let (hint, pattern) = match config.username_style {
        UsernameStyle::Plain => (t.username_hint(), "[A-Za-z][A-Za-z0-9]*"),
        UsernameStyle::Extended => (t.username_hint_extended(), "[A-Za-z][A-Za-z0-9._\\-]*"),
    };
    Input {
        id: "username",
        name: "username",
        label: t.username(),
        kind: InputKind::Text,
        autocomplete: Some("username"),
        hint: Some(hint.into()),
        value: value.to_owned(),
        required: true,
        pattern: Some(pattern),
        enter_key: Some("next"),
        missing: Some(of_field(t, &FieldCode::UsernameRequired)),
        mismatch: Some(of_field(
            t,
            &FieldCode::UsernameCharacters { separators: config.username_style == UsernameStyle::Extended },
        )),
        ..Input::default()
    }
}

/// An email address.
pub(crate) fn email(t: Texts, value: &str) -> Input {
    Input {
        id: "email",
        name: "email",
        label: t.email_address(),
        kind: InputKind::Email,
        autocomplete: Some("email"),
        hint: Some(t.email_hint().into()),
        value: value.to_owned(),
        required: true,
        enter_key: Some("next"),
        missing: Some(of_field(t, &FieldCode::EmailRequired)),
        mismatch: Some(of_field(t, &FieldCode::EmailFormat)),
        ..Input::default()
    }
}

/// A password to be chosen.
pub(crate) fn new_password(t: Texts, config: &Config) -> Input {
    Input {
        id: "password",
        name: "password",
        label: t.password(),
        kind: InputKind::Password(WhichPassword::Only),
        autocomplete: Some("new-password"),
        hint: Some(t.password_hint(config.password_min_length).into()),
        required: true,
        min_length: Some(config.password_min_length),
        strength: true,
        missing: Some(of_field(t, &FieldCode::PasswordRequired)),
        mismatch: Some(of_field(t, &FieldCode::PasswordShort { min: config.password_min_length })),
        ..Input::default()
    }
}

/// The chosen password again.
pub(crate) fn confirm_password(t: Texts) -> Input {
    Input {
        id: "confirm_password",
        name: "confirm_password",
        label: t.confirm_password(),
        kind: InputKind::Password(WhichPassword::Confirmed),
        autocomplete: Some("new-password"),
        required: true,
        missing: Some(t.enter_same_password().into()),
        mismatch: Some(of_field(t, &FieldCode::PasswordMismatch)),
        ..Input::default()
    }
}

/// The current password.
pub(crate) fn current_password(t: Texts) -> Input {
    Input {
        id: "current_password",
        name: "current_password",
        label: t.current_password(),
        kind: InputKind::Password(WhichPassword::Current),
        autocomplete: Some("current-password"),
        required: true,
        missing: Some(of_field(t, &FieldCode::CurrentPasswordRequired)),
        ..Input::default()
    }
}

/// A code of the authenticator app: one input, which phones fill in from the app (HTML, "Autofill", `one-time-code`).
pub(crate) fn code(t: Texts) -> Input {
    Input {
        id: "code",
        name: "code",
        label: t.code_label(),
        kind: InputKind::Text,
        autocomplete: Some("one-time-code"),
        input_mode: Some("numeric"),
        required: true,
        enter_key: Some("go"),
        missing: Some(of_field(t, &FieldCode::CodeRequired)),
        ..Input::default()
    }
}

/// What a passkey is called.
pub(crate) fn passkey_name(t: Texts) -> Input {
    Input {
        id: "name",
        name: "name",
        label: t.passkey_name(),
        kind: InputKind::Text,
        autocomplete: Some("off"),
        required: true,
        enter_key: Some("done"),
        ..Input::default()
    }
}

impl Input {
    /// The same field with the errors that belong to it.
    #[must_use]
    pub(crate) fn with_errors(self, errors: &FormErrors) -> Input {
        Input { errors: errors.of(self.name), ..self }
    }

    /// The ids of what describes it, in the order they are read out.
    pub(crate) fn describers(&self) -> Option<String> {
        let own = [(self.hint.is_some(), "-hint"), (!self.errors.is_empty(), "-error")];
        let own = own.into_iter().filter(|(is_there, _)| *is_there).map(|(_, kind)| [self.id, kind]);
        let mut ids = String::with_capacity(40);
        for id in own.chain(self.described_by.map(|id| [id, ""])) {
            ids.push_str(if ids.is_empty() { "" } else { " " });
            ids.extend(id);
        }
        (!ids.is_empty()).then_some(ids)
    }

    /// The two words of the button that shows a password and hides it again; none where there is nothing to show. Screen readers read
    /// of which password: several on one page have several of these buttons.
    pub(crate) fn peek_words(&self, t: &Texts) -> Option<(Safe<String>, Safe<String>)> {
        Some(match self.kind.password()? {
            WhichPassword::Only => (t.show_password(), t.hide_password()),
            WhichPassword::New => (t.show_new_password(), t.hide_new_password()),
            WhichPassword::Confirmed => (t.show_confirmed_password(), t.hide_confirmed_password()),
            WhichPassword::Current => (t.show_current_password(), t.hide_current_password()),
            WhichPassword::YourCurrent => (t.show_your_current_password(), t.hide_your_current_password()),
        })
    }
}

impl Summary {
    /// Every error as a link to its field, if it has one; `prefix` is what the ids of this form start with.
    pub(crate) fn new(errors: &FormErrors, prefix: &str) -> Summary {
        let href = |error: &FormError| error.field.map(|field| format!("#{prefix}{}", field.name()));
        let lines = errors.0.iter().map(|error| (href(error), error.sentence.clone())).collect();
        Summary { lines, support: None }
    }
}
