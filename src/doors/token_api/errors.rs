//! How this door renders an error: `{"success": false, "error": {"code", "message", "fields"?}}`.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use serde::Serialize;
use utoipa::ToSchema;

use super::codes;
use crate::doors::codes::{Code, help_link};
use crate::doors::language;
use crate::doors::refusal::{Messages, Refusal};
use inside::error::{Error, Field, FieldCode, FieldErrors};
use inside::factors::method;

/// The envelope of every refused request.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenFailure {
    success: bool,
    error: ErrorObject,
}

/// Why the request was refused. Nothing was changed.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ErrorObject {
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
    /// With `SECOND_FACTOR_REQUIRED`: sent with a code, it finishes the login within 10 minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false)]
    login_token: Option<String>,
    /// With `SECOND_FACTOR_REQUIRED`: what finishes the login.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<String>, nullable = false)]
    methods: Option<Vec<&'static str>>,
    /// With `SECOND_FACTOR_SETUP_REQUIRED`: where the second factor is set up, in a browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false)]
    set_up_url: Option<String>,
    /// With a 5xx: the id of this request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
}

/// Middleware: renders every error of this door, the router's included, as the envelope. Headers set by CORS are kept.
pub(crate) async fn render(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    if res.response().error().is_none() && res.status().as_u16() < 400 {
        return Ok(res);
    }
    let (req, bare) = res.into_parts();
    let refusal = Refusal::of(&bare);
    let answer = codes::answer(refusal.code);
    let t = language::of_refusal(&req);
    let error = ErrorObject {
        code: answer.word,
        message: refusal.sentence(t, &answer),
        fields: refusal.messages_by_field(t),
        login_token: refusal.pending.as_ref().map(|login| login.secret.expose().clone()),
        methods: refusal.pending.as_ref().map(|login| method::words(&login.methods)),
        set_up_url: refusal.set_up_url(&req),
        request_id: refusal.request_id(&req, &answer),
    };
    let status = refusal.status(&answer);
    let mut rendered = HttpResponse::build(status).json(TokenFailure { success: false, error });
    refusal.inherit(&bare, &mut rendered);
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static(challenge(refusal.code));
        rendered.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    if let Some(link) = help_link(&req, &answer) {
        rendered.headers_mut().insert(header::LINK, link);
    }
    Ok(ServiceResponse::new(req, rendered))
}

/// RFC 6750 section 3: no error code where no token was sent.
fn challenge(code: Code) -> &'static str {
    match code {
        Code::TokenInvalid | Code::TokenExpired | Code::TokenRevoked | Code::TokenReused => {
            "Bearer realm=\"vestibule\", error=\"invalid_token\""
        }
        _ => "Bearer realm=\"vestibule\"",
    }
}

/// A link that no longer works, as an error of the body's `token` member. Every other error is returned unchanged.
///
/// `TOKEN_INVALID` is about the token in the Authorization header, and a client reacts to it by logging out.
pub(crate) fn dead_link(error: Error) -> Error {
    match error {
        Error::DeadLink(reason) => Error::Invalid(FieldErrors::one(Field::Token, FieldCode::DeadLink(reason))),
        other => other,
    }
}
