//! Log out, at this door.

use actix_web::{HttpRequest, HttpResponse, web};

use super::answers::{Message, Success};
use super::bearer::client_of;
use super::presented_token::{InBody, token_of};
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use inside::sessions;
use inside::state::State;
use inside::tokens;
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
pub async fn logout(
    req: HttpRequest,
    state: web::Data<State>,
    mut payload: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let token = token_of(&req, &mut payload).await?;
    let client = client_of(&req, &state);
    let work = move |s: &inside::state::Services| {
        let caller = s.read(|r| tokens::caller(r, &token, &[Type::Access, Type::Refresh]))?;
        sessions::logout(s, &caller.session, &client)
    };
    state.blocking(work).await.map_err(HandlerError)?;
    Ok(HttpResponse::Ok().json(Success::new(Message::new("Logged out"))))
}
