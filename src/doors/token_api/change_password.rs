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
use inside::error::Error;
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
    let chosen = form.password.clone();
    let changed =
        call.hashing(async move |s, context| change_password::change_password(&s, &caller, &form, &context).await);
    match changed.await {
        Ok(_) => {
            let t = language::of_api(&call.req, &call.state);
            let warnings = call.warnings(&chosen).await;
            Ok(HttpResponse::Ok().json(Success::new(Message::new(t.api_password_changed())).warning(warnings)))
        }
        Err(Error::Invalid(errors)) => Err(Refusal::of_new_password(errors, Texts::current_password_incorrect).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}
