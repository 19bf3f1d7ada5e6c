//! "I can't use any of these" at the pages door: the delayed recovery, for a login whose second factors are all lost.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::PrimitiveDateTime;

use super::filters;
use super::form_state::FormState;
use super::login_query::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::second_step::start_again;
use super::second_step_ways::{LOST_FACTORS_PATH, Way};
use super::view::{FlashKind, Layout, Summary};
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::pending_cookie;
use crate::doors::submission::Form;
use inside::context::Context;
use inside::error::Error;
use inside::factors::SecondStepMethod;
use inside::sessions::{self, SessionKind};
use inside::state::Services;
use inside::texts::Texts;
use inside::users::{self, Caller, FactorsLeft, LostFactors};

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
    /// What finishes the login after all; nothing where no factor counts.
    ways: Vec<(&'static str, &'static str)>,
    /// Why none counts, where that is so.
    reasons: Vec<&'static str>,
    /// Somebody is logged in, and has to log in again first.
    logs_out: bool,
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
    let next = query.next_of_second_step(&context);
    show(&context, next, &FormState::default()).await
}

/// POST `/login/lost-factors`: 303 back to the page, which says when the wait is over. Who is logged in is logged out, and led to a
/// login that asks for the second factor.
pub(crate) async fn post(context: PageContext, form: Form<LostFactorsForm>) -> Result<HttpResponse, HandlerError> {
    let next = context.destination_of_waiting(&form.0.next);
    let Some(secret) = pending_cookie::read(&context.req, context.state.config()) else {
        return match context.caller.clone() {
            Some(caller) => log_out(&context, caller).await,
            None => Ok(start_again(&context, next.as_deref())),
        };
    };
    let started = context
        .blocking(move |s, context| users::start_factor_recovery(s, &secret, SessionKind::Browser, context))
        .await;
    match started {
        Ok(_) => Ok(context.see_other(&carrying(LOST_FACTORS_PATH, next.as_deref()))),
        Err(Error::NoPendingLogin) if !wants_json(&context.req) => Ok(start_again(&context, next.as_deref())),
        Err(error) => {
            let form_state = FormState::of(&context, error, None)?;
            show(&context, next, &form_state).await
        }
    }
}

/// Logs the caller out, and this browser is not remembered for the account any more.
async fn log_out(context: &PageContext, caller: Arc<Caller>) -> Result<HttpResponse, HandlerError> {
    context.blocking(move |s, context| sessions::log_out_and_forget(s, &caller.session, context)).await?;
    caller::forget(&context.req);
    context.flash(FlashKind::Notice, context.t.lost_factors_log_in());
    Ok(context.see_other("/login"))
}

async fn show(
    context: &PageContext,
    next: Option<String>,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let waiting = match pending_cookie::read(&context.req, context.state.config()) {
        None => Err(Error::NoPendingLogin),
        Some(secret) => {
            let find = move |s: &Services, context: &Context| {
                users::start_factor_recovery::find(s, &secret, SessionKind::Browser, context)
            };
            context.blocking(find).await
        }
    };
    let (found, logs_out) = match (waiting, context.caller.clone()) {
        (Ok(found), _) => (found, false),
        (Err(Error::NoPendingLogin), None) => return Ok(start_again(context, next.as_deref())),
        (Err(Error::NoPendingLogin), Some(caller)) => {
            match context.blocking(move |s, _| users::start_factor_recovery::of_caller(s, &caller)).await? {
                Some(found) => (found, true),
                None => return Ok(context.see_other(next.as_deref().unwrap_or("/"))),
            }
        }
        (Err(error), _) => return Err(error.into()),
    };
    let (t, now) = (context.t, context.state.now());
    let (takes, ready_at) = match found.lost {
        LostFactors::Startable(delay) => (Some(t.within(delay)), None),
        LostFactors::Running(recovery) => (None, Some(recovery.ready_at)),
        LostFactors::AddressUnconfirmed => (None, None),
    };
    // Somebody who is logged in has no login that one of these would finish.
    let ways = if logs_out { Vec::new() } else { Way::of(&found.methods) };
    let page = LostFactorsPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: form_state.summary(""),
        action: LOST_FACTORS_PATH,
        takes,
        ready_at,
        is_ready: ready_at.is_some_and(|ready_at| ready_at <= now),
        ways: ways.iter().map(|way| (way.path(), way.name(t))).collect(),
        reasons: reasons(t, &found),
        logs_out,
        retry_after: form_state.retry_after,
    };
    form_state.page(context, &page)
}

/// Why no second factor counts, where none does.
fn reasons(t: Texts, found: &FactorsLeft) -> Vec<&'static str> {
    if found.methods.iter().any(|method| *method != SecondStepMethod::RecoveryCode) {
        return Vec::new();
    }
    let suspended = (found.unusable.suspended > 0).then(|| t.lost_factors_suspended());
    let elsewhere = (found.unusable.elsewhere > 0).then(|| t.lost_factors_elsewhere());
    suspended.into_iter().chain(elsewhere).collect()
}
