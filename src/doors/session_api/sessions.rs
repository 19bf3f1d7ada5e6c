//! The account's sessions, at this door: list them, end one, end the others.

use actix_web::{HttpResponse, web};

use super::Call;
use super::answers::{Done, OthersEnded, SessionList};
use crate::doors::caller::{self, LoggedIn};
use crate::doors::handler_error::HandlerError;
use crate::doors::session_row::{AT_ONCE, After};
use inside::sessions::{self, Ended};

/// The browsers and apps that are logged in to the account.
///
/// At most 100; `next` names the rest. An id is public: it names a session in this list and grants nothing.
#[utoipa::path(
    get,
    path = "/auth/sessions",
    params(After),
    responses((status = 200, description = "This session first, then the last used.", body = SessionList)),
    security(("session" = [])),
    extensions(("x-codes" = json!(["bad_request"])))
)]
pub async fn list(
    call: Call,
    LoggedIn(caller): LoggedIn,
    query: web::Query<After>,
) -> Result<HttpResponse, HandlerError> {
    let own = caller.session.handle.clone();
    let after = query.cursor();
    let page = call.state.blocking(move |s| sessions::list(s, &caller, after.as_ref(), AT_ONCE)).await?;
    Ok(HttpResponse::Ok().json(SessionList::new(&page, &own)))
}

/// End one session: its cookie or tokens stop working at once.
///
/// Ending the session of this request is a logout.
#[utoipa::path(
    delete,
    path = "/auth/sessions/{id}",
    params(("id" = String, Path, description = "The id from the list of sessions.")),
    responses((
        status = 200,
        description = "The session has ended.",
        body = Done,
        example = json!({ "ok": true, "msg": "Session ended" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!(["not_found"])))
)]
pub async fn end(
    call: Call,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<String>,
) -> Result<HttpResponse, HandlerError> {
    let client = call.client();
    if call.state.blocking(move |s| sessions::end(s, &caller, &handle, &client)).await? == Ended::Own {
        caller::forget(&call.req);
    }
    Ok(HttpResponse::Ok().json(Done::new("Session ended")))
}

/// End every session but this one.
#[utoipa::path(
    delete,
    path = "/auth/sessions",
    responses((status = 200, description = "All other sessions have ended.", body = OthersEnded)),
    security(("session" = []))
)]
pub async fn end_others(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let client = call.client();
    let ended = call.state.blocking(move |s| sessions::end_others(s, &caller, &client)).await?;
    Ok(HttpResponse::Ok().json(OthersEnded::new(ended)))
}
