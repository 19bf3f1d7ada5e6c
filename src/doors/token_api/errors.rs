//! How this door renders an error: `{"success": false, "error": {"code", "message", "fields"?}}`.

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
use inside::error::{DeadLink, Error, FieldErrors};

/// The envelope of every refused request.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenFailure)]
pub struct Failure {
    success: bool,
    error: Problem,
}

/// Why the request was refused. Nothing was changed.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// A stable code for programs, explained at `/docs/errors`.
    #[schema(example = "TOKEN_EXPIRED")]
    code: &'static str,
    /// A sentence for people.
    #[schema(example = "Token has expired")]
    message: String,
    /// The errors of each field, as sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = HashMap<String, Vec<String>>, nullable = false)]
    fields: Option<Messages>,
    /// With a 5xx: the id of this request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
}

/// Middleware: renders every error of this door, the router's included, as the envelope. Headers set by CORS are kept.
pub async fn render(
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
    let mut rendered = HttpResponse::build(status).json(Failure { success: false, error });
    refusal.inherit(&bare, &mut rendered);
    if status == StatusCode::UNAUTHORIZED {
        rendered.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge(code)));
    }
    if let Some(link) = codes::link(&req, code) {
        rendered.headers_mut().insert(header::LINK, link);
    }
    Ok(ServiceResponse::new(req, rendered))
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
        "reauth_required" => "REAUTH_REQUIRED",
        "last_admin" => return (StatusCode::FORBIDDEN, "FORBIDDEN"),
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

/// 422 for broken rules, 409 where a taken name or address is the only error.
fn validation(refusal: &Refusal) -> (StatusCode, &'static str) {
    let is_taken = |code: &str| refusal.fields.0.iter().any(|error| error.code == code);
    let only_taken = refusal.fields.0.iter().all(|error| error.code.ends_with("_taken"));
    match only_taken {
        true if is_taken("username_taken") => (StatusCode::CONFLICT, "USERNAME_TAKEN"),
        true if is_taken("email_taken") => (StatusCode::CONFLICT, "EMAIL_TAKEN"),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, "VALIDATION_ERROR"),
    }
}

/// A link that no longer works, as an error of the body's `token` member. Every other error is returned unchanged.
///
/// `TOKEN_INVALID` is about the token in the Authorization header, and a client reacts to it by logging out.
pub fn dead_link(error: Error) -> Error {
    let Error::DeadLink(reason) = error else { return error };
    let (code, sentence) = match reason {
        DeadLink::Used => ("link_used", "This link has already been used"),
        DeadLink::Expired => ("link_expired", "This link has expired"),
        DeadLink::Replaced => ("link_replaced", "A newer link was sent. Use the link in the most recent email"),
        DeadLink::Void | DeadLink::Unknown => ("link_unknown", "This link doesn't work"),
    };
    Error::Invalid(FieldErrors::one("token", code, sentence))
}
