//! What every door says alike, in English: the sentences of field errors, and waiting times.

use inside::error::{DeadLink, FieldCode};

/// What is wrong with a field, or what to do about it.
pub(crate) fn of_field(code: &FieldCode) -> String {
    match code {
        FieldCode::UsernameRequired => "Enter a username".into(),
        FieldCode::IdentifierRequired => "Enter a username or email address".into(),
        FieldCode::UsernameCharacters { separators: false } => {
            "Username must start with a letter and use only letters and numbers".into()
        }
        FieldCode::UsernameCharacters { separators: true } => {
            "Username must start with a letter and use only letters, numbers, dots, underscores and hyphens".into()
        }
        FieldCode::UsernameLength { min, max } => format!("Username must be {min} to {max} characters"),
        FieldCode::UsernameReserved => "That username is reserved. Choose another".into(),
        FieldCode::UsernameTaken => "That username is taken. Choose another".into(),
        FieldCode::ConfirmUsernameRequired => "Enter your username".into(),
        FieldCode::ConfirmUsernameMismatch { username } => format!("Enter your username exactly: {username}"),
        FieldCode::EmailRequired => "Enter an email address".into(),
        FieldCode::EmailLength { max } => format!("Email address must be {max} characters or fewer"),
        FieldCode::EmailFormat => "Enter an email address in the correct format, like name@example.com".into(),
        FieldCode::EmailTaken { at_sign_up: true } => {
            "An account with that email address already exists. Log in or choose another".into()
        }
        FieldCode::EmailTaken { at_sign_up: false } => {
            "Another account uses that email address. Enter a different one".into()
        }
        FieldCode::EmailConfirmedBefore => {
            "This account has confirmed an email address before. Use the link that we sent there to undo the change"
                .into()
        }
        FieldCode::InvitationOtherEmail => {
            "This invitation is for another email address. Use the one it was sent to".into()
        }
        FieldCode::PasswordRequired => "Enter a password".into(),
        FieldCode::PasswordShort { min } => format!("Password must be {min} characters or more"),
        FieldCode::PasswordLong { max } => format!("Password must be {} characters or fewer", thousands(*max)),
        FieldCode::PasswordClasses => {
            "Password must have an upper-case letter, a lower-case letter, a number and a special character".into()
        }
        FieldCode::PasswordPersonal => "Password must not be your username or email address".into(),
        FieldCode::PasswordFromNames { app_name } => {
            format!("Password must not be built from your username, your email address or the name {app_name}")
        }
        FieldCode::PasswordWeak => "That password is too easy to guess. Choose another".into(),
        FieldCode::PasswordMismatch => "Passwords do not match. Enter the same password twice".into(),
        FieldCode::PasswordNotKept => "The new password was kept for 10 minutes only. Enter it again".into(),
        FieldCode::CurrentPasswordRequired => "Enter your current password".into(),
        FieldCode::CurrentPasswordIncorrect => "Current password is incorrect".into(),
        FieldCode::NothingToChange => "Nothing changed. Enter a new username, email or password".into(),
        FieldCode::DeadLink(DeadLink::Used) => "This link has already been used".into(),
        FieldCode::DeadLink(DeadLink::Expired) => "This link has expired".into(),
        FieldCode::DeadLink(DeadLink::Replaced) => {
            "A newer link was sent. Use the link in the most recent email".into()
        }
        FieldCode::DeadLink(DeadLink::Void | DeadLink::Unknown) => "This link doesn't work".into(),
    }
}

/// "1,024".
fn thousands(number: usize) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1_000), number % 1_000),
    }
}

/// A waiting time in words, rounded up: "20 seconds", "4 minutes", "2 hours".
pub(crate) fn wait(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..60 => (seconds.max(1), "second"),
        60..3_600 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_times_are_rounded_up() {
        assert_eq!(wait(0), "1 second");
        assert_eq!(wait(59), "59 seconds");
        assert_eq!(wait(61), "2 minutes");
        assert_eq!(wait(3_600), "1 hour");
        assert_eq!(wait(3_601), "2 hours");
    }

    #[test]
    fn thousands_have_a_comma() {
        assert_eq!((thousands(72), thousands(1_024)), ("72".to_owned(), "1,024".to_owned()));
    }
}
