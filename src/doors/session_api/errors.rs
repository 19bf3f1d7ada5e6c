//! How this door renders an error: `{"ok": false, "error", "code", "fields"?}`.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;

use crate::doors::handler_error::HandlerError;
use crate::doors::header_values::is_json;
use crate::doors::refusal::Refusal;
use inside::error::{Error, FieldErrors};

/// Middleware: renders every error of this door, the router's included, as JSON. Headers set by CORS are kept.
pub async fn render(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    if res.response().error().is_none() && (res.status().as_u16() < 400 || is_json(res.headers())) {
        return Ok(res);
    }
    let (req, bare) = res.into_parts();
    let refusal = worded(Refusal::of(&bare));
    let mut rendered = refusal.to_json(&req);
    refusal.inherit(&bare, &mut rendered);
    Ok(ServiceResponse::new(req, rendered))
}

/// The statuses and sentences that existing clients of this door rely on.
fn worded(refusal: Refusal) -> Refusal {
    match refusal.code {
        "validation_failed" => validation(refusal),
        "invalid_credentials" => {
            Refusal { status: StatusCode::UNAUTHORIZED, sentence: "invalid credentials".to_owned(), ..refusal }
        }
        _ => refusal,
    }
}

/// 400 for broken rules, 409 where a taken name or address is the only error.
fn validation(refusal: Refusal) -> Refusal {
    let only_taken = refusal.fields.0.iter().all(|error| error.code.ends_with("_taken"));
    let status = if only_taken { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
    let code = match refusal.fields.0.first() {
        Some(first) if only_taken => first.code,
        _ => refusal.code,
    };
    Refusal { status, code, ..refusal }
}

/// The same field errors under the sentence that clients of this route rely on.
pub fn with_sentence(errors: FieldErrors, sentence: &str) -> Refusal {
    let refusal = validation(Refusal::from(&Error::Invalid(errors)));
    Refusal { sentence: sentence.to_owned(), ..refusal }
}

pub(super) fn has(errors: &FieldErrors, code: &str) -> bool {
    errors.0.iter().any(|error| error.code == code)
}

pub(super) fn is_missing(errors: &FieldErrors) -> bool {
    errors.0.iter().any(|error| error.code.ends_with("_required"))
}

/// The sentences that existing clients know for a taken name, where nothing else is wrong.
pub(super) fn taken(errors: FieldErrors, email_sentence: &str) -> Refusal {
    let sentence = if has(&errors, "username_taken") { "Username already taken" } else { email_sentence };
    let only_taken = errors.0.iter().all(|error| error.code.ends_with("_taken"));
    if only_taken { with_sentence(errors, sentence) } else { Refusal::from(&Error::Invalid(errors)) }
}

/// A link that can't be used, in the sentence of the route.
pub(super) fn dead_link(error: Error, sentence: &str) -> actix_web::Error {
    match error {
        Error::DeadLink(_) => Refusal::new(StatusCode::BAD_REQUEST, "dead_link", sentence).into(),
        error => HandlerError(error).into(),
    }
}
