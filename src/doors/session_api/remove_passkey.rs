//! Remove a passkey, at this door.

use actix_web::{HttpResponse, web};

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

/// Remove a passkey, and with the last second factor the recovery codes.
///
/// Needs the password and a second factor within the last minutes (`SUDO_WINDOW`), or with the request. The session continues with
/// a new cookie.
#[utoipa::path(
    delete,
    path = "/auth/factors/passkeys/{id}",
    params(("id" = String, Path, description = "The id from the list of second factors.")),
    request_body = Option<Reauthentication>,
    responses((status = 200, description = "The passkey is removed.", body = Done)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ReauthRequired, Code::NotFound, Code::LastFactor, Code::RateLimited, Code::Busy])))
)]
pub(crate) async fn remove_passkey(
    call: Call,
    LoggedIn(caller): LoggedIn,
    id: web::Path<String>,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let removed =
        call.hashing(async move |s, context| users::remove_passkey(&s, &caller, &id, &evidence, &context).await);
    caller::remember_renewed(&call.req, removed.await?.session_id.as_ref())?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.event_passkey_removed())))
}
