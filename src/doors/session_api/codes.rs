//! What this door answers for each code. Its statuses and English sentences are those that existing clients rely on.

use actix_web::http::StatusCode;

use crate::doors::codes::{Code, DoorAnswer};
use inside::texts::Texts;

/// Word, status and sentence of a code at the session API.
pub(crate) fn answer(code: Code) -> DoorAnswer {
    let own = DoorAnswer::own(code, code.word());
    match code {
        Code::ValidationFailed => own.with(StatusCode::BAD_REQUEST),
        Code::UsernameTaken | Code::EmailTaken => own.with(StatusCode::CONFLICT),
        Code::InvalidCredentials => own.with(StatusCode::UNAUTHORIZED).saying(Texts::api_invalid_credentials),
        Code::SecondFactorWrong | Code::PasskeyUnknown => own.with(StatusCode::UNAUTHORIZED),
        Code::SecondFactorRequired => own.saying(Texts::api_second_factor_required),
        Code::DeadLink => own.with(StatusCode::BAD_REQUEST),
        Code::RegistrationClosed
        | Code::InvitationNeeded
        | Code::SecondFactorSetupRequired
        | Code::EmailNotVerified
        | Code::ReauthRequired
        | Code::CurrentPasswordIncorrect
        | Code::LoginRequired
        | Code::Forbidden
        | Code::CrossSite
        | Code::LastAdmin
        | Code::LastFactor
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::BadRequest
        | Code::UnsupportedMediaType
        | Code::TooLarge
        | Code::Timeout
        | Code::RateLimited
        | Code::Busy
        | Code::Unavailable
        | Code::Internal => own,
        // This door reads no token.
        Code::TokenMissing | Code::TokenExpired | Code::TokenInvalid | Code::TokenRevoked | Code::TokenReused => {
            DoorAnswer::like(answer(Code::LoginRequired), code)
        }
    }
}
