//! End one of the account's sessions, at this door.

use actix_web::{HttpResponse, web};

use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::token_api::answers::{Message, Success};
use crate::doors::token_api::bearer::Bearer;
use inside::sessions::{self, SessionHandle};

/// End one session: its cookie or tokens stop working at once.
///
/// Ending the session of this request is a logout.
#[utoipa::path(
    delete,
    operation_id = "end",
    path = "/api/auth/sessions/{id}",
    params(("id" = String, Path, description = "The id from the list of sessions.")),
    responses((status = 200, description = "The session has ended.", body = Success<Message>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn end_session(
    call: Call,
    Bearer(caller): Bearer,
    id: web::Path<SessionHandle>,
) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| sessions::end_session(s, &caller, &id, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_session_ended()))))
}
