//! Change the password, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::texts::Texts;
use inside::users::change_password::{self as verb, PasswordChange};

/// Change the password.
///
/// Every other session ends; this one continues with a new cookie.
#[utoipa::path(
    put,
    path = "/auth/change_password",
    request_body = PasswordChange,
    responses((
        status = 200,
        description = "The password is changed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Password changed" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::CurrentPasswordIncorrect, Code::ReauthRequired, Code::RateLimited, Code::Busy
    ])))
)]
pub(crate) async fn change_password(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let chosen = form.password.clone();
    let changed = call.hashing(async move |s, context| verb::change_password(&s, &caller, &form, &context).await);
    match changed.await {
        Ok(session_id) => {
            caller::remember_renewed(&call.req, session_id.as_ref()).map_err(HandlerError)?;
            let t = language::of_api(&call.req, &call.state);
            let warnings = call.warnings(&chosen).await;
            Ok(HttpResponse::Ok().json(Done::new(t.api_password_changed()).warning(warnings)))
        }
        Err(Error::Invalid(errors)) => {
            Err(Refusal::of_new_password(errors, Texts::api_current_password_incorrect).into())
        }
        Err(error) => Err(HandlerError(error).into()),
    }
}
