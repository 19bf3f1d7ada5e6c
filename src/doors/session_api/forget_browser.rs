//! Forget a remembered browser, at this door.

use actix_web::{HttpResponse, web};

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::sessions::{self, BrowserHandle};

/// Forget a remembered browser: its next login needs the second factor again.
///
/// Sessions go on.
#[utoipa::path(
    delete,
    path = "/auth/remembered_browsers/{id}",
    params(("id" = String, Path, description = "The id from the list of sessions.")),
    responses((
        status = 200,
        description = "The browser is forgotten.",
        body = Done,
        example = json!({ "ok": true, "msg": "Browser forgotten" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn forget_browser(
    call: Call,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<BrowserHandle>,
) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| sessions::forget_browser(s, &caller, &handle, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_browser_forgotten())))
}
