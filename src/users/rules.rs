//! What a username, an e-mail address and a password must be. One place, for every door.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};
use validator::{ValidateEmail, ValidationError, ValidationErrors, ValidationErrorsKind};
use zxcvbn::zxcvbn;

use super::password::{MAX_LENGTH, Password};
use crate::config::{Config, UsernameStyle};
use crate::error::{Error, FieldError, FieldErrors};

/// Names that would let a stranger speak for the house, or that stand in our own paths.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "auth",
    "billing",
    "contact",
    "dev",
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
    "official",
    "operator",
    "owner",
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
    "undefined",
    "update",
    "user",
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
    min_length: usize,
    min_strength: u8,
    require_classes: bool,
    personal: Vec<String>,
}

impl Rules {
    /// The rules for one submission. `personal` are its username and e-mail: no password may be one of them, and zxcvbn
    /// counts them as guesses.
    pub fn new<'a>(config: &Config, personal: impl IntoIterator<Item = &'a str>) -> Rules {
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
        }
    }
}

/// For members of a submission: `null` is as good as absent.
///
/// # Errors
/// Whatever the value's own reading says.
pub fn blank_if_null<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What makes two usernames the same: they are ASCII by rule, so case is all there is.
pub fn username_key(username: &str) -> String {
    username.trim().to_lowercase()
}

/// What makes two addresses the same: case, and the way the domain is written (IDNA, full-width letters). RFC 5321 lets a
/// host tell `Ann@` from `ann@`; none that matters does, and telling them apart would let one person pose as another.
pub fn email_key(email: &str) -> String {
    let email = email.trim();
    match email.rsplit_once('@') {
        Some((local, domain)) => {
            let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_lowercase());
            format!("{}@{domain}", local.to_lowercase())
        }
        None => email.to_lowercase(),
    }
}

/// What makes two ways to name an account at login the same. No username contains an `@`.
pub fn login_key(login: &str) -> String {
    if login.contains('@') { email_key(login) } else { username_key(login) }
}

/// An address that mail can reach, trimmed.
///
/// # Errors
/// [`Error::Invalid`], judged by its form alone.
pub fn address(config: &Config, email: &str) -> Result<String, Error> {
    let email = email.trim();
    let rules = Rules::new(config, [email]);
    match email_present(email, &rules).and_then(|()| email_form(email, &rules)) {
        Ok(()) => Ok(email.to_owned()),
        Err(wrong) => {
            let message = wrong.message.clone().unwrap_or_default();
            Err(Error::Invalid(FieldErrors::one("email", known_code(&wrong.code), message)))
        }
    }
}

fn wrong(code: &'static str, message: impl Into<String>) -> Result<(), ValidationError> {
    Err(ValidationError::new(code).with_message(message.into().into()))
}

/// Something was typed.
pub fn username_present(username: &str, _: &Rules) -> Result<(), ValidationError> {
    if username.is_empty() { wrong("username_required", "Enter a username") } else { Ok(()) }
}

/// Starts with a letter and uses only what the style allows.
pub fn username_characters(username: &str, rules: &Rules) -> Result<(), ValidationError> {
    let more = match rules.style {
        UsernameStyle::Plain => "",
        UsernameStyle::Extended => "._-",
    };
    let starts_well = username.chars().next().is_none_or(|first| first.is_ascii_alphabetic());
    let goes_on_well = username.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    if starts_well && goes_on_well { Ok(()) } else { wrong("username_characters", characters_sentence(rules.style)) }
}

/// What a username may consist of, in words.
pub fn characters_sentence(style: UsernameStyle) -> &'static str {
    match style {
        UsernameStyle::Plain => "Username must start with a letter and use only letters and numbers",
        UsernameStyle::Extended => {
            "Username must start with a letter and use only letters, numbers, dots, underscores and hyphens"
        }
    }
}

/// 3 to 30 characters.
pub fn username_length(username: &str, _: &Rules) -> Result<(), ValidationError> {
    match username.chars().count() {
        0 | 3..=30 => Ok(()),
        _ => wrong("username_length", "Username must be 3 to 30 characters"),
    }
}

/// Not a name that speaks for the house, with or without the separators of the extended style.
pub fn username_allowed(username: &str, _: &Rules) -> Result<(), ValidationError> {
    let plain: String = username.chars().filter(|c| !"._-".contains(*c)).map(|c| c.to_ascii_lowercase()).collect();
    if RESERVED.contains(&plain.as_str()) {
        return wrong("username_reserved", "That username is reserved. Choose another");
    }
    Ok(())
}

/// Something was typed.
pub fn email_present(email: &str, _: &Rules) -> Result<(), ValidationError> {
    if email.is_empty() { wrong("email_required", "Enter an email address") } else { Ok(()) }
}

