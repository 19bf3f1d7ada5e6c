//! Change the password, at this door.

use actix_web::HttpResponse;

use super::answers::{Message, Success};
use super::bearer::Bearer;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::{Error, Field, FieldCode, FieldErrors};
use inside::texts::Texts;
use inside::users::change_password::{self, PasswordChange};

/// Change the password.
///
/// Every other session ends; the tokens of this one stay valid.
#[utoipa::path(
    post,
    path = "/api/auth/change-password",
    request_body = PasswordChange,
    responses((status = 200, description = "The password is changed.", body = Success<Message>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::CurrentPasswordIncorrect, Code::ReauthRequired, Code::RateLimited])))
)]
pub(crate) async fn change_password(
    call: Call,
    Bearer(caller): Bearer,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let changed =
        call.hashing(async move |s, context| change_password::change_password(&s, &caller, &form, &context).await);
    match changed.await {
        Ok(_) => {
            let t = language::of_api(&call.req, &call.state);
            Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_password_changed()))))
        }
        Err(Error::Invalid(errors)) => Err(refused(errors.renamed(Field::Password, Field::NewPassword)).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// 401 where the current password is wrong, whatever else is: this address always asks for it, so `REAUTH_REQUIRED`, which
/// asks to send it, would mislead.
fn refused(errors: FieldErrors) -> Refusal {
    if errors.has(&FieldCode::CurrentPasswordIncorrect) {
        return Refusal::new(Code::CurrentPasswordIncorrect).with(errors).saying(Texts::current_password_incorrect);
    }
    // The password is right: it is the second factor that is asked for.
    let is_of_factor = |code: &FieldCode| {
        matches!(
            code,
            FieldCode::CodeRequired | FieldCode::CodeIncorrect | FieldCode::PasskeyNeeded | FieldCode::Passkey(_)
        )
    };
    match errors.0.iter().any(|error| is_of_factor(&error.code)) {
        true => Refusal::new(Code::ReauthRequired).with(errors),
        false => Refusal::from(errors),
    }
}
