//! Confirm an authenticator app with its first code, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::RecoveryCodeList;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Json;
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::users::{self, Evidence, Password};

/// The first code.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct FirstCode {
    /// What the app shows.
    #[schema(required, value_type = String, example = "123456")]
    code: factors::OneTimeCode,
    /// The current password, where the answer was `reauth_required`.
    #[schema(value_type = Option<String>, format = Password)]
    current_password: Option<Password>,
    /// In its place: a passkey's answer to the options for a confirmation.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    passkey: Option<PasskeyAnswer>,
}

/// Confirm the authenticator app: from now on it counts.
///
/// The session continues with a new cookie. With its first second factor the account gets ten recovery codes.
#[utoipa::path(
    post,
    path = "/auth/factors/totp/confirm",
    request_body = FirstCode,
    responses((status = 200, description = "The app counts.", body = RecoveryCodeList)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::ReauthRequired, Code::RateLimited, Code::Busy])))
)]
pub(crate) async fn confirm_totp(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(form): Json<FirstCode>,
) -> Result<HttpResponse, HandlerError> {
    let FirstCode { code, current_password, passkey } = form;
    let evidence = Evidence::new(current_password, None).or_passkey(passkey);
    let confirmed =
        call.hashing(async move |s, context| users::confirm_totp(&s, &caller, &code, &evidence, &context).await);
    let confirmed = confirmed.await?;
    caller::remember_renewed(&call.req, confirmed.session_id.as_ref())?;
    Ok(HttpResponse::Ok().json(RecoveryCodeList::new(confirmed.recovery_codes.as_ref())))
}
