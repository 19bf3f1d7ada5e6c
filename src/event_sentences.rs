//! What happened, in sentences for people: in the past tense and without a full stop. The history and the export use them.

use inside::events::history::Entry;
use inside::events::{CausedBy, Event, Kind, LoginBlock, LoginFailure, Recorded, RecoveryStop, Times};
use inside::texts::Texts;
use inside::user_agent::stored_name;
use inside::users::Role;

/// One recorded event. A kind of another version is shown by its word.
pub fn of(t: Texts, recorded: &Recorded) -> String {
    let sentence = what_happened(t, recorded);
    match recorded.caused_by() {
        CausedBy::User => sentence,
        CausedBy::Administrator => t.event_by_administrator(sentence),
        CausedBy::Operator => t.event_by_operator(sentence),
        CausedBy::System => t.event_by_system(sentence),
    }
}

/// The same for readers who are told beside it which administrator it was.
pub(crate) fn what_happened(t: Texts, recorded: &Recorded) -> String {
    match (recorded.event(), recorded.kind.known()) {
        (Some(event), _) => with_data(t, &event),
        (None, Some(kind)) => without_data(t, kind).to_owned(),
        (None, None) => in_words(recorded.kind.word()),
    }
}

/// One line of a history: the sentence of its one event, or how many there were.
pub(crate) fn of_entry(t: Texts, entry: &Entry) -> String {
    let (newest, number) = (entry.newest(), entry.events.len());
    if number == 1 {
        return of(t, newest);
    }
    let plural = several(t, newest, number).filter(|_| newest.caused_by() == CausedBy::User);
    plural.unwrap_or_else(|| t.event_times(number, of(t, newest)))
}

fn with_data(t: Texts, event: &Event) -> String {
    match event {
        Event::LoginFailed { why: LoginFailure::Disabled } => t.event_account_disabled().to_owned(),
        Event::Forbidden { times: Times::MOST } => t.event_access_denied_often(Times::MOST.number()),
        Event::Forbidden { times } if *times != Times::ONCE => t.event_access_denied_times(times.number()),
        Event::LoginBlocked { whom: LoginBlock::NewDevices } => t.event_new_devices_blocked().to_owned(),
        Event::UsernameChanged { new } => t.event_username_changed_to(new),
        Event::EmailChanged { new } => t.event_email_changed_to(new),
        Event::RoleChanged { new: Role::User } => t.event_role_user().to_owned(),
        Event::RoleChanged { new: Role::Moderator } => t.event_role_moderator().to_owned(),
        Event::RoleChanged { new: Role::Admin } => t.event_role_admin().to_owned(),
        Event::PasskeyAdded { name } => t.event_passkey_added_name(stored_name(t, name)),
        Event::PasskeyRemoved { name } => t.event_passkey_removed_name(stored_name(t, name)),
        Event::PasskeyRefused { name } => t.event_passkey_refused_name(stored_name(t, name)),
        Event::SessionEnded { name } => t.event_session_ended_name(stored_name(t, name)),
        Event::BrowserForgotten { name } => t.event_browser_forgotten_name(stored_name(t, name)),
        Event::SessionDisplaced { name } => t.event_session_displaced_name(stored_name(t, name)),
        Event::RecoveryCodeUsed { left } => t.event_recovery_code_used_left(*left),
        Event::SessionsEnded { number } => t.event_sessions_ended_count(number),
        Event::Imported { source } => t.event_imported_from(source),
        Event::AccountsExported { number } => t.event_accounts_exported_count(number),
        Event::DatabaseCopied { to } => t.event_database_copied_to(to),
        Event::FactorRecoveryStopped { by } => stopped(t, *by).to_owned(),
        _ => without_data(t, event.kind()).to_owned(),
    }
}

fn stopped(t: Texts, by: RecoveryStop) -> &'static str {
    match by {
        RecoveryStop::Session => t.event_recovery_stopped_session(),
        RecoveryStop::Link => t.event_recovery_stopped_link(),
        RecoveryStop::SecondFactor => t.event_recovery_stopped_factor(),
        RecoveryStop::FactorsChanged => t.event_recovery_stopped_changed(),
        RecoveryStop::LockedOut => t.event_recovery_stopped_locked_out(),
        RecoveryStop::EmailChanged => t.event_recovery_stopped_email(),
        RecoveryStop::Disabled => t.event_recovery_stopped_disabled(),
    }
}

