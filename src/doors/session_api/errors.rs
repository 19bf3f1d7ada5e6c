//! The face of an error at this door: `{"ok": false, "error", "code", "fields"?}`.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;

use crate::doors::header_values::is_json;
use crate::doors::refusal::Refusal;
use crate::error::{Error, FieldErrors};

/// Middleware: turns every error of this door, whoever made it, into JSON. What CORS has put on it stays.
pub async fn dress(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    if res.response().error().is_none() && (res.status().as_u16() < 400 || is_json(res.headers())) {
        return Ok(res);
    }
    let (req, bare) = res.into_parts();
    let refusal = worded(Refusal::of(&bare));
    let mut dressed = refusal.to_json(&req);
    refusal.inherit(&bare, &mut dressed);
    Ok(ServiceResponse::new(req, dressed))
}

/// The statuses and sentences that clients of this door were written for.
fn worded(refusal: Refusal) -> Refusal {
    match refusal.code {
        "validation_failed" => validation(refusal),
        "invalid_credentials" => {
            Refusal { status: StatusCode::UNAUTHORIZED, sentence: "invalid credentials".to_owned(), ..refusal }
        }
        _ => refusal,
    }
}

/// 400 for broken rules, 409 when nothing is wrong but that somebody was faster.
fn validation(refusal: Refusal) -> Refusal {
    let only_taken = refusal.fields.0.iter().all(|error| error.code.ends_with("_taken"));
    let status = if only_taken { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
    let code = match refusal.fields.0.first() {
        Some(first) if only_taken => first.code,
        _ => refusal.code,
    };
    Refusal { status, code, ..refusal }
}

/// The same mistakes under the sentence that a client of this route knows.
pub fn with_sentence(errors: FieldErrors, sentence: &str) -> Refusal {
    let refusal = validation(Refusal::from(&Error::Invalid(errors)));
    Refusal { sentence: sentence.to_owned(), ..refusal }
}
