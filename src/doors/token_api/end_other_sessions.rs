//! End all other sessions of the account, at this door.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::doors::handler_error::HandlerError;
use crate::doors::token_api::answers::{Success, TokenOthersEnded};
use crate::doors::token_api::bearer::{Bearer, client_of};
use inside::sessions;
use inside::state::State;

/// End every session but this one.
#[utoipa::path(
    delete,
    operation_id = "end_others",
    path = "/api/auth/sessions",
    responses((status = 200, description = "All other sessions have ended.", body = Success<TokenOthersEnded>)),
    security(("access_token" = []))
)]
pub async fn end_other_sessions(
    req: HttpRequest,
    state: web::Data<State>,
    Bearer(caller): Bearer,
) -> Result<HttpResponse, HandlerError> {
    let client = client_of(&req, &state);
    let ended = state.blocking(move |s| sessions::end_other_sessions(s, &caller, &client)).await?;
    Ok(HttpResponse::Ok().json(Success::new(TokenOthersEnded::new(ended))))
}
