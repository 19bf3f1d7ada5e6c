//! Choose a new password with the token of an emailed link, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{Message, Success};
use super::errors::dead_link;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::links::Token;
use inside::users::Password;
use inside::users::{self, Reset, rules};

/// A new password, with the token that permits to set it.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PasswordReset {
    /// The last part of the link's address.
    #[schema(required, value_type = String, example = "the last part of the link")]
    #[serde(deserialize_with = "rules::blank_if_null")]
    token: String,
    /// The new password.
    #[schema(required, value_type = String, format = Password, example = "difference engine 1822")]
    #[serde(deserialize_with = "rules::blank_if_null")]
    password: Password,
}

/// Set a new password with the token of an emailed link.
///
/// The token can be used once. Every session of the account ends, tokens included. Log in next. A token that is used,
/// expired or unknown is a `VALIDATION_ERROR` at `token`: offer to send a new link.
#[utoipa::path(
    post,
    path = "/api/auth/reset-password",
    request_body = PasswordReset,
    responses((status = 200, description = "The password is set.", body = Success<Message>)),
    extensions(("x-codes" = json!([Code::ValidationFailed])))
)]
pub(crate) async fn reset_password(call: Call, Json(form): Json<PasswordReset>) -> Result<HttpResponse, HandlerError> {
    let PasswordReset { token, password } = form;
    let chosen = password.clone();
    let (token, new) = (Token::new(token), Reset { password, confirm_password: None });
    let reset = call.hashing(async move |s, context| users::reset_password(&s, &token, &new, &context).await);
    reset.await.map_err(dead_link)?;
    let t = language::of_api(&call.req, &call.state);
    let warnings = call.warnings(&chosen).await;
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_password_changed_log_in())).warning(warnings)))
}
