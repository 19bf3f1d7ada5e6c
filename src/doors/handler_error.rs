//! An error of the inside on its way out of a handler.

use actix_web::ResponseError;
use actix_web::http::StatusCode;

use super::codes::Code;
use inside::error::{Error, PasskeyProblem, TokenProblem};

/// What handlers and extractors return where a verb failed; `?` makes it. The inside has no HTTP, so its [`Error`] can't
/// be a response itself.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct HandlerError(#[from] pub(crate) Error);

/// Only the status: each door renders its errors itself, from the error that the response still carries.
impl ResponseError for HandlerError {
    fn status_code(&self) -> StatusCode {
        code(&self.0).status()
    }
}

/// The code of an error.
pub(crate) fn code(error: &Error) -> Code {
    match error {
        Error::Invalid(_) => Code::ValidationFailed,
        Error::WrongCredentials => Code::InvalidCredentials,
        Error::WrongPasskey(PasskeyProblem::Unknown) => Code::PasskeyUnknown,
        Error::WrongCode | Error::WrongPasskey(_) => Code::SecondFactorWrong,
        Error::ReauthRequired(_)
        | Error::WrongCurrentPassword
        | Error::WrongCurrentCode
        | Error::WrongCurrentPasskey(_) => Code::ReauthRequired,
        Error::RegistrationClosed => Code::RegistrationClosed,
        Error::InvitationNeeded => Code::InvitationNeeded,
        // Where no login waits, the caller begins with the password.
        Error::NotLoggedIn | Error::NoPendingLogin => Code::LoginRequired,
        Error::Token(TokenProblem::Missing) => Code::TokenMissing,
        Error::Token(TokenProblem::Invalid) => Code::TokenInvalid,
        Error::Token(TokenProblem::Expired) => Code::TokenExpired,
        Error::Token(TokenProblem::Revoked) => Code::TokenRevoked,
        Error::Token(TokenProblem::Reused) => Code::TokenReused,
        Error::Forbidden => Code::Forbidden,
        Error::LastAdmin => Code::LastAdmin,
        Error::LastFactor => Code::LastFactor,
        Error::FactorMissing => Code::SecondFactorSetupRequired,
        Error::NotFound => Code::NotFound,
        Error::DeadLink(_) => Code::DeadLink,
        Error::TooMany { .. } => Code::RateLimited,
        Error::Busy { .. } => Code::Busy,
        Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) => Code::Unavailable,
        Error::Internal(_) => Code::Internal,
    }
}

/// Seconds for `Retry-After`, if the error says when to try again.
pub(crate) fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::TooMany { retry_after, .. } | Error::Busy { retry_after } => Some(whole_seconds(*retry_after)),
        Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) => Some(5),
        _ => None,
    }
}

/// Rounded up, so that a client that comes back then is not too early.
fn whole_seconds(wait: std::time::Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}
