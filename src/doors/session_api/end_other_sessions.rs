//! End every session but this one, at this door.

use actix_web::HttpResponse;

use super::answers::OthersEnded;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::sessions;

/// End every session but this one.
#[utoipa::path(
    delete,
    operation_id = "end_others",
    path = "/auth/sessions",
    responses((status = 200, description = "All other sessions have ended.", body = OthersEnded)),
    security(("session" = []))
)]
pub(crate) async fn end_other_sessions(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let ended = call.blocking(move |s, context| sessions::end_other_sessions(s, &caller, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(OthersEnded::new(t, ended)))
}
