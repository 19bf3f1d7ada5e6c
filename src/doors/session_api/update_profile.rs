//! Change the username, the email address, or both, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::ProfileUpdated;
use super::errors::taken;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::error::{Error, FieldCode};
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::texts::Texts;
use inside::users::{self, Evidence, PartialUpdate, Password};

/// The changes to an account. Absent and blank members leave their values as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ProfileChanges {
    /// A new username.
    #[schema(example = "ada")]
    username: Option<String>,
    /// A new email address. It has to be confirmed again.
    #[schema(example = "ada@example.com", format = Email)]
    email: Option<String>,
    /// The current password, where the answer was `reauth_required`.
    #[schema(value_type = Option<String>, format = Password)]
    current_password: Option<Password>,
    /// A code of the authenticator app, where the account has one and the answer was `reauth_required`.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<factors::OneTimeCode>,
    /// In the place of both: a passkey's answer to the options for a confirmation.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    passkey: Option<PasskeyAnswer>,
}

/// Change the username, the email address, or both.
///
/// A new address needs a login in the last minutes (`SUDO_WINDOW`), or `current_password`. The password is changed at its
/// own address.
#[utoipa::path(
    put,
    path = "/auth/update_profile",
    request_body = ProfileChanges,
    responses((status = 200, description = "The account with its current values.", body = ProfileUpdated)),
    security(("session" = [])),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::UsernameTaken, Code::EmailTaken, Code::ReauthRequired, Code::RateLimited,
        Code::Busy
    ])))
)]
pub(crate) async fn update_profile(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(changes): Json<ProfileChanges>,
) -> Result<HttpResponse, actix_web::Error> {
    let who = caller.clone();
    let ProfileChanges { username, email, current_password, code, passkey } = changes;
    let form = PartialUpdate { username, email, ..PartialUpdate::default() };
    let evidence = Evidence::new(current_password, code).or_passkey(passkey);
    let updated = call.hashing(async move |s, context| {
        users::update_profile(&s, &who, &who.user.username, form, &evidence, &context).await
    });
    let updated = updated.await;
    let t = language::of_api(&call.req, &call.state);
    match updated {
        Ok(updated) => {
            caller::remember_renewed(&call.req, updated.session_id.as_ref()).map_err(HandlerError)?;
            Ok(HttpResponse::Ok().json(ProfileUpdated::new(t, &updated.user)))
        }
        // Existing clients send all values, changed or not.
        Err(Error::Invalid(errors)) if errors.has(&FieldCode::NothingToChange) => {
            Ok(HttpResponse::Ok().json(ProfileUpdated::new(t, &caller.user)))
        }
        Err(Error::Invalid(errors)) => Err(taken(errors, Texts::api_email_already_in_use).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}
