//! An error of the inside on its way out of a handler.

use actix_web::ResponseError;
use actix_web::http::StatusCode;

use inside::error::Error;

/// What handlers and extractors return where a verb failed; `?` makes it. The inside has no HTTP, so its [`Error`] can't
/// be a response itself.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct HandlerError(#[from] pub Error);

/// Only the status: each door renders its errors itself, from the error that the response still carries.
impl ResponseError for HandlerError {
    fn status_code(&self) -> StatusCode {
        status(&self.0)
    }
}

/// The status of an error, the same at every door that does not say otherwise.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) | Error::WrongCredentials => StatusCode::UNPROCESSABLE_ENTITY,
        Error::RegistrationClosed | Error::InvitationNeeded => StatusCode::FORBIDDEN,
        Error::NotVerified | Error::ReauthRequired | Error::WrongCurrentPassword | Error::Forbidden => {
            StatusCode::FORBIDDEN
        }
        Error::NotLoggedIn | Error::Token(_) => StatusCode::UNAUTHORIZED,
        Error::LastAdmin => StatusCode::CONFLICT,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::DeadLink(_) => StatusCode::GONE,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Busy { .. } | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Seconds for `Retry-After`, if the error says when to try again.
pub fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::TooMany { retry_after, .. } | Error::Busy { retry_after } => Some(whole_seconds(*retry_after)),
        Error::Unavailable(_) => Some(5),
        _ => None,
    }
}

/// Rounded up, so that a client that comes back then is not too early.
fn whole_seconds(wait: std::time::Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}
