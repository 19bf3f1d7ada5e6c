//! What happened, in sentences for people: in the past tense and without a full stop. The history and the export use them.

use inside::events::history::Entry;
use inside::events::{CausedBy, Event, Kind, LoginBlock, LoginFailure, Recorded, Times};

/// One recorded event. A kind of another version is shown by its word.
pub fn of(recorded: &Recorded) -> String {
    let sentence = match (recorded.event(), recorded.kind.known()) {
        (Some(event), _) => with_data(&event),
        (None, Some(kind)) => without_data(kind).to_owned(),
        (None, None) => in_words(recorded.kind.word()),
    };
    match recorded.caused_by() {
        CausedBy::User => sentence,
        CausedBy::Administrator => format!("{sentence}, by an administrator"),
        CausedBy::Operator => format!("{sentence}, by the operator"),
    }
}

/// One line of a history: the sentence of its one event, or how many there were.
pub(crate) fn of_entry(entry: &Entry) -> String {
    let (newest, number) = (entry.newest(), entry.events.len());
    if number == 1 {
        return of(newest);
    }
    let plural = several(newest).filter(|_| newest.caused_by() == CausedBy::User);
    plural.map_or_else(|| format!("{} ({number} times)", of(newest)), |plural| format!("{number} {plural}"))
}

fn with_data(event: &Event) -> String {
    let short = without_data(event.kind());
    match event {
        Event::LoginFailed { why: LoginFailure::Disabled } => "Login refused: account disabled".to_owned(),
        Event::Forbidden { times: Times::MOST } => format!("{short}, {} times or more", Times::MOST.number()),
        Event::Forbidden { times } if *times != Times::ONCE => format!("{short}, {} times", times.number()),
        Event::LoginBlocked { whom: LoginBlock::NewDevices } => {
            "Too many failed logins in a row; new devices were blocked until the next login or password reset"
                .to_owned()
        }
        Event::UsernameChanged { new } | Event::EmailChanged { new } => format!("{short} to {new}"),
        Event::RoleChanged { new } => format!("{short} to {new}"),
        Event::SessionEnded { name } => format!("{name} was logged out"),
        Event::SessionDisplaced { name } => format!("Too many sessions: {name} was logged out"),
        Event::SessionsEnded { number: 1 } => "One other session was logged out".to_owned(),
        Event::SessionsEnded { number } => format!("{number} other sessions were logged out"),
        _ => short.to_owned(),
    }
}

/// What is true of every event of a kind.
fn without_data(kind: Kind) -> &'static str {
    match kind {
        Kind::Registered => "Account created",
        Kind::LoggedIn => "Logged in",
        Kind::LoginFailed => "Login failed: wrong password",
        Kind::LoggedOut => "Logged out",
        Kind::ProofFailed => "Wrong current password entered in a logged-in session",
        Kind::LoginUnverified => "Login refused: email address not confirmed",
        Kind::Forbidden => "Access denied",
        Kind::LoginBlocked => "Too many wrong passwords: further attempts were blocked",
        Kind::UsernameChanged => "Username changed",
        Kind::EmailChanged => "Email changed",
        Kind::PasswordChanged => "Password changed",
        Kind::VerificationSent => "Confirmation link sent",
        Kind::EmailVerified => "Email address confirmed",
        Kind::ResetRequested => "Password reset link requested",
        Kind::PasswordReset => "Password reset with a link from an email",
        Kind::EmailChangeUndone => "Email change was reverted",
        Kind::RoleChanged => "Role changed",
        Kind::SessionEnded => "A session was logged out",
        Kind::SessionsEnded => "All other sessions were logged out",
        Kind::SessionDisplaced => "Too many sessions: the least recently used one was logged out",
        Kind::TokenReused => "An old token was reused, so that app was logged out",
        Kind::NotMe => "Everyone was locked out: all sessions were logged out",
        Kind::Exported => "Data downloaded",
        Kind::RegisteredAgain => "Someone tried to create another account with this email address",
        Kind::InvitationCreated => "Invitation created",
        Kind::InvitationRevoked => "Invitation revoked",
        Kind::JobRetried => "Undelivered email is attempted again",
        Kind::JobsRetried => "Undelivered emails are attempted again",
        Kind::AccountDeleted => "Account deleted",
    }
}

/// What several equal events in a row are called, where the language has a shorter form than the sentence and a number.
fn several(recorded: &Recorded) -> Option<&'static str> {
    if recorded.event() == Some(Event::LoginFailed { why: LoginFailure::Disabled }) {
        return None;
    }
    match recorded.kind.known()? {
        Kind::LoginFailed => Some("wrong passwords"),
        Kind::LoggedIn => Some("logins"),
        Kind::LoggedOut => Some("logouts"),
        Kind::ProofFailed => Some("wrong current passwords"),
        Kind::VerificationSent => Some("confirmation links sent"),
        Kind::ResetRequested => Some("password reset links requested"),
        Kind::Exported => Some("data downloads"),
        _ => None,
    }
}

/// `moved_away` is "Moved away".
fn in_words(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut rest = spaced.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use inside::stored::Word;

    use super::*;

    #[test]
    fn every_kind_has_a_sentence_for_people() {
        for kind in Kind::ALL {
            let sentence = without_data(*kind);
            assert!(sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn a_kind_of_another_version_speaks_for_itself() {
        assert_eq!(in_words("moved_away"), "Moved away");
        assert_eq!(in_words(""), "");
    }
}
