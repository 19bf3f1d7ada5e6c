//! What this door answers for each code: its status, and the word and sentence in the JSON for scripts. The words of the
//! error page stand in [`super::errors`], those of a form in [`super::form_state`].

use crate::doors::codes::{Code, DoorAnswer};

/// Word, status and sentence of a code at the pages.
pub(crate) fn answer(code: Code) -> DoorAnswer {
    match code {
        // A form is refused alike, whatever is wrong with its fields.
        Code::UsernameTaken | Code::EmailTaken => DoorAnswer::like(answer(Code::ValidationFailed), code),
        Code::CurrentPasswordIncorrect => DoorAnswer::like(answer(Code::ReauthRequired), code),
        Code::ValidationFailed
        | Code::RegistrationClosed
        | Code::InvitationNeeded
        | Code::InvalidCredentials
        | Code::SecondFactorRequired
        | Code::SecondFactorWrong
        | Code::SecondFactorSetupRequired
        | Code::PasskeyUnknown
        | Code::EmailNotVerified
        | Code::ReauthRequired
        | Code::LoginRequired
        | Code::TokenMissing
        | Code::TokenExpired
        | Code::TokenInvalid
        | Code::TokenRevoked
        | Code::TokenReused
        | Code::Forbidden
        | Code::CrossSite
        | Code::LastAdmin
        | Code::LastFactor
        | Code::DeadLink
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::BadRequest
        | Code::UnsupportedMediaType
        | Code::TooLarge
        | Code::Timeout
        | Code::RateLimited
        | Code::Busy
        | Code::Unavailable
        | Code::Internal => DoorAnswer::own(code, code.word()),
    }
}
