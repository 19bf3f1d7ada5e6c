//! Create an account, at this door.

use actix_web::HttpResponse;

use super::Call;
use super::answers::Done;
use super::errors::{is_missing, taken, with_sentence};
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::users::{self, Registration};

/// Create an account.
///
/// An email with a link to confirm the address follows.
#[utoipa::path(
    post,
    path = "/auth/register",
    request_body = Registration,
    responses((
        status = 201,
        description = "The account is created. Log in next.",
        body = Done,
        example = json!({ "ok": true, "msg": "User registered" })
    )),
    extensions(("x-codes" = json!([
        "validation_failed", "username_taken", "email_taken", "registration_closed", "invitation_needed", "rate_limited", "busy"
    ])))
)]
pub async fn register(call: Call, Json(form): Json<Registration>) -> Result<HttpResponse, actix_web::Error> {
    let registered = call
        .state
        .hashing(call.client(), move |s, client| users::register::check(s, form, client), users::register::create)
        .await;
    match registered {
        Ok(_) => Ok(HttpResponse::Created().json(Done::new("User registered"))),
        Err(Error::Invalid(errors)) if is_missing(&errors) => Err(with_sentence(errors, "All fields required").into()),
        Err(Error::Invalid(errors)) => Err(taken(errors, "Email already registered").into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}
