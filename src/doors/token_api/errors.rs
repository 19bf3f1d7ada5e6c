//! The face of an error at this door: `{"success": false, "error": {"code", "message", "fields"?}}`.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use serde::Serialize;
use utoipa::ToSchema;

use crate::doors::codes;
use crate::doors::refusal::{Messages, Refusal};

/// The envelope of everything that was refused.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenFailure)]
pub struct Failure {
    success: bool,
    error: Problem,
}

/// Nothing was done, and this is why.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// A stable word for programs, explained at `/docs/errors`.
    #[schema(example = "TOKEN_EXPIRED")]
    code: &'static str,
    /// A sentence for people.
    #[schema(example = "Token has expired")]
    message: String,
    /// What is wrong with which field, each mistake a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = HashMap<String, Vec<String>>, nullable = false)]
    fields: Option<Messages>,
    /// Where the fault is ours: what the server's log calls this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
}

/// Middleware: turns every error of this door, whoever made it, into the envelope. What CORS has put on it stays.
pub async fn dress(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    if res.response().error().is_none() && res.status().as_u16() < 400 {
        return Ok(res);
    }
    let (req, bare) = res.into_parts();
    let refusal = Refusal::of(&bare);
    let (status, code) = status_and_code(&refusal);
    let error = Problem {
        code,
        message: refusal.sentence.clone(),
        fields: refusal.messages_by_field(),
        request_id: refusal.request_id(&req),
    };
    let mut dressed = HttpResponse::build(status).json(Failure { success: false, error });
    refusal.inherit(&bare, &mut dressed);
    if status == StatusCode::UNAUTHORIZED {
        dressed.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge(code)));
    }
    if let Some(link) = codes::link(&req, code) {
        dressed.headers_mut().insert(header::LINK, link);
    }
    Ok(ServiceResponse::new(req, dressed))
}

/// RFC 6750 section 3: no error code where no token was sent.
fn challenge(code: &str) -> &'static str {
    if code.starts_with("TOKEN_") {
        "Bearer realm=\"vestibule\", error=\"invalid_token\""
    } else {
        "Bearer realm=\"vestibule\""
    }
}

fn status_and_code(refusal: &Refusal) -> (StatusCode, &'static str) {
    let code = match refusal.code {
        "validation_failed" => return validation(refusal),
        "invalid_credentials" => return (StatusCode::UNAUTHORIZED, "INVALID_CREDENTIALS"),
        // Here a current password comes with every request that needs one.
        "reauth_required" => return (StatusCode::UNAUTHORIZED, "INVALID_CREDENTIALS"),
        "unauthorized" | "login_required" => "UNAUTHORIZED",
        "token_invalid" => "TOKEN_INVALID",
        "token_expired" => "TOKEN_EXPIRED",
        "token_revoked" => "TOKEN_REVOKED",
        "token_reused" => "TOKEN_REUSED",
        "rate_limited" => "RATE_LIMITED",
        "not_found" => "NOT_FOUND",
        "method_not_allowed" => "METHOD_NOT_ALLOWED",
        "busy" | "unavailable" => "UNAVAILABLE",
        _ if refusal.status == StatusCode::FORBIDDEN => "FORBIDDEN",
        _ if refusal.status.is_server_error() => "INTERNAL",
        _ => "BAD_REQUEST",
    };
    (refusal.status, code)
}

/// 422 for broken rules, 409 when nothing is wrong but that somebody was faster.
fn validation(refusal: &Refusal) -> (StatusCode, &'static str) {
    let is_taken = |code: &str| refusal.fields.0.iter().any(|error| error.code == code);
    let only_taken = refusal.fields.0.iter().all(|error| error.code.ends_with("_taken"));
    match only_taken {
        true if is_taken("username_taken") => (StatusCode::CONFLICT, "USERNAME_TAKEN"),
        true if is_taken("email_taken") => (StatusCode::CONFLICT, "EMAIL_TAKEN"),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, "VALIDATION_ERROR"),
    }
}
