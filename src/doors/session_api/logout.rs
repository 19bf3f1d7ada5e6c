//! Log out, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::sessions;

/// Log out: the session ends, and copies of its cookie stop working.
///
/// A guest gets the same response.
#[utoipa::path(
    post,
    path = "/auth/logout",
    responses((
        status = 200,
        description = "The browser is logged out.",
        body = Done,
        example = json!({ "ok": true, "msg": "logged out" })
    )),
    security((), ("session" = []))
)]
pub(crate) async fn logout(call: Call) -> Result<HttpResponse, HandlerError> {
    if let Some(caller) = caller::of(&call.req) {
        call.blocking(move |s, context| sessions::logout(s, &caller.session, context)).await.map_err(HandlerError)?;
    }
    caller::forget(&call.req);
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_logged_out())))
}
