//! Log out, at this door.

use actix_web::{HttpResponse, web};

use super::answers::{Message, Success};
use super::bearer::identify;
use super::presented_token::{InBody, token_of};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::sessions;
use inside::tokens::claims::Type;

/// Log out, with either token. Both stop working at once.
///
/// As Bearer, or the refresh token in the body, which counts; so an app whose access token has expired can log out, too.
#[utoipa::path(
    post,
    path = "/api/auth/logout",
    request_body = Option<InBody>,
    responses((status = 200, description = "The session has ended.", body = Success<Message>)),
    security(("access_token" = []), ("refresh_token" = []), ()),
    extensions(("x-codes" = json!([Code::TokenMissing, Code::TokenInvalid, Code::TokenExpired, Code::TokenRevoked])))
)]
pub(crate) async fn logout(call: Call, mut payload: web::Payload) -> Result<HttpResponse, actix_web::Error> {
    let token = token_of(&call.req, &mut payload).await?;
    let caller = identify(&call.req, &call.state, token, &[Type::Access, Type::Refresh]).await.map_err(HandlerError)?;
    let done = call.blocking(move |s, context| sessions::logout(s, &caller.session, context));
    done.await.map_err(HandlerError)?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_app_logged_out()))))
}
