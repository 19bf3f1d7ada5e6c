//! Change the account, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{Me, Success};
use super::bearer::Bearer;
use crate::doors::call::{self, Call};
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Json;
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::users::{self, Evidence, PartialUpdate, Password};

/// The changes to an account. Absent, null and blank members leave their values as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AccountChanges {
    /// A new username.
    #[schema(example = "lovelace")]
    username: Option<String>,
    /// A new email address. It has to be confirmed again.
    #[schema(example = "lovelace@example.com", format = Email)]
    email: Option<String>,
    /// A new password.
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<Password>,
    /// The current password, where the answer was `REAUTH_REQUIRED`.
    #[schema(value_type = Option<String>, format = Password)]
    current_password: Option<Password>,
    /// A code of the authenticator app, where the account has one and the answer was `REAUTH_REQUIRED`.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<factors::OneTimeCode>,
    /// In the place of both: a passkey's answer to the options for a confirmation.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    passkey: Option<PasskeyAnswer>,
}

/// Change the username, the email address, the password, or several of them.
///
/// A new address or password needs a login in the last minutes (`SUDO_WINDOW`), or `current_password`. A new password ends
/// every other session; the tokens of this one stay valid. Tokens name the new values after the next refresh.
#[utoipa::path(
    patch,
    path = "/api/auth/me",
    request_body = AccountChanges,
    responses((status = 200, description = "The account with its current values.", body = Success<Me>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::UsernameTaken, Code::EmailTaken, Code::ReauthRequired, Code::RateLimited
    ])))
)]
pub(crate) async fn update_profile(
    call: Call,
    Bearer(caller): Bearer,
    Json(changes): Json<AccountChanges>,
) -> Result<HttpResponse, HandlerError> {
    let AccountChanges { username, email, password, current_password, code, passkey } = changes;
    let form = PartialUpdate { username, email, password, kept_password: None };
    let evidence = Evidence::new(current_password, code).or_passkey(passkey);
    let updated = call.hashing(async move |s, context| {
        users::update_profile(&s, &caller, &caller.user.username, form, &evidence, &context).await
    });
    let updated = updated.await?;
    let warnings = call::warnings(updated.password_breached);
    Ok(HttpResponse::Ok().json(Success::new(Me::from(&updated.user)).warning(warnings)))
}
