//! What a password must be, at every door and for every verb that sets one.

use validator::ValidationError;
use zxcvbn::zxcvbn;

use super::common_passwords::is_common;
use super::rules::{Rules, wrong};
use crate::error::FieldCode;
use crate::hashing::password::{MAX_LENGTH, Password};

/// Of a password that contains a name, at least so many characters must be left without it.
const SHORTEST_REST: usize = 6;

/// Something was typed.
pub(crate) fn password_present(password: &Password, _: &Rules) -> Result<(), ValidationError> {
    if password.is_empty() { wrong(FieldCode::PasswordRequired) } else { Ok(()) }
}

/// Long enough, and short enough to be worth hashing. Characters, not bytes.
pub(crate) fn password_length(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    match password.expose().chars().count() {
        0 => Ok(()),
        n if n < rules.min_length => wrong(FieldCode::PasswordShort { min: rules.min_length }),
        n if n > MAX_LENGTH => wrong(FieldCode::PasswordLong { max: MAX_LENGTH }),
        _ => Ok(()),
    }
}

/// Four classes of characters, where the operator still asks for them.
pub(crate) fn password_classes(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    let text = password.expose();
    if !rules.require_classes || text.is_empty() {
        return Ok(());
    }
    let classes: [fn(char) -> bool; 4] =
        [char::is_uppercase, char::is_lowercase, char::is_numeric, |c| !c.is_alphanumeric() && !c.is_whitespace()];
    if classes.iter().all(|class| text.chars().any(class)) {
        return Ok(());
    }
    wrong(FieldCode::PasswordClasses)
}

/// Not built from the account's or the product's names, not a common password, not among the first guesses of zxcvbn, and, where
/// such are refused, not on the list of leaked ones (OWASP ASVS 5.0, 6.2.4, 6.2.11 and 6.2.12).
pub(crate) fn password_strength(password: &Password, rules: &Rules) -> Result<(), ValidationError> {
    let text = password.expose();
    let length = text.chars().count();
    if length < rules.min_length || length > MAX_LENGTH {
        return Ok(());
    }
    // zxcvbn's time grows faster than its input; what is easy to guess is so within 64 characters.
    let start: String = text.chars().take(64).collect();
    let folded = start.to_lowercase();
    if rules.personal.contains(&text.to_lowercase()) {
        return wrong(FieldCode::PasswordPersonal);
    }
    let names = names(rules);
    if length <= 64 && rest_without(&folded, &names).is_some_and(|rest| is_weak_rest(&rest)) {
        return wrong(FieldCode::PasswordFromNames { app_name: rules.app_name.clone() });
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let score: u8 = zxcvbn(&start, &names).score().into();
    if is_common(&folded) || score < rules.min_strength {
        return wrong(FieldCode::PasswordWeak);
    }
    if rules.breached.as_ref().is_some_and(|list| list.refuses(text)) {
        return wrong(FieldCode::PasswordBreached);
    }
    Ok(())
}

/// The username, the address with its parts, and the product's name with its words, in lower case and longest first.
///
/// Parts of fewer than four letters are left out: they are in half of all words.
fn names(rules: &Rules) -> Vec<String> {
    let whole = rules.personal.iter().cloned().chain([rules.app_name.to_lowercase()]);
    let mut names: Vec<String> = Vec::new();
    for name in whole {
        let name = name.trim();
        let local = name.split('@').next().unwrap_or(name);
        names.extend([name, local].into_iter().filter(|name| name.chars().count() >= 3).map(str::to_owned));
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
        names.extend(words.map(str::to_owned));
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// What is left of the password without the names and without signs around it; none when no name is in it.
fn rest_without(password: &str, names: &[String]) -> Option<String> {
    let rest = names.iter().fold(password.to_owned(), |rest, name| rest.replace(name.as_str(), ""));
    (rest != password).then(|| rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

fn is_weak_rest(rest: &str) -> bool {
    rest.chars().count() < SHORTEST_REST || is_common(rest)
}

#[cfg(test)]
mod tests {
    use super::super::rules::code_of;
    use super::*;

    fn judge(password: &str) -> Option<FieldCode> {
        let personal = ["adalove".to_owned(), "ada.byron@engine.example".to_owned()];
        let rules = Rules::with_defaults("Ledger Pro", &personal);
        password_strength(&Password::new(password), &rules).err().map(|error| code_of(&error))
    }

    #[test]
    fn the_contracts_examples_of_passwords() {
        for right in ["secure123", "newpassword123"] {
            assert_eq!(judge(right), None, "{right}");
        }
        for common in ["password1", "iloveyou1", "LetMeIn123", "P@ssw0rd1234", "administrator", "123456789012345"] {
            assert_eq!(judge(common), Some(FieldCode::PasswordWeak), "{common}");
        }
    }

    #[test]
    fn a_name_with_little_around_it_is_refused_and_with_enough_it_is_not() {
        let wrong = [
            "adalove1",
            "AdaLove2026!",
            "!!adalove!!",
            "adaloveadalove",
            "adalovepassword",
            "ada.byron99",
            "byron12345",
            "engine1234",
            "ledgerpro1",
            "Ledger-2026",
            "ledger.byron",
        ];
        for password in wrong {
            let personal =
                matches!(judge(password), Some(FieldCode::PasswordPersonal | FieldCode::PasswordFromNames { .. }));
            assert!(personal, "{password}");
        }
        for right in ["adalove walks her dog", "engine of 3 brass wheels", "kd8-ledger-vq2mm"] {
            assert_eq!(judge(right), None, "{right}");
        }
    }
}
