//! Confirm an email address with the token of an emailed link, at this door.

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
use inside::users::{self, rules};

/// The token of a link that confirms an email address.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct EmailConfirmation {
    /// The last part of the link's address.
    #[schema(required, value_type = String, example = "the last part of the link")]
    #[serde(deserialize_with = "rules::blank_if_null")]
    token: String,
}

/// Confirm an email address with the token of an emailed link.
///
/// Needs no login. Confirming an address twice is no error. A token that has expired, was replaced or is unknown is a
/// `VALIDATION_ERROR` at `token`: offer to send a new link.
#[utoipa::path(
    post,
    operation_id = "verify_email",
    path = "/api/auth/verify",
    request_body = EmailConfirmation,
    responses((status = 200, description = "The address is confirmed.", body = Success<Message>)),
    extensions(("x-codes" = json!([Code::ValidationFailed])))
)]
pub(crate) async fn confirm_email(
    call: Call,
    Json(sent): Json<EmailConfirmation>,
) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(sent.token);
    call.blocking(move |s, context| users::confirm_email(s, &token, context)).await.map_err(dead_link)?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_email_confirmed()))))
}
