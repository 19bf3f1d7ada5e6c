//! Turns every error into one [`Refusal`], which each door then renders in its own form.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::cross_site::CrossSite;
use super::handler_error::{HandlerError, retry_after, status};
use super::submission::Unreadable;
use super::{codes, request_log};
use inside::error::{Error, FieldErrors, TokenProblem};

/// Sentences for people, by field.
pub type Messages = BTreeMap<&'static str, Vec<String>>;

/// Why a request was refused. Nothing was changed.
#[derive(Serialize, ToSchema)]
pub struct Failure {
    ok: bool,
    /// A sentence for people.
    #[schema(example = "Username already taken")]
    error: String,
    /// A stable word for programs, explained at `/docs/errors`.
    #[schema(example = "username_taken")]
    code: &'static str,
    /// The errors by field, each a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = HashMap<String, Vec<String>>, nullable = false)]
    fields: Option<Messages>,
    /// For errors on our side: the id of this request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
}

/// A refused request.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// A stable word for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub sentence: String,
    /// The errors by field.
    pub fields: FieldErrors,
    /// When to try again, in seconds.
    pub retry_after: Option<u64>,
}

impl Refusal {
    /// Reads the error that a response carries, or its bare status, and logs the cause of a fault.
    pub fn of(response: &HttpResponse) -> Refusal {
        if let Some(error) = response.error() {
            if let Some(refusal) = error.as_error::<Refusal>() {
                return refusal.clone();
            }
            if let Some(HandlerError(error)) = error.as_error() {
                request_log::log_cause(error);
                return Refusal::from(error);
            }
            if error.as_error::<CrossSite>().is_some() {
                return Refusal::plain(
                    StatusCode::FORBIDDEN,
                    "cross_site",
                    "This request came from another site, so it was refused",
                );
            }
            if let Some(unreadable) = error.as_error::<Unreadable>() {
                return Refusal::from(*unreadable);
            }
            if response.status().is_server_error() {
                tracing::error!(cause = %error, "a request failed");
            }
        }
        Refusal::from_status(response.status())
    }

    /// As JSON in the session API's shape, which scripts get at the pages door too.
    pub fn to_json(&self, req: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        if let Some(link) = codes::link(req, self.code) {
            answer.insert_header((header::LINK, link));
        }
        answer.json(Failure {
            ok: false,
            error: self.sentence.clone(),
            code: self.code,
            fields: self.messages_by_field(),
            request_id: self.request_id(req),
        })
    }

