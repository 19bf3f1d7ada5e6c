//! What every door says alike: the sentences of field errors.

use std::borrow::Cow;

use inside::error::{DeadLink, FieldCode, PasskeyProblem};
use inside::texts::Texts;

/// What is wrong with a field, or what to do about it.
pub(crate) fn of_field(t: Texts, code: &FieldCode) -> Cow<'static, str> {
    match code {
        FieldCode::UsernameRequired => t.enter_a_username().into(),
        FieldCode::IdentifierRequired => t.enter_username_or_email().into(),
        FieldCode::UsernameCharacters { separators: false } => t.username_letters_and_numbers().into(),
        FieldCode::UsernameCharacters { separators: true } => t.username_extended_characters().into(),
        FieldCode::UsernameLength { min, max } => t.username_length(min, max).into(),
        FieldCode::UsernameReserved => t.username_reserved().into(),
        FieldCode::UsernameTaken => t.username_taken().into(),
        FieldCode::ConfirmUsernameRequired => t.enter_your_username().into(),
        FieldCode::ConfirmUsernameMismatch { username } => t.enter_username_exactly(username).into(),
        FieldCode::EmailRequired => t.enter_email_address().into(),
        FieldCode::EmailLength { max } => t.email_too_long(max).into(),
        FieldCode::EmailFormat => t.email_format().into(),
        FieldCode::EmailTaken { at_sign_up: true } => t.email_taken_at_sign_up().into(),
        FieldCode::EmailTaken { at_sign_up: false } => t.email_taken_by_another().into(),
        FieldCode::EmailNeedsSecondFactor => t.email_needs_second_factor().into(),
        FieldCode::EmailConfirmedBefore => t.email_confirmed_before().into(),
        FieldCode::EmailOfInvitation => t.email_of_invitation().into(),
        FieldCode::InvitationOtherEmail => t.invitation_for_other_email().into(),
        FieldCode::PasswordRequired => t.enter_a_password().into(),
        FieldCode::PasswordShort { min } => t.password_too_short(min).into(),
        FieldCode::PasswordLong { max } => t.password_too_long(max).into(),
        FieldCode::PasswordClasses => t.password_classes().into(),
        FieldCode::PasswordPersonal => t.password_personal().into(),
        FieldCode::PasswordFromNames { app_name } => t.password_from_names(app_name).into(),
        FieldCode::PasswordWeak => t.password_too_easy().into(),
        FieldCode::PasswordBreached => t.password_breached().into(),
        FieldCode::PasswordMismatch => t.passwords_do_not_match().into(),
        FieldCode::PasswordNotKept => t.password_kept_ten_minutes().into(),
        FieldCode::CurrentPasswordRequired => t.enter_current_password().into(),
        FieldCode::CurrentPasswordIncorrect => t.current_password_incorrect().into(),
        FieldCode::CodeRequired => t.enter_code().into(),
        FieldCode::CodeIncorrect => t.code_incorrect().into(),
        FieldCode::RecoveryCodeRequired => t.enter_recovery_code().into(),
        FieldCode::RecoveryCodeIncorrect => t.recovery_code_incorrect().into(),
        FieldCode::TotpAlreadySetUp => t.totp_already_set_up().into(),
        FieldCode::TotpNotStarted => t.totp_not_started().into(),
        FieldCode::PasskeyRequired => t.passkey_malformed().into(),
        FieldCode::PasskeyNeeded => t.confirm_with_passkey().into(),
        FieldCode::Passkey(problem) => of_passkey(t, *problem).into(),
        FieldCode::TooManyPasskeys { most } => t.too_many_passkeys(most).into(),
        FieldCode::NameRequired => t.enter_a_name().into(),
        FieldCode::NameLength { max } => t.name_too_long(max).into(),
        FieldCode::NothingToChange => t.nothing_changed_enter_new().into(),
        FieldCode::DeadLink(DeadLink::Used) => t.link_already_used().into(),
        FieldCode::DeadLink(DeadLink::Expired) => t.link_has_expired().into(),
        FieldCode::DeadLink(DeadLink::Replaced) => t.link_was_replaced().into(),
        FieldCode::DeadLink(DeadLink::Void | DeadLink::Unknown) => t.link_does_not_work().into(),
    }
}

/// Why a passkey is refused, and what to do about it.
fn of_passkey(t: Texts, problem: PasskeyProblem) -> &'static str {
    match problem {
        PasskeyProblem::Malformed => t.passkey_malformed(),
        PasskeyProblem::Expired => t.passkey_expired(),
        PasskeyProblem::OtherSite => t.passkey_other_site(),
        PasskeyProblem::NotVerified => t.passkey_not_verified(),
        PasskeyProblem::Unknown => t.passkey_unknown(),
        PasskeyProblem::WrongSignature => t.passkey_signature_wrong(),
        PasskeyProblem::Cloned => t.passkey_cloned(),
        PasskeyProblem::Suspended => t.passkey_is_suspended(),
        PasskeyProblem::LockedOut => t.passkey_locked_out(),
        PasskeyProblem::NotDiscoverable => t.passkey_not_discoverable(),
        PasskeyProblem::AlreadyAdded => t.passkey_already_added(),
        PasskeyProblem::Unsupported => t.passkey_unsupported(),
        PasskeyProblem::Unavailable => t.passkeys_unavailable(),
    }
}

#[cfg(test)]
mod tests {
    use inside::texts::Language;

    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let in_english = |code| of_field(Texts::built_in(Language::En), &code);
        assert_eq!(in_english(FieldCode::PasswordLong { max: 72 }), "Password must be 72 characters or fewer");
        assert_eq!(in_english(FieldCode::PasswordLong { max: 1_024 }), "Password must be 1,024 characters or fewer");
        assert_eq!(in_english(FieldCode::UsernameLength { min: 3, max: 30 }), "Username must be 3 to 30 characters");
    }
}
