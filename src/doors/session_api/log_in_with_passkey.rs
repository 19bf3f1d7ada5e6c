//! Log in with a passkey, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::LoginSuccessful;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::second_factor::{WantedPasskey, required};
use crate::doors::submission::{Json, OptionalJson};
use crate::doors::{caller, pending_cookie};
use inside::factors::passkeys::{PasskeyAnswer, RequestOptions, sent_passkey};
use inside::sessions::SessionKind;
use inside::users::{self, LoginStop};

/// A passkey's answer.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PasskeyLogin {
    /// What `navigator.credentials.get` returned, as `toJSON()` writes it.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(required, value_type = PasskeyAnswer)]
    passkey: Option<PasskeyAnswer>,
}

/// What the browser is asked for, to log in with a passkey.
///
/// For `PublicKeyCredential.parseRequestOptionsFromJSON`. Works for 10 minutes and once.
#[utoipa::path(
    post,
    path = "/auth/login/passkey_options",
    request_body = Option<WantedPasskey>,
    responses((status = 200, description = "For the browser.", body = RequestOptions)),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn passkey_options(
    call: Call,
    OptionalJson(wanted): OptionalJson<WantedPasskey>,
) -> Result<HttpResponse, HandlerError> {
    // A login that was left waiting must not decide whose passkeys another one asks for.
    let waiting = pending_cookie::read(&call.req, call.state.config()).filter(|_| wanted.second_step);
    let options = call.blocking(move |s, context| {
        users::login_options(s, waiting.as_ref().map(|secret| (secret, SessionKind::Browser)), context)
    });
    Ok(HttpResponse::Ok().json(options.await?))
}

/// Log in with a passkey: the response sets the cookie.
///
/// It names the account and is a whole login, second factor included. A login that waits for its second factor is finished at
/// `/auth/login/second_factor`.
#[utoipa::path(
    post,
    path = "/auth/login/passkey",
    request_body = PasskeyLogin,
    responses(LoginSuccessful),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::SecondFactorWrong, Code::PasskeyUnknown, Code::EmailNotVerified, Code::RateLimited
    ])))
)]
pub(crate) async fn log_in_with_passkey(
    call: Call,
    Json(form): Json<PasskeyLogin>,
) -> Result<HttpResponse, actix_web::Error> {
    let answer = required(form.passkey).map_err(HandlerError)?;
    let previous = caller::of(&call.req).map(|caller| caller.session.id.clone());
    let outcome = call.blocking(move |s, context| {
        users::log_in_with_passkey(s, &answer, SessionKind::Browser, previous.as_ref(), context)
    });
    match outcome.await.map_err(HandlerError)? {
        Ok(login) => Ok(LoginSuccessful::answer(&call, &login).map_err(HandlerError)?),
        Err(LoginStop::ConfirmEmail) => Err(Refusal::new(Code::EmailNotVerified).into()),
    }
}
