//! Remove the authenticator app, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::OptionalJson;
use inside::users::{self, Evidence};

/// Remove the authenticator app, and the recovery codes with it.
///
/// Not the last second factor of an account that must have one: `last_factor`.
///
/// Needs the password and a code within the last minutes (`SUDO_WINDOW`), or with the request. The session continues with a new
/// cookie.
#[utoipa::path(
    delete,
    path = "/auth/factors/totp",
    request_body = Option<Reauthentication>,
    responses((status = 200, description = "The app is removed.", body = Done)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ReauthRequired, Code::LastFactor, Code::NotFound, Code::RateLimited, Code::Busy])))
)]
pub(crate) async fn remove_totp(
    call: Call,
    LoggedIn(caller): LoggedIn,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let removed = call.hashing(async move |s, context| users::remove_totp(&s, &caller, &evidence, &context).await);
    let session_id = removed.await?;
    caller::remember_renewed(&call.req, session_id.as_ref())?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.event_totp_removed())))
}
