//! Log in with a passkey, at the pages door: what the script of the login pages sends and gets. A passkey needs a script anyway, so
//! these two speak JSON.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::page_context::PageContext;
use super::{password_warning, second_step};
use crate::doors::codes::Code;
use crate::doors::finished_login;
use crate::doors::handler_error::HandlerError;
use crate::doors::pending_cookie;
use crate::doors::refusal::Refusal;
use crate::doors::second_factor::{WantedPasskey, required};
use crate::doors::submission::{Json, OptionalJson};
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::sessions::SessionKind;
use inside::users::{self, LoginStop, SecondStep};

/// POST `/login/passkey/options`.
pub(crate) async fn options(
    context: PageContext,
    OptionalJson(asked): OptionalJson<WantedPasskey>,
) -> Result<HttpResponse, HandlerError> {
    let waiting = pending_cookie::read(&context.req, context.state.config()).filter(|_| asked.second_step);
    let options = context.blocking(move |s, context| {
        users::login_options(s, waiting.as_ref().map(|secret| (secret, SessionKind::Browser)), context)
    });
    Ok(HttpResponse::Ok().json(options.await?))
}

/// The browser's answer.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answered {
    #[serde(deserialize_with = "sent_passkey")]
    passkey: Option<PasskeyAnswer>,
    second_step: bool,
    /// In a second step: the box for it is checked.
    remember_browser: Option<bool>,
    next: String,
}

/// Where the script leads on.
#[derive(Serialize)]
pub(super) struct Onward {
    pub(super) location: String,
}

/// POST `/login/passkey`: 200 with the address to go on to.
pub(crate) async fn post(
    context: PageContext,
    Json(Answered { passkey, second_step, remember_browser, next }): Json<Answered>,
) -> Result<HttpResponse, actix_web::Error> {
    let answer = required(passkey).map_err(HandlerError)?;
    let next = if second_step { context.destination_of_waiting(&next) } else { context.destination(&next) };
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    let outcome = if second_step {
        let step = SecondStep::Passkey(Box::new(answer));
        second_step::finish(&context, step, remember_browser == Some(true)).await.map(Ok)
    } else {
        let login = context.blocking(move |s, context| {
            users::log_in_with_passkey(s, &answer, SessionKind::Browser, previous.as_ref(), context)
        });
        login.await
    };
    match outcome.map_err(HandlerError)? {
        Ok(login) => {
            let is_breached = second_step && password_warning::is_kept(&context);
            let location = next.unwrap_or_else(|| context.after_login().to_owned());
            let mut response = HttpResponse::Ok().json(Onward { location });
            finished_login::remember(&context.req, context.state.config(), &login, &mut response)
                .map_err(HandlerError)?;
            password_warning::warn(&context, is_breached);
            Ok(response)
        }
        Err(LoginStop::ConfirmEmail) => Err(Refusal::new(Code::EmailNotVerified).into()),
    }
}
