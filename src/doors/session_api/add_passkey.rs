//! Add a passkey, at this door.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::{Reauthentication, required};
use crate::doors::submission::{Json, OptionalJson};
use inside::factors::passkeys::{CreatedPasskey, CreationOptions, RequestOptions};
use inside::users::{self, Evidence};

/// What the browser made.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NewPasskey {
    /// What `navigator.credentials.create` returned, as `toJSON()` writes it.
    #[schema(required, value_type = CreatedPasskey)]
    passkey: Option<CreatedPasskey>,
    /// What to call it; by default after its provider, or after the browser.
    #[schema(example = "My phone")]
    name: Option<String>,
}

/// A passkey that counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasskeyKept {
    ok: bool,
    /// Names it in `/auth/factors/passkeys/{id}`.
    id: String,
    /// What it is called.
    #[schema(example = "My phone")]
    name: String,
    /// Each finishes one login. Empty where the account kept those it had.
    recovery_codes: Vec<String>,
}

/// What the browser is asked to make.
///
/// For `PublicKeyCredential.parseCreationOptionsFromJSON`. Needs a login in the last minutes (`SUDO_WINDOW`), with a second factor
/// where the account has one; or what is missing. Works for 10 minutes, in this session, and once.
#[utoipa::path(
    post,
    operation_id = "passkey_creation_options",
    path = "/auth/factors/passkeys/options",
    request_body = Option<Reauthentication>,
    responses((status = 200, description = "For the browser.", body = CreationOptions)),
    security(("session" = [])),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::ReauthRequired, Code::NotFound, Code::RateLimited, Code::Busy
    ])))
)]
pub(crate) async fn options(
    call: Call,
    LoggedIn(caller): LoggedIn,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let set_up = call.hashing(async move |s, context| users::passkey_options(&s, &caller, &evidence, &context).await);
    let set_up = set_up.await?;
    caller::remember_renewed(&call.req, set_up.session_id.as_ref())?;
    Ok(HttpResponse::Ok().json(set_up.options))
}

/// What the browser is asked for where a change answered `reauth_required`.
///
/// The answer is the member `passkey` of the same request, in the place of `current_password` and `code`.
#[utoipa::path(
    post,
    operation_id = "passkey_confirmation_options",
    path = "/auth/factors/passkeys/confirm_options",
    responses((status = 200, description = "For the browser.", body = RequestOptions)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn confirmation_options(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let options = call.blocking(move |s, context| users::passkey_check::confirmation_options(s, &caller, context));
    Ok(HttpResponse::Ok().json(options.await?))
}

/// Add the passkey that the browser made.
///
/// The session continues with a new cookie. With its first second factor the account gets ten recovery codes.
#[utoipa::path(
    post,
    path = "/auth/factors/passkeys",
    request_body = NewPasskey,
    responses((status = 200, description = "The passkey counts.", body = PasskeyKept)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::RateLimited])))
)]
pub(crate) async fn add_passkey(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(NewPasskey { passkey, name }): Json<NewPasskey>,
) -> Result<HttpResponse, HandlerError> {
    let created = required(passkey)?;
    let added =
        call.blocking(move |s, context| users::add_passkey(s, &caller, &created, name.as_deref(), context)).await?;
    caller::remember_renewed(&call.req, added.session_id.as_ref())?;
    let codes = added.recovery_codes.as_ref().map(|codes| codes.readable().map(str::to_owned).collect());
    let (id, name) = (added.id, added.name);
    Ok(HttpResponse::Ok().json(PasskeyKept { ok: true, id, name, recovery_codes: codes.unwrap_or_default() }))
}
