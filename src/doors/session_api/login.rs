//! Log in, at this door.

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;

use super::answers::LoginSuccessful;
use super::codes;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::pending_cookie;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::Error;
use inside::sessions::SessionKind;
use inside::texts::Texts;
use inside::users::{self, Credentials, LoginProgress, LoginStop};

/// Log in: the response sets the cookie.
///
/// By username or email address. The browser's previous session ends.
#[utoipa::path(
    post,
    path = "/auth/login",
    request_body = Credentials,
    responses(LoginSuccessful),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::InvalidCredentials, Code::SecondFactorRequired,
        Code::SecondFactorSetupRequired, Code::EmailNotVerified, Code::RateLimited, Code::Busy
    ])))
)]
pub(crate) async fn login(call: Call, Json(form): Json<Credentials>) -> Result<HttpResponse, actix_web::Error> {
    let previous = caller::of(&call.req).map(|caller| caller.session.id.clone());
    let login = call
        .hashing(async move |s, context| {
            users::login(&s, &form, SessionKind::Browser, previous.as_ref(), &context).await
        })
        .await;
    match login {
        Ok(LoginProgress::Complete(login)) => Ok(LoginSuccessful::answer(&call, &login).map_err(HandlerError)?),
        Ok(LoginProgress::SecondFactorNeeded(pending)) => {
            let cookies = pending_cookie::remember(&call.req, call.state.config(), &pending, None);
            with_cookies(&call, &Refusal::pending(pending), cookies)
        }
        Ok(LoginProgress::SetUpNeeded(pending)) => {
            // The page that this answer names goes on with the same login.
            let cookies = pending_cookie::remember(&call.req, call.state.config(), &pending, None);
            with_cookies(&call, &Refusal::set_up_at("/login/set-up"), cookies)
        }
        Ok(LoginProgress::StoppedAt(LoginStop::ConfirmEmail)) => Err(Refusal::new(Code::EmailNotVerified).into()),
        Err(Error::Invalid(errors)) => Err(Refusal::from(errors).saying(Texts::api_missing_credentials).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// A refusal that leaves a login which waits.
fn with_cookies(
    call: &Call,
    refusal: &Refusal,
    cookies: impl Iterator<Item = Cookie<'static>>,
) -> Result<HttpResponse, actix_web::Error> {
    let mut answer = refusal.to_json(&call.req, &codes::answer(refusal.code));
    for cookie in cookies {
        answer.add_cookie(&cookie).map_err(|cause| HandlerError(Error::internal(cause)))?;
    }
    Ok(answer)
}