/// What is true of every event of a kind.
pub(crate) fn without_data(t: Texts, kind: Kind) -> &'static str {
    match kind {
        Kind::Registered => t.event_account_created(),
        Kind::LoggedIn => t.event_logged_in(),
        Kind::LoginFailed => t.event_wrong_password(),
        Kind::LoggedOut => t.event_logged_out(),
        Kind::ProofFailed => t.event_wrong_current_password(),
        Kind::LoginUnverified => t.event_email_not_confirmed(),
        Kind::Forbidden => t.event_access_denied(),
        Kind::LoginBlocked => t.event_attempts_blocked(),
        Kind::UsernameChanged => t.event_username_changed(),
        Kind::EmailChanged => t.event_email_changed(),
        Kind::PasswordChanged => t.event_password_changed(),
        Kind::VerificationSent => t.event_confirmation_link_sent(),
        Kind::EmailVerified => t.event_email_confirmed(),
        Kind::ResetRequested => t.event_reset_link_requested(),
        Kind::ResetSent => t.event_reset_link_sent(),
        Kind::PasswordReset => t.event_password_reset(),
        Kind::EmailChangeUndone => t.event_email_change_reverted(),
        Kind::RoleChanged => t.event_role_changed(),
        Kind::UserDisabled => t.event_user_disabled(),
        Kind::UserEnabled => t.event_user_enabled(),
        Kind::PasskeyAdded => t.event_passkey_added(),
        Kind::PasskeyRemoved => t.event_passkey_removed(),
        Kind::PasskeyRefused => t.event_passkey_refused(),
        Kind::SessionEnded => t.event_session_ended(),
        Kind::SessionsEnded => t.event_sessions_ended(),
        Kind::SessionDisplaced => t.event_session_displaced(),
        Kind::TokenReused => t.event_token_reused(),
        Kind::NotMe => t.event_locked_out(),
        Kind::Exported => t.event_data_downloaded(),
        Kind::RegisteredAgain => t.event_registered_again(),
        Kind::InvitationCreated => t.event_invitation_created(),
        Kind::InvitationRevoked => t.event_invitation_revoked(),
        Kind::JobRetried => t.event_job_retried(),
        Kind::JobsRetried => t.event_jobs_retried(),
        Kind::DatabaseRestored => t.event_database_restored(),
        Kind::DatabaseBackedUp => t.event_database_backed_up(),
        Kind::DatabaseCopied => t.event_database_copied(),
        Kind::SecondFactorFailed => t.event_second_factor_failed(),
        Kind::RecoveryCodeUsed => t.event_recovery_code_used(),
        Kind::TotpAdded => t.event_totp_added(),
        Kind::TotpRemoved => t.event_totp_removed(),
        Kind::RecoveryCodesRenewed => t.event_recovery_codes_renewed(),
        Kind::FactorsReset => t.event_factors_reset(),
        Kind::FactorRecoveryStarted => t.event_recovery_started(),
        Kind::FactorRecoveryStopped => t.event_recovery_stopped(),
        Kind::FactorsRecovered => t.event_factors_recovered(),
        Kind::FactorRecoveryExpired => t.event_recovery_expired(),
        Kind::BrowserRemembered => t.event_browser_remembered(),
        Kind::BrowserForgotten => t.event_browser_forgotten(),
        Kind::FactorsSuspended => t.event_factors_suspended(),
        Kind::Imported => t.event_imported(),
        Kind::AccountsExported => t.event_accounts_exported(),
        Kind::AccountDeleted => t.event_account_deleted(),
    }
}

/// What several equal events in a row are called, where the language has a shorter form than the sentence and a number.
fn several(t: Texts, recorded: &Recorded, number: usize) -> Option<String> {
    if recorded.event() == Some(Event::LoginFailed { why: LoginFailure::Disabled }) {
        return None;
    }
    match recorded.kind.known()? {
        Kind::LoginFailed => Some(t.events_wrong_passwords(number)),
        Kind::LoggedIn => Some(t.events_logins(number)),
        Kind::LoggedOut => Some(t.events_logouts(number)),
        Kind::ProofFailed => Some(t.events_wrong_current_passwords(number)),
        Kind::VerificationSent => Some(t.events_confirmation_links(number)),
        Kind::ResetRequested => Some(t.events_reset_links(number)),
        Kind::Exported => Some(t.events_downloads(number)),
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
    use inside::texts::Language;

    use super::*;

    #[test]
    fn every_kind_has_a_sentence_for_people() {
        for language in Language::SPOKEN {
            let t = Texts::built_in(language);
            for kind in Kind::ALL {
                let sentence = without_data(t, *kind);
                assert!(!sentence.starts_with(char::is_lowercase) && !sentence.ends_with('.'), "{sentence}");
            }
        }
    }

    #[test]
    fn a_kind_of_another_version_speaks_for_itself() {
        assert_eq!(in_words("moved_away"), "Moved away");
        assert_eq!(in_words(""), "");
    }
}
