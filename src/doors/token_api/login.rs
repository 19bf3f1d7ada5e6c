//! Log in, at this door.

use actix_web::HttpResponse;

use super::answers::{FirstTokens, Success};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::sessions::SessionKind;
use inside::users::{self, Credentials, LoginProgress, LoginStop};

/// Log in, by username or by email address.
#[utoipa::path(
    post,
    path = "/api/auth/login",
    request_body = Credentials,
    responses((status = 200, description = "Logged in.", body = Success<FirstTokens>)),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::InvalidCredentials, Code::SecondFactorRequired,
        Code::SecondFactorSetupRequired, Code::EmailNotVerified, Code::RateLimited
    ])))
)]
pub(crate) async fn login(call: Call, form: Json<Credentials>) -> Result<HttpResponse, actix_web::Error> {
    let login = call.hashing(async move |s, context| {
        Ok(match users::login(&s, &form.0, SessionKind::Program, None, &context).await? {
            LoginProgress::Complete(login) => {
                let pair = login.first_pair(&s)?;
                Ok((login.user, pair))
            }
            LoginProgress::StoppedAt(LoginStop::ConfirmEmail) => Err(Refusal::new(Code::EmailNotVerified)),
            LoginProgress::SecondFactorNeeded(pending) => Err(Refusal::pending(pending)),
            LoginProgress::SetUpNeeded(_) => Err(Refusal::set_up_at("/login")),
        })
    });
    match login.await.map_err(HandlerError)? {
        Ok((user, pair)) => Ok(HttpResponse::Ok().json(Success::new(FirstTokens::new(&user, &pair)))),
        Err(refusal) => Err(refusal.into()),
    }
}
