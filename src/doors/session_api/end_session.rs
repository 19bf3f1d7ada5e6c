//! End one session, at this door.

use actix_web::{HttpResponse, web};

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::sessions::{self, Ended, SessionHandle};

/// End one session: its cookie or tokens stop working at once.
///
/// Ending the session of this request is a logout.
#[utoipa::path(
    delete,
    operation_id = "end",
    path = "/auth/sessions/{id}",
    params(("id" = String, Path, description = "The id from the list of sessions.")),
    responses((
        status = 200,
        description = "The session has ended.",
        body = Done,
        example = json!({ "ok": true, "msg": "Session ended" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn end_session(
    call: Call,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<SessionHandle>,
) -> Result<HttpResponse, HandlerError> {
    if call.blocking(move |s, context| sessions::end_session(s, &caller, &handle, context)).await? == Ended::Own {
        caller::forget(&call.req);
    }
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_session_ended())))
}
