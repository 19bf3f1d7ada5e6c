//! The second step of a login, at the pages door: a code of the authenticator app, or a recovery code.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::FormState;
use super::login::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::view::{FlashKind, Input, Layout, Summary, Theme};
use super::{fields, filters};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use crate::doors::{caller, device_cookie, pending_cookie};
use crate::sentences::of_field;
use inside::error::{Error, Field, FieldCode, FieldErrors};
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
    field: Input,
    other: (&'static str, &'static str),
    retry_after: Option<u64>,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SecondStepForm {
    code: OneTimeCode,
    next: String,
}

/// Which of the two pages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    App,
    RecoveryCode,
}

impl Way {
    fn path(self) -> &'static str {
        match self {
            Way::App => "/login/code",
            Way::RecoveryCode => "/login/recovery-code",
        }
    }

    fn step(self, code: OneTimeCode) -> SecondStep {
        match self {
            Way::App => SecondStep::Code(code),
            Way::RecoveryCode => SecondStep::RecoveryCode(code),
        }
    }

    fn missing(self) -> FieldCode {
        match self {
            Way::App => FieldCode::CodeRequired,
            Way::RecoveryCode => FieldCode::RecoveryCodeRequired,
        }
    }

    fn incorrect(self) -> FieldCode {
        match self {
            Way::App => FieldCode::CodeIncorrect,
            Way::RecoveryCode => FieldCode::RecoveryCodeIncorrect,
        }
    }
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

/// POST `/login/code`: 303 to `next` or `/`, or the form again.
pub(crate) async fn post_code(context: PageContext, form: Form<SecondStepForm>) -> Result<HttpResponse, HandlerError> {
    post(context, form.0, Way::App).await
}

/// POST `/login/recovery-code`: the same.
pub(crate) async fn post_recovery_code(
    context: PageContext,
    form: Form<SecondStepForm>,
) -> Result<HttpResponse, HandlerError> {
    post(context, form.0, Way::RecoveryCode).await
}

async fn get(context: PageContext, query: LoginQuery, way: Way) -> Result<HttpResponse, HandlerError> {
    let next = query.next(&context);
    let Some(secret) = pending_cookie::read(&context.req, context.state.config()) else {
        return Ok(match context.caller {
            Some(_) => context.see_other(next.as_deref().unwrap_or("/")),
            None => start_again(&context, next.as_deref()),
        });
    };
    let found = context.blocking(move |s, context| users::second_step::find(s, &secret, SessionKind::Browser, context));
    match found.await {
        Ok(()) => render(&context, next, way, &FormState { status: StatusCode::OK, ..FormState::default() }),
        Err(Error::NoPendingLogin) => Ok(start_again(&context, next.as_deref())),
        Err(error) => Err(error.into()),
    }
}

async fn post(context: PageContext, form: SecondStepForm, way: Way) -> Result<HttpResponse, HandlerError> {
    let SecondStepForm { code, next } = form;
    let (next, config) = (context.destination(&next), context.state.config());
    let error = if code.is_empty() {
        Error::Invalid(FieldErrors::one(Field::Code, way.missing()))
    } else {
        match finish(&context, way.step(code)).await {
            Ok(login) => {
                caller::remember(&context.req, &login)?;
                let mut answer = context.see_other(next.as_deref().unwrap_or("/"));
                let device = device_cookie::remember(&context.req, config, login.user.id);
                for cookie in [device, pending_cookie::forget(config)] {
                    answer.add_cookie(&cookie).map_err(Error::internal)?;
                }
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
    render(&context, next, way, &form_state)
}

async fn finish(context: &PageContext, step: SecondStep) -> Result<users::Login, Error> {
    let secret = pending_cookie::read(&context.req, context.state.config()).ok_or(Error::NoPendingLogin)?;
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    let login = context.blocking(move |s, context| {
        users::second_step(s, &secret, &step, SessionKind::Browser, previous.as_deref(), context)
    });
    login.await
}

/// To the login page, which says why.
pub(super) fn start_again(context: &PageContext, next: Option<&str>) -> HttpResponse {
    context.flash(FlashKind::Notice, context.t.login_has_expired());
    let mut answer = context.see_other(&carrying("/login", next));
    // A cookie that can't be written was not there to be removed.
    let _ = answer.add_cookie(&pending_cookie::forget(context.state.config()));
    answer
}

fn render(
    context: &PageContext,
    next: Option<String>,
    way: Way,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    context.let_form_lead_to(next.as_deref());
    let field = match way {
        Way::App => fields::code(t),
        Way::RecoveryCode => Input {
            label: t.recovery_code_label(),
            autocomplete: Some("off"),
            input_mode: None,
            missing: Some(of_field(t, &FieldCode::RecoveryCodeRequired)),
            ..fields::code(t)
        },
    };
    let (lead, other) = match way {
        Way::App => (t.code_lead(), (Way::RecoveryCode.path(), t.use_recovery_code())),
        Way::RecoveryCode => (t.recovery_code_lead(), (Way::App.path(), t.use_authenticator_app())),
    };
    let page = SecondStepPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: form_state.summary(""),
        lead,
        action: way.path(),
        field: Input { autofocus: form_state.errors.is_empty(), ..field.with_errors(&form_state.errors) },
        other,
        retry_after: form_state.retry_after,
    };
    context.form(form_state, &page)
}
