//! Make new recovery codes, at this door.

use actix_web::HttpResponse;

use super::answers::RecoveryCodeList;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::OptionalJson;
use inside::users::{self, Evidence};

/// Make new recovery codes. The old ones end.
///
/// Needs the password and a code within the last minutes (`SUDO_WINDOW`), or with the request. The session continues with a new
/// cookie.
#[utoipa::path(
    post,
    path = "/auth/factors/recovery_codes",
    request_body = Option<Reauthentication>,
    responses((status = 200, description = "The new codes.", body = RecoveryCodeList)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ReauthRequired, Code::NotFound, Code::RateLimited, Code::Busy])))
)]
pub(crate) async fn renew_recovery_codes(
    call: Call,
    LoggedIn(caller): LoggedIn,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let renewal =
        call.hashing(async move |s, context| users::renew_recovery_codes(&s, &caller, &evidence, &context).await);
    let renewal = renewal.await?;
    caller::remember_renewed(&call.req, renewal.session_id.as_ref())?;
    Ok(HttpResponse::Ok().json(RecoveryCodeList::new(Some(&renewal.recovery_codes))))
}
