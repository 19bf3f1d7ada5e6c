//! Create an account, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use super::errors::taken;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::texts::Texts;
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
        Code::ValidationFailed, Code::UsernameTaken, Code::EmailTaken, Code::RegistrationClosed,
        Code::InvitationNeeded, Code::RateLimited, Code::Busy
    ])))
)]
pub(crate) async fn register(call: Call, Json(form): Json<Registration>) -> Result<HttpResponse, actix_web::Error> {
    let chosen = form.password.clone();
    let registered = call.hashing(async move |s, context| users::register(&s, form, &context).await).await;
    match registered {
        Ok(_) => {
            let t = language::of_api(&call.req, &call.state);
            let warnings = call.warnings(&chosen).await;
            Ok(HttpResponse::Created().json(Done::new(t.api_user_registered()).warning(warnings)))
        }
        Err(Error::Invalid(errors)) if errors.0.iter().any(|error| error.code.is_missing()) => {
            Err(Refusal::from(errors).saying(Texts::api_all_fields_required).into())
        }
        Err(Error::Invalid(errors)) => Err(taken(errors, Texts::api_email_already_registered).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}