    /// What an API's own face of this refusal takes over from the `bare` one: the headers that were put on it, when to try
    /// again, and that the answer depends on who asks. CORS says the last on all answers but on a preflight it refuses.
    pub fn inherit(&self, bare: &HttpResponse, dressed: &mut HttpResponse) {
        for (name, value) in bare.headers() {
            if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
                dressed.headers_mut().append(name.clone(), value.clone());
            }
        }
        if !dressed.headers().contains_key(header::VARY) {
            dressed.headers_mut().insert(header::VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(seconds) = self.retry_after {
            dressed.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }

    /// `{"email": ["…"]}`, where fields are wrong.
    pub fn messages_by_field(&self) -> Option<Messages> {
        let mut fields = Messages::new();
        for error in &self.fields.0 {
            fields.entry(error.field).or_default().push(error.message.clone());
        }
        (!fields.is_empty()).then_some(fields)
    }

    /// The id of the request in the log, for errors on our side.
    pub fn request_id(&self, req: &HttpRequest) -> Option<String> {
        self.status.is_server_error().then(|| request_log::request_id(req))
    }

    /// A refusal in a door's own words.
    pub fn new(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Refusal {
        Refusal::plain(status, code, sentence)
    }

    fn plain(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Refusal {
        Refusal { status, code, sentence: sentence.into(), fields: FieldErrors::default(), retry_after: None }
    }

    fn from_status(status: StatusCode) -> Refusal {
        let (code, sentence) = match status {
            StatusCode::NOT_FOUND => ("not_found", "Nothing was found at this address"),
            StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address can't be used with that method"),
            status if status.is_server_error() => ("internal", "There is a problem on our side"),
            StatusCode::REQUEST_TIMEOUT => return Unreadable::TooSlow.into(),
            StatusCode::PAYLOAD_TOO_LARGE => return Unreadable::TooLarge.into(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => return Unreadable::WrongType.into(),
            _ => ("bad_request", "The request could not be read"),
        };
        Refusal::plain(status, code, sentence)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        self.status
    }
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Refusal {
        let (code, sentence) = match unreadable {
            Unreadable::WrongType => ("unsupported_media_type", "This address does not accept that content type"),
            Unreadable::TooLarge => ("too_large", "The request is too large (limit 64 KB)"),
            Unreadable::Malformed => ("bad_request", "The request could not be read"),
            Unreadable::TooSlow => ("timeout", "The request took too long to arrive"),
        };
        Refusal::plain(unreadable.status_code(), code, sentence)
    }
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Refusal {
        let (code, sentence) = match error {
            Error::Invalid(fields) => {
                let sentence = match fields.0.as_slice() {
                    [only] => only.message.clone(),
                    _ => "Some fields need attention".to_owned(),
                };
                let fields = fields.clone();
                return Refusal { fields, ..Refusal::plain(status(error), "validation_failed", sentence) };
            }
            Error::WrongCredentials => ("invalid_credentials", "Username or password is incorrect"),
            Error::NotVerified => ("email_not_verified", "Confirm your email address first"),
            Error::ReauthRequired => ("reauth_required", "Enter your current password to make this change"),
            Error::WrongCurrentPassword => {
                let sentence = "Current password is incorrect";
                let fields = FieldErrors::one("current_password", "current_password_incorrect", sentence);
                return Refusal { fields, ..Refusal::plain(status(error), "reauth_required", sentence) };
            }
            Error::RegistrationClosed => ("registration_closed", "Sign-up is closed"),
            Error::InvitationNeeded => ("invitation_needed", "You need an invitation to create an account"),
            Error::NotLoggedIn => ("login_required", "Login required"),
            Error::Token(TokenProblem::Missing) => ("unauthorized", "Authorization token required"),
            Error::Token(TokenProblem::Invalid) => ("token_invalid", "Invalid token"),
            Error::Token(TokenProblem::Expired) => ("token_expired", "Token has expired"),
            Error::Token(TokenProblem::Revoked) => ("token_revoked", "Token has been revoked"),
            Error::Token(TokenProblem::Reused) => ("token_reused", "Token has already been used. Log in again"),
            Error::Forbidden => ("forbidden", "You do not have permission to do this"),
            Error::LastAdmin => ("last_admin", "This is the last active admin. Make another user an admin first"),
            Error::NotFound => ("not_found", "Nothing was found at this address"),
            Error::DeadLink(_) => ("dead_link", "Invalid or expired token"),
            Error::TooMany { .. } => ("rate_limited", "Too many attempts"),
            Error::Busy { .. } => ("busy", "Too many people are logging in right now"),
            Error::Unavailable(_) => ("unavailable", "The service is temporarily unavailable"),
            Error::Internal(_) => ("internal", "There is a problem on our side"),
        };
        let sentence = match retry_after(error) {
            Some(seconds) if !matches!(error, Error::Internal(_)) => {
                format!("{sentence}. Try again in {}", wait(seconds))
            }
            _ => sentence.to_owned(),
        };
        Refusal { retry_after: retry_after(error), ..Refusal::plain(status(error), code, sentence) }
    }
}

/// A waiting time in words, rounded up: "20 seconds", "4 minutes", "2 hours".
pub fn wait(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..60 => (seconds.max(1), "second"),
        60..3_600 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn waiting_times_are_rounded_up() {
        assert_eq!(wait(0), "1 second");
        assert_eq!(wait(59), "59 seconds");
        assert_eq!(wait(61), "2 minutes");
        assert_eq!(wait(3_600), "1 hour");
        assert_eq!(wait(3_601), "2 hours");
    }
}
