//! Choose a new password with the token of an emailed link, at this door.

use actix_web::{HttpResponse, web};

use super::answers::Done;
use super::errors::dead_link;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::links::Token;
use inside::texts::Texts;
use inside::users::reset_password::{self as verb, Reset};

/// Set a new password with the token of an emailed link.
///
/// Every session of the account ends, tokens included. Log in next.
#[utoipa::path(
    post,
    path = "/auth/reset_password/{token}",
    params(("token" = String, Path, description = "The last part of the link's address. It can be used once.")),
    request_body = Reset,
    responses((
        status = 200,
        description = "The password is changed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Password reset successful" })
    )),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::DeadLink, Code::Busy])))
)]
pub(crate) async fn reset_password(
    call: Call,
    token: web::Path<String>,
    Json(form): Json<Reset>,
) -> Result<HttpResponse, actix_web::Error> {
    let token = Token::new(token.into_inner());
    let chosen = form.password.clone();
    let reset = call.hashing(async move |s, context| verb::reset_password(&s, &token, &form, &context).await);
    let user = reset.await.map_err(|error| dead_link(error, Texts::token_invalid_or_expired))?;
    // Somebody else who is logged in to this browser stays so.
    if caller::of(&call.req).is_none_or(|caller| caller.user.id == user.id) {
        caller::forget(&call.req);
    }
    let t = language::of_api(&call.req, &call.state);
    let warnings = call.warnings(&chosen).await;
    Ok(HttpResponse::Ok().json(Done::new(t.api_password_reset()).warning(warnings)))
}
