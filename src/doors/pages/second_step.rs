//! The second step of a login, at the pages door: a code of the authenticator app, a recovery code, or a passkey.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::form_state::FormState;
use super::input::Input;
use super::login_query::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::password_warning;
use super::second_step_ways::{Typed, Way, first_path};
use super::view::{FlashKind, Layout, Summary};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use crate::doors::{finished_login, pending_cookie};
use crate::sentences::of_field;
use inside::error::{Error, Field, FieldErrors};
use inside::factors::OneTimeCode;
use inside::sessions::SessionKind;
use inside::texts::Texts;
use inside::users::{self, SecondStep};

#[derive(Template)]
#[template(path = "pages/second_step.html")]
struct SecondStepPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    lead: &'static str,
    action: &'static str,
    /// A code; none where a passkey is asked for.
    field: Option<Input>,
    /// A passkey can be asked for here too.
    passkey: bool,
    /// The other ways to finish this login: paths and names.
    others: Vec<(&'static str, &'static str)>,
    /// Where this browser can be remembered: for how many days, and whether that is chosen.
    remember: Option<(i64, bool)>,
    retry_after: Option<u64>,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SecondStepForm {
    code: OneTimeCode,
    next: String,
    /// The box is checked.
    remember_browser: Option<String>,
}

/// GET `/login/code`.
pub(crate) async fn get_code(
    context: PageContext,
    query: web::Query<LoginQuery>,
) -> Result<HttpResponse, HandlerError> {
    get(context, query.into_inner(), Way::App).await
}

/// GET `/login/recovery-code`.
pub(crate) async fn get_recovery_code(
    context: PageContext,
    query: web::Query<LoginQuery>,
) -> Result<HttpResponse, HandlerError> {
    get(context, query.into_inner(), Way::RecoveryCode).await
}

/// GET `/login/passkey`: the second step of an account with passkeys and no app.
pub(crate) async fn get_passkey(
    context: PageContext,
    query: web::Query<LoginQuery>,
) -> Result<HttpResponse, HandlerError> {
    get(context, query.into_inner(), Way::Passkey).await
}

/// POST `/login/code`: 303 to `next` or `/`, or the form again.
pub(crate) async fn post_code(context: PageContext, form: Form<SecondStepForm>) -> Result<HttpResponse, HandlerError> {
    post(context, form.0, Typed::App).await
}

/// POST `/login/recovery-code`: the same.
pub(crate) async fn post_recovery_code(
    context: PageContext,
    form: Form<SecondStepForm>,
) -> Result<HttpResponse, HandlerError> {
    post(context, form.0, Typed::RecoveryCode).await
}

async fn get(context: PageContext, query: LoginQuery, way: Way) -> Result<HttpResponse, HandlerError> {
    let next = query.next_of_second_step(&context);
    if pending_cookie::read(&context.req, context.state.config()).is_none() && context.caller.is_some() {
        return Ok(context.see_other(next.as_deref().unwrap_or("/")));
    }
    match ways(&context).await {
        // A page for what the account does not have would be a dead end.
        Ok(ways) if !ways.contains(&way) => Ok(context.see_other(&carrying(first_path(&ways), next.as_deref()))),
        Ok(ways) => render(&context, next, way, &ways, false, &FormState::default()),
        Err(Error::NoPendingLogin) => Ok(start_again(&context, next.as_deref())),
        Err(error) => Err(error.into()),
    }
}

