//! The doors, and what they share: the client behind a request, how bodies are read, which headers every answer carries.

pub mod assets;
pub mod caller;
pub mod client;
pub mod codes;
pub mod cookie;
pub mod cookie_header;
pub mod cookie_scopes;
pub mod cors;
pub mod cross_site;
pub mod destination;
pub mod device_cookie;
pub mod header_values;
pub mod headers;
pub mod health;
pub mod local_path;
pub mod negotiation;
pub mod openapi;
pub mod origin;
pub mod pages;
pub mod profile;
pub mod refusal;
pub mod request_log;
pub mod session_api;
pub mod session_row;
pub mod submission;
pub mod this_machine;
pub mod token_api;

use actix_web::http::StatusCode;
use actix_web::{ResponseError, guard, web};

use crate::config::Config;
use crate::error::Error;

/// Every prefix of the application on one screen. Order matters: the pages door answers everything that no other door
/// claims.
///
/// The first four are public, so no caller is looked up for them. They answer GET only: other methods are refused by the
/// pages door.
pub fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    config
        .service(assets::resource().guard(guard::Get()).route(web::get().to(assets::immutable)))
        .service(web::resource(health::ALIVE).guard(guard::Get()).route(web::get().to(health::alive)))
        .service(web::resource(health::READY).guard(guard::Get()).route(web::get().to(health::ready)))
        .service(web::resource(openapi::PATH).guard(guard::Get()).route(web::get().to(openapi::get)))
        .configure(|config| token_api::mount(config, settings))
        .configure(|config| session_api::mount(config, settings))
        .configure(pages::mount);
}

/// Only the status: each door renders its errors itself, from the error that the response still carries.
impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
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
