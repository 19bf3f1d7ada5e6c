//! Stop the delayed recovery of the second factors, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::users;

/// Stop the delayed recovery of the second factors: two-step login stays on.
///
/// Somebody with the password said that every second factor is lost. Any session of the account stops it, without a confirmation;
/// `recovery` in `GET /auth/factors` and `factor_recovery` of the account say whether one runs.
#[utoipa::path(
    delete,
    path = "/auth/factors/recovery",
    responses((
        status = 200,
        description = "The recovery has stopped.",
        body = Done,
        example = json!({ "ok": true, "msg": "Request stopped" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn stop_factor_recovery(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| users::stop_factor_recovery(s, &caller, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_request_stopped())))
}
