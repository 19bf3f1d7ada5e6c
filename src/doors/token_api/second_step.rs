//! Finish a login with a second factor, at this door.

use actix_web::HttpResponse;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::answers::{FirstTokens, Success};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::SecondFactor;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::secret::Secret;
use inside::sessions::SessionKind;
use inside::users;

/// The login, and what finishes it.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LoginWithSecondFactor {
    /// The one of the answer `SECOND_FACTOR_REQUIRED`.
    #[serde(deserialize_with = "text")]
    #[schema(required, value_type = String)]
    login_token: Option<Secret<String>>,
    /// A code of the authenticator app.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<factors::OneTimeCode>,
    /// A recovery code.
    #[schema(value_type = Option<String>, example = "ABCD-EFGH-IJKL-MNOP")]
    recovery_code: Option<factors::OneTimeCode>,
    /// A passkey's answer to the options of the same login.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    passkey: Option<PasskeyAnswer>,
}

/// What is there has to be a text: `null` is refused like every other value that is none.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret<String>>, D::Error> {
    Secret::deserialize(deserializer).map(Some)
}

/// Finish a login that answered `SECOND_FACTOR_REQUIRED`.
///
/// It waits for 10 minutes and ends with the sixth wrong code; then the answer is `UNAUTHORIZED`.
#[utoipa::path(
    post,
    path = "/api/auth/login/second-factor",
    request_body = LoginWithSecondFactor,
    responses((status = 200, description = "Logged in.", body = Success<FirstTokens>)),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::SecondFactorWrong, Code::LoginRequired, Code::RateLimited
    ])))
)]
pub(crate) async fn second_step(
    call: Call,
    Json(form): Json<LoginWithSecondFactor>,
) -> Result<HttpResponse, HandlerError> {
    let LoginWithSecondFactor { login_token, code, recovery_code, passkey } = form;
    let step = SecondFactor { code, recovery_code, passkey, remember_browser: None }.step()?;
    let secret = login_token.ok_or(Error::NoPendingLogin)?;
    let login = call.blocking(move |s, context| {
        let login = users::second_step(s, &secret, &step, SessionKind::Program, None, false, context)?;
        let pair = login.first_pair(s)?;
        Ok::<_, Error>((login.user, pair))
    });
    let (user, pair) = login.await?;
    Ok(HttpResponse::Ok().json(Success::new(FirstTokens::new(&user, &pair))))
}
