//! The account's sessions, at this door.

use actix_web::{HttpResponse, web};

use super::answers::SessionList;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::session_row::{AT_ONCE, After};
use inside::sessions;

/// The browsers and apps that are logged in to the account.
///
/// At most 100; `next` names the rest. An id is public: it names a session in this list and grants nothing. Where
/// `REMEMBER_BROWSER_DAYS` is set, the first page lists the remembered browsers, too.
#[utoipa::path(
    get,
    operation_id = "list",
    path = "/auth/sessions",
    params(After),
    responses((status = 200, description = "This session first, then the last used.", body = SessionList)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::BadRequest])))
)]
pub(crate) async fn list_sessions(
    call: Call,
    LoggedIn(caller): LoggedIn,
    query: web::Query<After>,
) -> Result<HttpResponse, HandlerError> {
    let own = caller.session.handle.clone();
    let after = query.place();
    let is_first = after.is_none() && call.state.config().remember_browser.is_some();
    let read = call.state.read(move |r| {
        let page = sessions::list_sessions(r, &caller, after.as_ref(), AT_ONCE)?;
        let remembered = is_first.then(|| sessions::remembered_browsers(r, &caller)).transpose()?;
        Ok((page, remembered))
    });
    let (page, remembered) = read.await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(SessionList::new(t, &page, &own, remembered)))
}
