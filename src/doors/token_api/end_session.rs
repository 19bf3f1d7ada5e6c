//! End one of the account's sessions, at this door.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::token_api::answers::{Message, Success};
use crate::doors::token_api::bearer::{Bearer, client_of};
use inside::sessions;
use inside::state::State;

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
pub async fn end_session(
    req: HttpRequest,
    state: web::Data<State>,
    Bearer(caller): Bearer,
    id: web::Path<String>,
) -> Result<HttpResponse, HandlerError> {
    let client = client_of(&req, &state);
    state.blocking(move |s| sessions::end_session(s, &caller, &id, &client)).await?;
    Ok(HttpResponse::Ok().json(Success::new(Message::new("Session ended"))))
}
