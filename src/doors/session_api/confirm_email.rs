//! Confirm an email address with the token of an emailed link, at this door.

use actix_web::{HttpMessage, HttpResponse, web};

use super::answers::Done;
use super::errors::dead_link;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::language;
use crate::doors::request_log::Head;
use inside::links::Token;
use inside::texts::Texts;
use inside::users::confirm_email as verb;

/// Confirm an email address with the token of an emailed link.
///
/// A front end's page calls it for the user who opened the link. The token can be used once; HEAD only checks it, since
/// mail scanners send HEAD.
#[utoipa::path(
    get,
    operation_id = "verify",
    path = "/auth/verify/{token}",
    params(("token" = String, Path, description = "The last part of the link's address.")),
    responses((
        status = 200,
        description = "The address is confirmed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Email verified!" })
    )),
    extensions(("x-codes" = json!([Code::DeadLink])))
)]
pub(crate) async fn confirm_email(call: Call, token: web::Path<String>) -> Result<HttpResponse, actix_web::Error> {
    let only_check = call.req.extensions().contains::<Head>();
    let token = Token::new(token.into_inner());
    let work = move |s: &inside::state::Services, context: &inside::context::Context| {
        if only_check { verb::find(s, &token, context) } else { verb::confirm_email(s, &token, context) }
    };
    call.blocking(work).await.map_err(|error| dead_link(error, Texts::token_invalid))?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_email_verified())))
}
