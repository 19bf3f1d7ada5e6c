//! What a username and an email address must be, and how validator's findings become ours. One place, for every door.
//! The rules for passwords are in [`super::password_rules`].

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::breached::BreachedPasswords;
use crate::config::{Config, UsernameStyle};
use crate::email_address::{EmailAddress, field_code};
use crate::error::{Field, FieldCode, FieldError, FieldErrors};

/// Names that could be mistaken for official accounts, or that are part of our own paths.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "apps",
    "auth",
    "authorize",
    "billing",
    "consent",
    "contact",
    "dev",
    "device",
    "docs",
    "everyone",
    "guest",
    "help",
    "hostmaster",
    "info",
    "login",
    "logout",
    "mail",
    "me",
    "moderator",
    "nobody",
    "noreply",
    "null",
    "oauth",
    "official",
    "oidc",
    "operator",
    "owner",
    "passkey",
    "passkeys",
    "postmaster",
    "register",
    "root",
    "security",
    "sessions",
    "settings",
    "signin",
    "signup",
    "staff",
    "static",
    "superuser",
    "support",
    "sysadmin",
    "system",
    "totp",
    "undefined",
    "update",
    "user",
    "userinfo",
    "username",
    "users",
    "verify",
    "vestibule",
    "webmaster",
    "wellknown",
    "www",
];

/// The settings the rules depend on, and who the submission is about: validator's context.
pub struct Rules {
    style: UsernameStyle,
    pub(super) min_length: usize,
    pub(super) min_strength: u8,
    pub(super) require_classes: bool,
    pub(super) personal: Vec<String>,
    pub(super) app_name: String,
    pub(super) breached: Option<Arc<BreachedPasswords>>,
}

impl Rules {
    /// The rules for one submission. `personal` are its username and email address: no password may be built from them.
    pub(crate) fn new<'a>(config: &Config, personal: impl IntoIterator<Item = &'a str>) -> Rules {
        Rules {
            style: config.username_style,
            min_length: config.password_min_length,
            min_strength: config.password_min_strength,
            require_classes: config.password_require_classes,
            personal: personal
                .into_iter()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_lowercase)
                .collect(),
            app_name: config.app_name.clone(),
            breached: Some(Arc::clone(&config.breached)),
        }
    }

    /// The rules without any setting.
    #[cfg(test)]
    pub(super) fn with_defaults(app_name: &str, personal: &[String]) -> Rules {
        let (style, app_name) = (UsernameStyle::Plain, app_name.to_owned());
        let personal = personal.to_vec();
        Rules { style, min_length: 8, min_strength: 1, require_classes: false, personal, app_name, breached: None }
    }
}

/// For members of a submission: `null` is as good as absent.
///
/// # Errors
/// Whatever the value's own reading says.
pub fn blank_if_null<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads a text, without the space around it; none where that is nothing, `null` or nothing but space.
///
/// # Errors
/// Where it is no text.
pub fn none_if_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

pub(crate) use crate::account::login_key;
pub use crate::account::username_key;
pub(crate) use crate::email_address::key as email_key;

pub(crate) use crate::email_address::required as address;

/// Where an error of validator's carries our code, which has parameters of its own.
const CODE: &str = "field_code";

pub(super) fn wrong(code: FieldCode) -> Result<(), ValidationError> {
    let mut error = ValidationError::new(CODE);
    error.add_param(CODE.into(), &code);
    Err(error)
}

/// The code that a rule gave its error in [`wrong`].
///
/// # Panics
/// For an error that no rule of ours made.
pub(super) fn code_of(error: &ValidationError) -> FieldCode {
    let code = error.params.get(CODE).cloned();
    code.and_then(|code| serde_json::from_value(code).ok()).expect("every rule gives its error a code")
}

/// Something was typed.
pub(crate) fn username_present(username: &str, _: &Rules) -> Result<(), ValidationError> {
    if username.is_empty() { wrong(FieldCode::UsernameRequired) } else { Ok(()) }
}

/// Starts with a letter and uses only what the style allows.
pub(crate) fn username_characters(username: &str, rules: &Rules) -> Result<(), ValidationError> {
    let more = match rules.style {
        UsernameStyle::Plain => "",
        UsernameStyle::Extended => "._-",
    };
    let starts_well = username.chars().next().is_none_or(|first| first.is_ascii_alphabetic());
    let goes_on_well = username.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    if starts_well && goes_on_well {
        Ok(())
    } else {
        wrong(FieldCode::UsernameCharacters { separators: rules.style == UsernameStyle::Extended })
    }
}

