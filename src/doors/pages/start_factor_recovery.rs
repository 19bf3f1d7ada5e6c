//! "I can't use any of these" at the pages door: the delayed recovery, for a login whose second factors are all lost.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::PrimitiveDateTime;

use super::filters;
use super::form_state::FormState;
use super::login::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::second_step::{methods, start_again};
use super::second_step_ways::Way;
use super::view::{FlashKind, Layout, Summary, Theme};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::pending_cookie;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::sessions::SessionKind;
use inside::texts::Texts;
use inside::users::{self, LostFactors};

pub(super) const PATH: &str = "/login/lost-factors";

#[derive(Template)]
#[template(path = "pages/start_factor_recovery.html")]
struct LostFactorsPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    action: &'static str,
    /// When the link would come, in words; none where nothing can be started.
    takes: Option<String>,
    /// From when one that runs can be finished.
    ready_at: Option<PrimitiveDateTime>,
    is_ready: bool,
    /// What finishes the login after all; nothing where every factor is suspended.
    ways: Vec<(&'static str, &'static str)>,
    retry_after: Option<u64>,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LostFactorsForm {
    next: String,
}

/// GET `/login/lost-factors`: what can be done, or how far it is. Changes nothing.
pub(crate) async fn get(context: PageContext, query: web::Query<LoginQuery>) -> Result<HttpResponse, HandlerError> {
    let next = query.next(&context);
    show(&context, next, &FormState::default()).await
}

/// POST `/login/lost-factors`: 303 back to the page, which says when the wait is over.
pub(crate) async fn post(context: PageContext, form: Form<LostFactorsForm>) -> Result<HttpResponse, HandlerError> {
    let next = context.destination(&form.0.next);
    let Some(secret) = pending_cookie::read(&context.req, context.state.config()) else {
        return Ok(start_again(&context, next.as_deref()));
    };
    let started = context
        .blocking(move |s, context| users::start_factor_recovery(s, &secret, SessionKind::Browser, context))
        .await;
    match started {
        Ok(_) => Ok(context.see_other(&carrying(PATH, next.as_deref()))),
        Err(Error::NoPendingLogin) if !wants_json(&context.req) => Ok(start_again(&context, next.as_deref())),
        Err(error) => {
            let form_state = FormState::of(&context, error, None)?;
            show(&context, next, &form_state).await
        }
    }
}

async fn show(
    context: &PageContext,
    next: Option<String>,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let Some(secret) = pending_cookie::read(&context.req, context.state.config()) else {
        return Ok(match context.caller {
            Some(_) => context.see_other(next.as_deref().unwrap_or("/")),
            None => start_again(context, next.as_deref()),
        });
    };
    let found = context
        .blocking(move |s, context| users::start_factor_recovery::find(s, &secret, SessionKind::Browser, context))
        .await;
    let (t, now) = (context.t, context.state.now());
    let (takes, ready_at) = match found {
        Ok(LostFactors::Startable(delay)) => (Some(t.within(delay)), None),
        Ok(LostFactors::Running(recovery)) => (None, Some(recovery.ready_at)),
        Ok(LostFactors::AddressUnconfirmed) => (None, None),
        Err(Error::NoPendingLogin) => return Ok(start_again(context, next.as_deref())),
        Err(error) => return Err(error.into()),
    };
    let methods = methods(context).await.unwrap_or_default();
    let ways = Way::ALL.into_iter().filter(|way| methods.contains(&way.method()));
    let page = LostFactorsPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: form_state.summary(""),
        action: PATH,
        takes,
        ready_at,
        is_ready: ready_at.is_some_and(|ready_at| ready_at <= now),
        ways: ways.map(|way| (way.path(), way.name(t))).collect(),
        retry_after: form_state.retry_after,
    };
    context.form(form_state, &page)
}
