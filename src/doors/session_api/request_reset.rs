//! Ask for a link to choose a new password, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::Done;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::users;

/// The account whose password is forgotten.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Forgotten {
    /// The account's email address. Without one nothing happens, and the response is the same.
    #[schema(nullable, example = "ada@example.com")]
    #[serde(deserialize_with = "users::rules::blank_if_null")]
    email: String,
}

/// Send an email with a link to choose a new password.
///
/// The response is the same, and takes as long, whether or not an account uses the address.
#[utoipa::path(
    post,
    path = "/auth/request_reset",
    request_body = Forgotten,
    responses((
        status = 200,
        description = "If an account uses the address, its owner gets an email.",
        body = Done,
        example = json!({ "ok": true, "msg": "If email exists, reset link sent" })
    )),
    extensions(("x-codes" = json!([Code::RateLimited])))
)]
pub(crate) async fn request_reset(call: Call, Json(form): Json<Forgotten>) -> Result<HttpResponse, HandlerError> {
    match call.blocking(move |s, context| users::request_reset(s, &form.email, context)).await {
        Ok(()) | Err(Error::Invalid(_)) => {
            let t = language::of_api(&call.req, &call.state);
            Ok(HttpResponse::Ok().json(Done::new(t.api_reset_link_sent())))
        }
        Err(error) => Err(error.into()),
    }
}
