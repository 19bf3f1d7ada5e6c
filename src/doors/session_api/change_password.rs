//! Change the password, at this door.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::Call;
use super::answers::Done;
use super::errors::with_sentence;
use crate::doors::caller::{self, LoggedIn};
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::{Error, FieldErrors};
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
    extensions(("x-codes" = json!(["validation_failed", "current_password_incorrect", "rate_limited", "busy"])))
)]
pub async fn change_password(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let same = caller.clone();
    let changed = call.state.hashing(
        call.client(),
        move |s, client| verb::check(s, &same, form, client),
        move |s, form, client| verb::change_password(s, &caller, &form, client),
    );
    match changed.await {
        Ok(session_id) => {
            caller::remember_renewed(&call.req, session_id.as_ref()).map_err(HandlerError)?;
            Ok(HttpResponse::Ok().json(Done::new("Password changed")))
        }
        Err(Error::Invalid(errors)) => Err(wrong_current(errors.renamed("password", "new_password")).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// 401 where the current password is wrong, whatever else is.
fn wrong_current(errors: FieldErrors) -> Refusal {
    let is_wrong = errors.0.iter().any(|error| error.code == "current_password_incorrect");
    if !is_wrong {
        return Refusal::from(&Error::Invalid(errors));
    }
    let refusal = with_sentence(errors, "Current password incorrect");
    Refusal { status: StatusCode::UNAUTHORIZED, code: "current_password_incorrect", ..refusal }
}
