//! End all other sessions of the account, at this door.

use actix_web::HttpResponse;

use crate::doors::call::Call;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::token_api::answers::{Success, TokenOthersEnded};
use crate::doors::token_api::bearer::Bearer;
use inside::sessions;

/// End every session but this one.
#[utoipa::path(
    delete,
    operation_id = "end_others",
    path = "/api/auth/sessions",
    responses((status = 200, description = "All other sessions have ended.", body = Success<TokenOthersEnded>)),
    security(("access_token" = []))
)]
pub(crate) async fn end_other_sessions(call: Call, Bearer(caller): Bearer) -> Result<HttpResponse, HandlerError> {
    let ended = call.blocking(move |s, context| sessions::end_other_sessions(s, &caller, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(TokenOthersEnded::new(t, ended))))
}
