//! List the account's sessions, at this door.

use actix_web::{HttpResponse, web};

use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::session_row::{AT_ONCE, After};
use crate::doors::token_api::answers::{Success, TokenSessionList};
use crate::doors::token_api::bearer::Bearer;
use inside::sessions;

/// List the browsers and apps that are logged in to the account.
///
/// This session first, then the most recently used; at most 100, and `next` names the rest. An `id` only names a session in
/// this list; it grants nothing.
#[utoipa::path(
    get,
    operation_id = "list",
    path = "/api/auth/sessions",
    params(After),
    responses((status = 200, description = "The sessions.", body = Success<TokenSessionList>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::BadRequest])))
)]
pub(crate) async fn list_sessions(
    call: Call,
    Bearer(caller): Bearer,
    query: web::Query<After>,
) -> Result<HttpResponse, HandlerError> {
    let own = caller.session.handle.clone();
    let after = query.place();
    let page = call.state.read(move |r| sessions::list_sessions(r, &caller, after.as_ref(), AT_ONCE)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(TokenSessionList::new(t, &page, &own))))
}
