//! How this door renders an error: `{"ok": false, "error", "code", "fields"?}`.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::codes;
use crate::doors::codes::{Code, Wording};
use crate::doors::handler_error::HandlerError;
use crate::doors::header_values::is_json;
use crate::doors::refusal::Refusal;
use inside::error::{Error, FieldErrors};
use inside::texts::Texts;

/// Middleware: renders every error of this door, the router's included, as JSON. Headers set by CORS are kept.
pub(crate) async fn render(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    if res.response().error().is_none() && (res.status().as_u16() < 400 || is_json(res.headers())) {
        return Ok(res);
    }
    let (req, bare) = res.into_parts();
    let refusal = Refusal::of(&bare);
    let mut rendered = refusal.to_json(&req, &codes::answer(refusal.code));
    refusal.inherit(&bare, &mut rendered);
    Ok(ServiceResponse::new(req, rendered))
}

/// The sentences that existing clients know for a taken name, where nothing else is wrong.
pub(super) fn taken(errors: FieldErrors, email_sentence: Wording) -> Refusal {
    let refusal = Refusal::from(errors);
    match refusal.code {
        Code::UsernameTaken => refusal.saying(Texts::api_username_already_taken),
        Code::EmailTaken => refusal.saying(email_sentence),
        _ => refusal,
    }
}

/// A link that can't be used, in the sentence of the route.
pub(super) fn dead_link(error: Error, sentence: Wording) -> actix_web::Error {
    match error {
        Error::DeadLink(_) => Refusal::new(Code::DeadLink).saying(sentence).into(),
        error => HandlerError(error).into(),
    }
}
