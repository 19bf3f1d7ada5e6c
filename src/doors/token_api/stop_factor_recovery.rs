//! Stop the delayed recovery of the second factors, at this door.

use actix_web::HttpResponse;

use super::answers::{Message, Success};
use super::bearer::Bearer;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::users;

/// Stop the delayed recovery of the second factors: two-step login stays on.
///
/// Somebody with the password said that every second factor is lost. Any session of the account stops it, without a confirmation;
/// `factor_recovery` of the account says whether one runs.
#[utoipa::path(
    delete,
    path = "/api/auth/factor-recovery",
    responses((status = 200, description = "The recovery has stopped.", body = Success<Message>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn stop_factor_recovery(call: Call, Bearer(caller): Bearer) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| users::stop_factor_recovery(s, &caller, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_request_stopped()))))
}
