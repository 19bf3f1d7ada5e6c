//! Forgot the password, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{Message, Success};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::users;

/// The account whose password is forgotten.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ForgottenPassword {
    /// The account's email address.
    #[schema(required, value_type = String, example = "ada@example.com", format = Email)]
    #[serde(deserialize_with = "users::rules::blank_if_null")]
    email: String,
}

/// Send an email with a link to choose a new password.
///
/// The answer is the same, and takes as long, whether or not an account uses the address.
#[utoipa::path(
    post,
    path = "/api/auth/forgot-password",
    request_body = ForgottenPassword,
    responses((status = 200, description = "If an account uses the address, its owner gets an email.", body = Success<Message>)),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::RateLimited])))
)]
pub(crate) async fn request_reset(
    call: Call,
    Json(form): Json<ForgottenPassword>,
) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| users::request_reset(s, &form.email, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_link_on_its_way()))))
}
