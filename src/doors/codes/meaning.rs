//! What each code means, for the author of a client.

use super::Code;
use inside::texts::Texts;

impl Code {
    /// What happened, and what the author of a client should do.
    pub(crate) fn meaning(self, t: Texts) -> (&'static str, &'static str) {
        match self {
            Code::ValidationFailed => (t.validation_failed_cause(), t.validation_failed_remedy()),
            Code::UsernameTaken => (t.username_taken_cause(), t.username_taken_remedy()),
            Code::EmailTaken => (t.email_taken_cause(), t.email_taken_remedy()),
            Code::RegistrationClosed => (t.registration_closed_cause(), t.registration_closed_remedy()),
            Code::InvitationNeeded => (t.invitation_needed_cause(), t.invitation_needed_remedy()),
            Code::InvalidCredentials => (t.invalid_credentials_cause(), t.invalid_credentials_remedy()),
            Code::SecondFactorRequired => (t.second_factor_required_cause(), t.second_factor_required_remedy()),
            Code::SecondFactorWrong => (t.invalid_code_cause(), t.invalid_code_remedy()),
            Code::SecondFactorSetupRequired => {
                (t.second_factor_setup_required_cause(), t.second_factor_setup_required_remedy())
            }
            Code::PasskeyUnknown => (t.unknown_passkey_cause(), t.unknown_passkey_remedy()),
            Code::EmailNotVerified => (t.email_not_verified_cause(), t.email_not_verified_remedy()),
            Code::ReauthRequired => (t.reauth_required_cause(), t.reauth_required_remedy()),
            Code::CurrentPasswordIncorrect => {
                (t.current_password_incorrect_cause(), t.current_password_incorrect_remedy())
            }
            Code::LoginRequired | Code::TokenMissing => (t.login_required_cause(), t.login_required_remedy()),
            Code::TokenExpired => (t.token_expired_cause(), t.token_expired_remedy()),
            Code::TokenInvalid => (t.token_invalid_cause(), t.token_invalid_remedy()),
            Code::TokenRevoked => (t.token_revoked_cause(), t.token_revoked_remedy()),
            Code::TokenReused => (t.token_reused_cause(), t.token_reused_remedy()),
            Code::Forbidden => (t.forbidden_cause(), t.forbidden_remedy()),
            Code::CrossSite => (t.cross_site_cause(), t.cross_site_remedy()),
            Code::LastAdmin => (t.last_admin_cause(), t.last_admin_remedy()),
            Code::LastFactor => (t.last_factor_cause(), t.last_factor_remedy()),
            Code::DeadLink => (t.dead_link_cause(), t.dead_link_remedy()),
            Code::NotFound => (t.not_found_cause(), t.not_found_remedy()),
            Code::MethodNotAllowed => (t.method_not_allowed_cause(), t.method_not_allowed_remedy()),
            Code::BadRequest => (t.bad_request_cause(), t.bad_request_remedy()),
            Code::UnsupportedMediaType => (t.unsupported_media_type_cause(), t.unsupported_media_type_remedy()),
            Code::TooLarge => (t.too_large_cause(), t.too_large_remedy()),
            Code::Timeout => (t.timeout_cause(), t.timeout_remedy()),
            Code::RateLimited => (t.rate_limited_cause(), t.rate_limited_remedy()),
            Code::Busy => (t.busy_cause(), t.busy_remedy()),
            Code::Unavailable => (t.unavailable_cause(), t.unavailable_remedy()),
            Code::Internal => (t.internal_cause(), t.internal_remedy()),
        }
    }
}
