//! The account that a token belongs to.

use actix_web::HttpResponse;

use super::answers::{Me, Message, Success};
use super::bearer::Bearer;
use crate::doors::call::Call;
use crate::doors::language;

/// Get the account the token belongs to.
#[utoipa::path(
    get,
    path = "/api/auth/me",
    responses((status = 200, description = "The account.", body = Success<Me>)),
    security(("access_token" = []))
)]
pub(crate) async fn me(Bearer(caller): Bearer) -> HttpResponse {
    HttpResponse::Ok().json(Success::new(Me::from(&caller.user)))
}

/// Get a greeting: the shortest way to check that an access token works.
#[utoipa::path(
    get,
    path = "/api/auth/protected",
    responses((status = 200, description = "A greeting by name.", body = Success<Message>)),
    security(("access_token" = []))
)]
pub(crate) async fn protected(call: Call, Bearer(caller): Bearer) -> HttpResponse {
    let t = language::of_api(&call.req, &call.state);
    HttpResponse::Ok().json(Success::new(Message::new(t.api_hello(&caller.user.username))))
}
