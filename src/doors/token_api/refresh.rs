//! Trade a refresh token for a new pair, at this door.

use actix_web::{HttpResponse, web};

use super::answers::{Success, Tokens};
use super::presented_token::{InBody, token_of};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use inside::tokens;

/// Trade a refresh token for a new pair.
///
/// Send it in the body or as Bearer; the one in the body counts. It is spent then: keep the new one. One that comes back within `REFRESH_GRACE` gets the
/// same pair again; later it ends the session.
#[utoipa::path(
    post,
    path = "/api/auth/refresh",
    request_body = Option<InBody>,
    responses((status = 200, description = "A new pair of tokens.", body = Success<Tokens>)),
    security(("refresh_token" = []), ()),
    extensions(("x-codes" = json!([
        Code::TokenMissing, Code::TokenInvalid, Code::TokenExpired, Code::TokenRevoked, Code::TokenReused
    ])))
)]
pub(crate) async fn refresh(call: Call, mut payload: web::Payload) -> Result<HttpResponse, actix_web::Error> {
    let token = token_of(&call.req, &mut payload).await?;
    let pair = call.blocking(move |s, context| tokens::refresh(s, &token, context)).await.map_err(HandlerError)?;
    Ok(HttpResponse::Ok().json(Success::new(Tokens::from(&pair))))
}
