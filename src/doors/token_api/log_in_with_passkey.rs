//! Log in with a passkey, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{FirstTokens, Success};
use super::bearer::Bearer;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::second_factor::required;
use crate::doors::submission::{Json, OptionalJson};
use inside::factors::passkeys::{PasskeyAnswer, RequestOptions, sent_passkey};
use inside::secret::Secret;
use inside::sessions::SessionKind;
use inside::users::{self, LoginStop};

/// Which passkeys are asked for.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct WantedPasskeys {
    /// Those of the account whose login waits for its second factor; without it any passkey for this site.
    #[schema(value_type = Option<String>)]
    login_token: Option<Secret<String>>,
}

/// A passkey's answer.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TokensForPasskey {
    /// The credential in the JSON of Web Authentication Level 3.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(required, value_type = PasskeyAnswer)]
    passkey: Option<PasskeyAnswer>,
}

/// What the platform is asked for, to log in with a passkey.
///
/// Works for 10 minutes and once. An app of yours is let in by `PASSKEY_ORIGINS`.
#[utoipa::path(
    post,
    path = "/api/auth/login/passkey-options",
    request_body = Option<WantedPasskeys>,
    responses((status = 200, description = "For the platform.", body = Success<RequestOptions>)),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn passkey_options(
    call: Call,
    OptionalJson(wanted): OptionalJson<WantedPasskeys>,
) -> Result<HttpResponse, HandlerError> {
    let waiting = wanted.login_token;
    let options = call.blocking(move |s, context| {
        users::login_options(s, waiting.as_ref().map(|secret| (secret, SessionKind::Program)), context)
    });
    Ok(HttpResponse::Ok().json(Success::new(options.await?)))
}

/// Log in with a passkey.
///
/// It names the account and is a whole login, second factor included.
#[utoipa::path(
    post,
    path = "/api/auth/login/passkey",
    request_body = TokensForPasskey,
    responses((status = 200, description = "Logged in.", body = Success<FirstTokens>)),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::SecondFactorWrong, Code::EmailNotVerified, Code::RateLimited
    ])))
)]
pub(crate) async fn log_in_with_passkey(
    call: Call,
    Json(form): Json<TokensForPasskey>,
) -> Result<HttpResponse, actix_web::Error> {
    let answer = required(form.passkey).map_err(HandlerError)?;
    let login = call.blocking(move |s, context| {
        Ok(match users::log_in_with_passkey(s, &answer, SessionKind::Program, None, context)? {
            Ok(login) => {
                let pair = login.first_pair(s)?;
                Ok((login.user, pair))
            }
            Err(LoginStop::ConfirmEmail) => Err(Refusal::new(Code::EmailNotVerified)),
        })
    });
    match login.await.map_err(HandlerError)? {
        Ok((user, pair)) => Ok(HttpResponse::Ok().json(Success::new(FirstTokens::new(&user, &pair)))),
        Err(refusal) => Err(refusal.into()),
    }
}

/// What the platform is asked for where a change answered `REAUTH_REQUIRED`.
///
/// The answer is the member `passkey` of the same request, in the place of `current_password` and `code`.
#[utoipa::path(
    post,
    path = "/api/auth/me/passkey-options",
    responses((status = 200, description = "For the platform.", body = Success<RequestOptions>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::NotFound])))
)]
pub(crate) async fn passkey_confirmation_options(
    call: Call,
    Bearer(caller): Bearer,
) -> Result<HttpResponse, HandlerError> {
    let options = call.blocking(move |s, context| users::passkey_check::confirmation_options(s, &caller, context));
    Ok(HttpResponse::Ok().json(Success::new(options.await?)))
}
