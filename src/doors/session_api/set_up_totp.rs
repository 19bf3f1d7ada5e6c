//! Begin to set up an authenticator app, at this door.

use actix_web::HttpResponse;

use super::answers::TotpSecretAnswer;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::OptionalJson;
use inside::users::{self, Evidence};

/// Begin to set up an authenticator app.
///
/// It counts once a code of it was sent to `/auth/factors/totp/confirm` with the same session, which gets the same secret again
/// within an hour. Needs a login in the last minutes (`SUDO_WINDOW`), or
/// `current_password`.
#[utoipa::path(
    post,
    path = "/auth/factors/totp",
    request_body = Option<Reauthentication>,
    responses((status = 200, description = "The secret for the app.", body = TotpSecretAnswer)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::ReauthRequired, Code::RateLimited, Code::Busy])))
)]
pub(crate) async fn set_up_totp(
    call: Call,
    LoggedIn(caller): LoggedIn,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let set_up = call.hashing(async move |s, context| users::set_up_totp(&s, &caller, &evidence, &context).await);
    let set_up = set_up.await?;
    caller::remember_renewed(&call.req, set_up.session_id.as_ref())?;
    Ok(HttpResponse::Ok().json(TotpSecretAnswer::from(&set_up)))
}