/// The shortest and the longest username.
const USERNAME_LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;

/// 3 to 30 characters.
pub(crate) fn username_length(username: &str, _: &Rules) -> Result<(), ValidationError> {
    let length = username.chars().count();
    if length == 0 || USERNAME_LENGTHS.contains(&length) {
        return Ok(());
    }
    wrong(FieldCode::UsernameLength { min: *USERNAME_LENGTHS.start(), max: *USERNAME_LENGTHS.end() })
}

/// Not a name that could be mistaken for an official account, with or without the separators of the extended style.
pub(crate) fn username_allowed(username: &str, _: &Rules) -> Result<(), ValidationError> {
    let plain: String = username.chars().filter(|c| !"._-".contains(*c)).map(|c| c.to_ascii_lowercase()).collect();
    if RESERVED.contains(&plain.as_str()) {
        return wrong(FieldCode::UsernameReserved);
    }
    Ok(())
}

/// Something was typed.
pub(crate) fn email_present(email: &str, _: &Rules) -> Result<(), ValidationError> {
    if email.trim().is_empty() { wrong(FieldCode::EmailRequired) } else { Ok(()) }
}

/// An address that email can be sent to, see [`EmailAddress`]. A field that was left empty is for [`email_present`].
pub(crate) fn email_form(email: &str, _: &Rules) -> Result<(), ValidationError> {
    match EmailAddress::parse(email) {
        Err(problem) if !email.trim().is_empty() => wrong(field_code(problem)),
        _ => Ok(()),
    }
}

/// Validator's map of errors as our list: fields in the order of the form, and without the values it carries along.
pub(crate) fn field_errors(errors: &ValidationErrors, order: &[Field]) -> FieldErrors {
    let by_field: &HashMap<_, _> = errors.errors();
    let mut list = Vec::new();
    for field in order.iter().copied() {
        let Some(ValidationErrorsKind::Field(of_field)) = by_field.get(field.name()) else {
            continue;
        };
        list.extend(of_field.iter().map(|error| FieldError { field, code: code_of(error) }));
    }
    FieldErrors(list)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::password_rules::password_length;
    use super::*;
    use crate::hashing::Password;

    fn rules(style: UsernameStyle) -> Rules {
        Rules { style, ..Rules::with_defaults("Vestibule", &[]) }
    }

    fn accepts(username: &str, style: UsernameStyle) -> bool {
        let rules = rules(style);
        [username_present, username_characters, username_length, username_allowed]
            .iter()
            .all(|rule| rule(username, &rules).is_ok())
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_as_a_username_is_plain_ascii(text in "\\PC{0,32}") {
            if accepts(&text, UsernameStyle::Plain) {
                prop_assert!((3..=30).contains(&text.len()));
                prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric()));
                prop_assert!(text.starts_with(|c: char| c.is_ascii_alphabetic()));
            }
        }

        #[test]
        fn every_name_of_the_right_form_is_accepted_unless_it_is_reserved(name in "[a-zA-Z][a-zA-Z0-9]{2,29}") {
            let reserved = RESERVED.contains(&name.to_lowercase().as_str());
            prop_assert_eq!(accepts(&name, UsernameStyle::Plain), !reserved);
            let disguised = name + "\u{200b}";
            prop_assert!(!accepts(&disguised, UsernameStyle::Plain));
        }

        #[test]
        fn no_username_can_be_taken_for_an_address(text in "\\PC{0,12}@\\PC{0,12}") {
            prop_assert!(!accepts(&text, UsernameStyle::Extended));
        }

        #[test]
        fn a_password_is_judged_by_its_characters_and_not_by_its_bytes(password in "\\PC{8,40}") {
            let typed = Password::new(&password);
            let length = typed.expose().chars().count();
            prop_assert_eq!(password_length(&typed, &rules(UsernameStyle::Plain)).is_ok(), length >= 8);
            prop_assert_eq!(Password::new(typed.expose()), typed);
        }
    }

    #[test]
    fn reserved_names_are_found_behind_separators_and_case() {
        for name in ["admin", "Admin", "a.d-m_i.n", "ROOT", "sup-port"] {
            assert!(username_allowed(name, &rules(UsernameStyle::Extended)).is_err(), "{name}");
        }
    }
}
