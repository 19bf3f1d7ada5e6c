//! Finish a login with a second factor, at this door.

use actix_web::HttpResponse;

use super::answers::Done;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::SecondFactor;
use crate::doors::submission::Json;
use crate::doors::{caller, device_cookie, language, pending_cookie, remembered_cookie};
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
    responses((
        status = 200,
        description = "Logged in.",
        body = Done,
        headers(("Set-Cookie" = String, description = "The session cookie: signed, HttpOnly, SameSite=Lax.")),
        example = json!({ "ok": true, "msg": "login successful" })
    )),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::SecondFactorWrong, Code::PasskeyUnknown, Code::LoginRequired, Code::RateLimited
    ])))
)]
pub(crate) async fn second_step(call: Call, Json(form): Json<SecondFactor>) -> Result<HttpResponse, HandlerError> {
    let remember = form.remember_browser == Some(true);
    let step = form.step()?;
    let config = call.state.config();
    let secret = pending_cookie::read(&call.req, config).ok_or(Error::NoPendingLogin)?;
    let previous = caller::of(&call.req).map(|caller| caller.session.id);
    let login = call.blocking(move |s, context| {
        users::second_step(s, &secret, &step, SessionKind::Browser, previous.as_deref(), remember, context)
    });
    let login = login.await?;
    caller::remember(&call.req, &login)?;
    let device = device_cookie::remember(&call.req, config, login.user.id);
    let t = language::of_api(&call.req, &call.state);
    let mut answer = HttpResponse::Ok();
    answer.cookie(device).cookie(pending_cookie::forget(config));
    if let Some(held) = &login.remembered {
        answer.cookie(remembered_cookie::remember(config, held));
    }
    Ok(answer.json(Done::new(t.api_login_successful())))
}
