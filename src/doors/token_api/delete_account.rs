//! Delete the account, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{Message, Success};
use super::bearer::Bearer;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::OptionalJson;
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::users::{self, Evidence, Password};

/// The confirmation of a deletion.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AccountDeletion {
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
    /// The account's username, if the app asks its user to type it. Another name is refused.
    confirm_username: Option<String>,
}

/// Delete the account and all its data.
///
/// It can't be undone: every session and token ends, and username and email address become free. Needs a login in the last
/// minutes (`SUDO_WINDOW`), or `current_password`.
#[utoipa::path(
    delete,
    operation_id = "delete",
    path = "/api/auth/me",
    request_body = Option<AccountDeletion>,
    responses((status = 200, description = "The account is deleted.", body = Success<Message>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::ReauthRequired, Code::LastAdmin, Code::RateLimited])))
)]
pub(crate) async fn delete_account(
    call: Call,
    Bearer(caller): Bearer,
    OptionalJson(sent): OptionalJson<AccountDeletion>,
) -> Result<HttpResponse, HandlerError> {
    let AccountDeletion { current_password, code, passkey, confirm_username } = sent;
    // Typing the name guards people against a slip at a page. A program can't slip, so here it is optional.
    let confirm_username = confirm_username.unwrap_or_else(|| caller.user.username.clone());
    let evidence = Evidence::new(current_password, code).or_passkey(passkey);
    let deleted = call.hashing(async move |s, context| {
        users::delete_account(&s, &caller, &confirm_username, &evidence, &context).await
    });
    deleted.await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_account_deleted()))))
}
