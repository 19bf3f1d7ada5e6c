//! What this door answers for each code. It has fewer words than there are codes: programs handle some of them alike.

use actix_web::http::StatusCode;

use crate::doors::codes::{Code, DoorAnswer};

/// Word, status and sentence of a code at the token API.
pub(crate) fn answer(code: Code) -> DoorAnswer {
    let own = |word| DoorAnswer::own(code, word);
    let like = |other| DoorAnswer::like(answer(other), code);
    match code {
        Code::ValidationFailed => own("VALIDATION_ERROR"),
        Code::UsernameTaken => own("USERNAME_TAKEN").with(StatusCode::CONFLICT),
        Code::EmailTaken => own("EMAIL_TAKEN").with(StatusCode::CONFLICT),
        Code::InvalidCredentials => own("INVALID_CREDENTIALS").with(StatusCode::UNAUTHORIZED),
        Code::SecondFactorRequired => own("SECOND_FACTOR_REQUIRED"),
        Code::SecondFactorWrong => own("INVALID_CODE").with(StatusCode::UNAUTHORIZED),
        Code::SecondFactorSetupRequired => own("SECOND_FACTOR_SETUP_REQUIRED"),
        Code::PasskeyUnknown => like(Code::SecondFactorWrong),
        Code::ReauthRequired => own("REAUTH_REQUIRED"),
        Code::CurrentPasswordIncorrect => like(Code::InvalidCredentials),
        Code::LoginRequired => own("UNAUTHORIZED"),
        Code::TokenMissing => like(Code::LoginRequired),
        Code::TokenExpired => own("TOKEN_EXPIRED"),
        Code::TokenInvalid => own("TOKEN_INVALID"),
        Code::TokenRevoked => own("TOKEN_REVOKED"),
        Code::TokenReused => own("TOKEN_REUSED"),
        Code::Forbidden => own("FORBIDDEN"),
        Code::RegistrationClosed
        | Code::InvitationNeeded
        | Code::EmailNotVerified
        | Code::CrossSite
        | Code::LastAdmin
        | Code::LastFactor => like(Code::Forbidden),
        // Its routes say which member of the body holds the link's token.
        Code::DeadLink => like(Code::ValidationFailed),
        Code::NotFound => own("NOT_FOUND"),
        Code::MethodNotAllowed => own("METHOD_NOT_ALLOWED"),
        Code::BadRequest => own("BAD_REQUEST"),
        Code::UnsupportedMediaType | Code::TooLarge | Code::Timeout => like(Code::BadRequest).with(code.status()),
        Code::RateLimited => own("RATE_LIMITED"),
        Code::Unavailable => own("UNAVAILABLE"),
        Code::Busy => like(Code::Unavailable),
        Code::Internal => own("INTERNAL"),
    }
}