/// An address that mail can reach: the form browsers accept for `type=email`, a domain with a dot, at most 254 characters
/// (RFC 5321 section 4.5.3.1.3, less the angle brackets).
pub fn email_form(email: &str, _: &Rules) -> Result<(), ValidationError> {
    if email.is_empty() {
        return Ok(());
    }
    if email.chars().count() > 254 {
        return wrong("email_length", "Email address must be 254 characters or fewer");
    }
    let local_is_plain = |local: &str| !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let domain_is_public = |domain: &str| domain.contains('.') && !domain.starts_with('[');
    let parts = email.rsplit_once('@').is_some_and(|(local, domain)| local_is_plain(local) && domain_is_public(domain));
    if parts && email.validate_email() {
        return Ok(());
    }
    wrong("email_format", "Enter an email address in the correct format, like name@example.com")
}

/// Something was typed.
pub fn password_present(password: &Password, _: &Rules) -> Result<(), ValidationError> {
    if password.is_empty() { wrong("password_required", "Enter a password") } else { Ok(()) }
}

/// Long enough, and short enough to be worth hashing. Characters, not bytes.
pub fn password_length(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    match password.expose().chars().count() {
        0 => Ok(()),
        n if n < rules.min_length => {
            wrong("password_short", format!("Password must be {} characters or more", rules.min_length))
        }
        n if n > MAX_LENGTH => wrong("password_long", "Password must be 1,024 characters or fewer"),
        _ => Ok(()),
    }
}

/// Four classes of characters, where the operator still asks for them.
pub fn password_classes(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    let text = password.expose();
    if !rules.require_classes || text.is_empty() {
        return Ok(());
    }
    let classes: [fn(char) -> bool; 4] =
        [char::is_uppercase, char::is_lowercase, char::is_numeric, |c| !c.is_alphanumeric() && !c.is_whitespace()];
    if classes.iter().all(|class| text.chars().any(class)) {
        return Ok(());
    }
    wrong(
        "password_classes",
        "Password must have an upper-case letter, a lower-case letter, a number and a special character",
    )
}

/// Not the person's own name or address, and not among the first guesses.
pub fn password_strength(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    let text = password.expose();
    let length = text.chars().count();
    if length < rules.min_length || length > MAX_LENGTH {
        return Ok(());
    }
    if rules.personal.contains(&text.to_lowercase()) {
        return wrong("password_personal", "Password must not be your username or email address");
    }
    // zxcvbn's time grows faster than its input; what is easy to guess is so within 64 characters.
    let start: String = text.chars().take(64).collect();
    let personal: Vec<_> = rules.personal.iter().flat_map(|p| [p.as_str(), p.split('@').next().unwrap_or(p)]).collect();
    let score: u8 = zxcvbn(&start, &personal).score().into();
    if score < rules.min_strength {
        return wrong("password_weak", "That password is too easy to guess. Choose another");
    }
    Ok(())
}

/// Validator's map of errors as our list: fields in the order of the form, and without the values it carries along.
pub fn field_errors(errors: &ValidationErrors, order: &[&'static str]) -> FieldErrors {
    let by_field: &HashMap<_, _> = errors.errors();
    let mut list = Vec::new();
    for field in order.iter().copied() {
        let Some(ValidationErrorsKind::Field(of_field)) = by_field.get(field) else {
            continue;
        };
        for error in of_field {
            let code = known_code(&error.code);
            let message = error.message.clone().unwrap_or_default().into_owned();
            list.push(FieldError { field, code, message });
        }
    }
    FieldErrors(list)
}

/// Codes are written in this file as literals; validator hands them back as text.
pub(super) fn known_code(code: &str) -> &'static str {
    const CODES: &[&str] = &[
        "username_required",
        "username_characters",
        "username_length",
        "username_reserved",
        "email_required",
        "email_length",
        "email_format",
        "password_required",
        "password_short",
        "password_long",
        "password_classes",
        "password_personal",
        "password_weak",
        "password_mismatch",
    ];
    CODES.iter().find(|known| **known == code).copied().unwrap_or("invalid")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules(style: UsernameStyle) -> Rules {
        Rules { style, min_length: 8, min_strength: 1, require_classes: false, personal: Vec::new() }
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
        fn a_key_does_not_depend_on_case_or_on_being_made_twice(local in "[a-zA-Z0-9.+-]{1,20}", domain in "[a-zA-Z0-9]{1,20}\\.[a-zA-Z]{2,5}") {
            let address = format!("{local}@{domain}");
            let key = email_key(&address);
            prop_assert_eq!(&email_key(&address.to_uppercase()), &key);
            prop_assert_eq!(&email_key(&key), &key);
            prop_assert_eq!(username_key(&local.to_uppercase()), username_key(&local));
        }

        #[test]
        fn an_accepted_address_is_ascii_without_spaces_and_has_one_domain(text in "\\PC{0,40}") {
            if !text.is_empty() && email_form(&text, &rules(UsernameStyle::Plain)).is_ok() {
                prop_assert!(!text.chars().any(|c| c.is_whitespace() || c.is_control()));
                prop_assert!(text.rsplit_once('@').is_some_and(|(local, domain)| local.is_ascii() && domain.contains('.')));
            }
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

    #[test]
    fn the_contracts_examples_of_passwords() {
        let judge = |text: &str| password_strength(&Password::new(text), &rules(UsernameStyle::Plain)).is_ok();
        assert!(judge("secure123"));
        assert!(!judge("password1"));
    }
}
