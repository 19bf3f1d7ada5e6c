//! Finish a login with a second factor, at this door.

use actix_web::HttpResponse;

use super::answers::LoginSuccessful;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::SecondFactor;
use crate::doors::submission::Json;
use crate::doors::{caller, pending_cookie};
use inside::error::Error;
use inside::sessions::SessionKind;
use inside::users;

/// Finish a login that answered `second_factor_required`.
///
/// The cookie of that answer names the login. It waits for 10 minutes and ends with the sixth wrong code; then, and without it,
/// the answer is `login_required`.
#[utoipa::path(
    post,
    path = "/auth/login/second_factor",
    request_body = SecondFactor,
    responses(LoginSuccessful),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::SecondFactorWrong, Code::PasskeyUnknown, Code::LoginRequired, Code::RateLimited
    ])))
)]
pub(crate) async fn second_step(call: Call, Json(form): Json<SecondFactor>) -> Result<HttpResponse, HandlerError> {
    let remember = form.remember_browser == Some(true);
    let step = form.step()?;
    let secret = pending_cookie::read(&call.req, call.state.config()).ok_or(Error::NoPendingLogin)?;
    let previous = caller::of(&call.req).map(|caller| caller.session.id.clone());
    let login = call.blocking(move |s, context| {
        users::second_step(s, &secret, &step, SessionKind::Browser, previous.as_ref(), remember, context)
    });
    Ok(LoginSuccessful::answer(&call, &login.await?)?)
}
