//! Stop the delayed recovery at the pages door: the button on every page of a session, and the page behind the links in its emails.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::PrimitiveDateTime;

use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use super::{dead_link, filters, finish_factor_recovery};
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::links::{Purpose, Token};
use inside::texts::Texts;
use inside::users::{self, stop_factor_recovery};

#[derive(Template)]
#[template(path = "pages/stop_factor_recovery.html")]
struct FactorRecoveryPage {
    t: Texts,
    layout: Layout,
    token: String,
    username: String,
    ready_at: PrimitiveDateTime,
    can_finish: bool,
}

/// Which of the buttons was pressed. Without one it is the safe one; a word that is on neither is refused.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct FactorRecoveryForm {
    action: FactorRecoveryAction,
}

/// What the buttons do.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FactorRecoveryAction {
    /// The account stays as it is.
    #[default]
    Stop,
    /// Its second factors are removed.
    Finish,
}

/// POST `/two-step/recovery/stop`: 303 `/security`. It asks for no confirmation: who stops it leaves the account as it was.
pub(crate) async fn post(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    match context.blocking(move |s, context| users::stop_factor_recovery(s, &caller, context)).await {
        Ok(()) => context.flash(FlashKind::Done, t.done_request_stopped()),
        Err(Error::NotFound) => context.flash(FlashKind::Notice, t.no_request_running()),
        Err(error) => return Err(error.into()),
    }
    Ok(context.see_other("/security"))
}

/// GET `/factor-recovery/{token}`: shows what the link would do. Changes nothing.
pub(crate) async fn get_link(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.blocking(move |s, context| stop_factor_recovery::find(s, &token, context)).await {
        Ok(found) => {
            let page = FactorRecoveryPage {
                t: context.t,
                layout: context.layout(),
                token: shown.expose().to_owned(),
                username: found.user.username,
                ready_at: found.recovery.ready_at,
                can_finish: found.can_finish,
            };
            context.page(StatusCode::OK, &page)
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::StopRecovery, why),
        Err(error) => Err(error.into()),
    }
}

/// POST `/factor-recovery/{token}`: stops it, or finishes it where the link may and `action` says so. 303 with a message.
pub(crate) async fn post_link(
    context: PageContext,
    token: web::Path<String>,
    form: Form<FactorRecoveryForm>,
) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    match form.0.action {
        FactorRecoveryAction::Finish => finish_factor_recovery::finish(&context, token).await,
        FactorRecoveryAction::Stop => stop(&context, token).await,
    }
}

async fn stop(context: &PageContext, token: Token) -> Result<HttpResponse, HandlerError> {
    match context.blocking(move |s, context| users::stop_factor_recovery_from_email(s, &token, context)).await {
        Ok(()) => {
            context.flash(FlashKind::Done, context.t.done_request_stopped());
            Ok(context.see_other(if context.caller.is_some() { "/security" } else { "/login" }))
        }
        Err(Error::DeadLink(why)) => dead_link::render(context, Purpose::StopRecovery, why),
        Err(error) => Err(error.into()),
    }
}