async fn post(context: PageContext, form: SecondStepForm, way: Typed) -> Result<HttpResponse, HandlerError> {
    let SecondStepForm { code, next, remember_browser } = form;
    let is_remembered = remember_browser.is_some();
    let next = context.destination_of_waiting(&next);
    let error = if code.is_empty() {
        Error::Invalid(FieldErrors::one(Field::Code, way.missing()))
    } else {
        match finish(&context, way.step(code), is_remembered).await {
            Ok(login) => {
                let is_breached = password_warning::is_kept(&context);
                let mut answer = context.see_other(next.as_deref().unwrap_or(context.after_login()));
                finished_login::remember(&context.req, context.state.config(), &login, &mut answer)?;
                password_warning::warn(&context, is_breached);
                return Ok(answer);
            }
            Err(error) => error,
        }
    };
    let form_state = match error {
        Error::NoPendingLogin if !wants_json(&context.req) => return Ok(start_again(&context, next.as_deref())),
        Error::WrongCode => FormState::worded(&context, error, Field::Code, &of_field(context.t, &way.incorrect())),
        error => FormState::of(&context, error, Some(Field::Code)),
    }?;
    // The login that waits may have ended with this attempt; its page says so, and the next attempt leads to the beginning.
    let ways = ways(&context).await.unwrap_or_else(|_| vec![way.way()]);
    render(&context, next, way.way(), &ways, is_remembered, &form_state)
}

/// The pages that finish the login which waits in this browser.
///
/// # Errors
/// [`Error::NoPendingLogin`].
pub(super) async fn ways(context: &PageContext) -> Result<Vec<Way>, Error> {
    let secret = pending_cookie::read(&context.req, context.state.config()).ok_or(Error::NoPendingLogin)?;
    let found = context.blocking(move |s, context| users::second_step::find(s, &secret, SessionKind::Browser, context));
    Ok(Way::of(&found.await?))
}

/// Finishes the login that waits in this browser, which is remembered if that is wanted.
///
/// # Errors
/// Those of [`users::second_step()`].
pub(super) async fn finish(
    context: &PageContext,
    step: SecondStep,
    is_remembered: bool,
) -> Result<users::Login, Error> {
    let secret = pending_cookie::read(&context.req, context.state.config()).ok_or(Error::NoPendingLogin)?;
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    let login = context.blocking(move |s, context| {
        users::second_step(s, &secret, &step, SessionKind::Browser, previous.as_ref(), is_remembered, context)
    });
    login.await
}

/// To the login page, which says why.
pub(super) fn start_again(context: &PageContext, next: Option<&str>) -> HttpResponse {
    context.flash(FlashKind::Notice, context.t.login_has_expired());
    let mut answer = context.see_other(&carrying("/login", next));
    for cookie in pending_cookie::forget(&context.req, context.state.config()) {
        // A cookie that can't be written was not there to be removed.
        let _ = answer.add_cookie(&cookie);
    }
    answer
}

fn render(
    context: &PageContext,
    next: Option<String>,
    way: Way,
    ways: &[Way],
    is_remember_checked: bool,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    context.let_form_lead_to(Some(next.as_deref().unwrap_or(context.after_login())));
    let field = match way {
        Way::App => Some(Typed::App.field(t)),
        Way::RecoveryCode => Some(Typed::RecoveryCode.field(t)),
        Way::Passkey => None,
    };
    let passkey = way != Way::RecoveryCode && ways.contains(&Way::Passkey);
    // The passkey has a button on the app's page, which its own page would only repeat.
    let is_other = |other: &Way| *other != way && !(passkey && *other == Way::Passkey);
    let others = ways.iter().filter(|other| is_other(other));
    let autofocus = form_state.errors.is_empty();
    // A recovery code is for a day on which much is lost: not one to be asked less from then on.
    let lifetime = context.state.config().remember_browser.filter(|_| way != Way::RecoveryCode);
    let days = lifetime.map(|lifetime| lifetime.whole_days());
    let page = SecondStepPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: form_state.summary(""),
        lead: way.lead(t),
        action: way.path(),
        field: field.map(|field| Input { autofocus, ..field.with_errors(&form_state.errors) }),
        passkey,
        others: others.map(|other| (other.path(), other.name(t))).collect(),
        remember: days.map(|days| (days, is_remember_checked)),
        retry_after: form_state.retry_after,
    };
    form_state.page(context, &page)
}
