//! Set up the second factor that an account must have, inside the login, at the pages door.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::FormState;
use super::input::Input;
use super::login_query::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::second_step::start_again;
use super::totp_page::qr;
use super::view::{FlashKind, Layout, Summary};
use super::{fields, filters, password_warning, recovery_codes};
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::required;
use crate::doors::submission::Form;
use crate::doors::{finished_login, pending_cookie};
use inside::context::Context;
use inside::error::{Error, Field};
use inside::factors::OneTimeCode;
use inside::secret::Secret;
use inside::sessions::SessionKey;
use inside::state::Services;
use inside::texts::Texts;
use inside::users::{self, SetUpAtLogin, TotpSetUp};

#[derive(Template)]
#[template(path = "pages/set_up_at_login.html")]
struct SetUpAtLoginPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    qr: String,
    url: String,
    key: String,
    code: Input,
    passkey_errors: Vec<String>,
    retry_after: Option<u64>,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct FirstCodeForm {
    code: OneTimeCode,
    next: String,
}

/// What the form for a passkey sends: the text of what the browser made.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasskeyForm {
    created: String,
    next: String,
}

/// GET `/login/set-up`: why, and the secret for the app. Only for the browser in which the password was right.
pub(crate) async fn get(context: PageContext, query: web::Query<LoginQuery>) -> Result<HttpResponse, HandlerError> {
    let next = query.next_of_second_step(&context);
    if context.is_head() {
        return Ok(context.see_other("/login"));
    }
    if context.caller.is_some() && pending_cookie::read(&context.req, context.state.config()).is_none() {
        return Ok(context.see_other(next.as_deref().unwrap_or("/")));
    }
    render(&context, next, &FormState::default()).await
}

/// POST `/login/set-up`: the first code of the app logs in and shows the recovery codes, which lead on to `next` or `/`.
pub(crate) async fn post(context: PageContext, form: Form<FirstCodeForm>) -> Result<HttpResponse, HandlerError> {
    let FirstCodeForm { code, next } = form.0;
    let confirmed = finish(&context, move |s, secret, previous, context| {
        users::confirm_at_login(s, secret, &code, previous, context)
    });
    answer(&context, confirmed.await, &next, Field::Code).await
}

/// POST `/login/set-up/passkey/options`, for the script.
pub(crate) async fn passkey_options(context: PageContext) -> Result<HttpResponse, HandlerError> {
    let secret = pending_cookie::read(&context.req, context.state.config()).ok_or(Error::NoPendingLogin)?;
    let options = context.blocking(move |s, context| users::passkey_options_at_login(s, &secret, context));
    Ok(HttpResponse::Ok().json(options.await?))
}

/// POST `/login/set-up/passkey`: the same with a passkey that the browser made.
pub(crate) async fn post_passkey(context: PageContext, form: Form<PasskeyForm>) -> Result<HttpResponse, HandlerError> {
    let PasskeyForm { created, next } = form.0;
    let added = finish(&context, move |s, secret, previous, context| {
        let created = required(serde_json::from_str(&created).ok())?;
        users::add_passkey_at_login(s, secret, &created, previous, context)
    });
    answer(&context, added.await, &next, Field::Passkey).await
}

async fn finish(
    context: &PageContext,
    verb: impl FnOnce(&Services, &Secret<String>, Option<&SessionKey>, &Context) -> Result<SetUpAtLogin, Error>
    + Send
    + 'static,
) -> Result<SetUpAtLogin, Error> {
    let secret = pending_cookie::read(&context.req, context.state.config()).ok_or(Error::NoPendingLogin)?;
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    context.blocking(move |s, context| verb(s, &secret, previous.as_ref(), context)).await
}

/// The recovery codes, or the page again. A rate limit is reported at this field.
async fn answer(
    context: &PageContext,
    done: Result<SetUpAtLogin, Error>,
    next: &str,
    limited_field: Field,
) -> Result<HttpResponse, HandlerError> {
    let next = context.destination_of_waiting(next);
    match done {
        Ok(done) => {
            let is_breached = password_warning::is_kept(context);
            let next = next.as_deref().unwrap_or(context.after_login());
            let mut answer = recovery_codes::render_after_login(context, &done.login.user, &done.recovery_codes, next)?;
            finished_login::remember(&context.req, context.state.config(), &done.login, &mut answer)?;
            password_warning::warn(context, is_breached);
            Ok(answer)
        }
        Err(Error::NoPendingLogin) if !wants_json(&context.req) => Ok(start_again(context, next.as_deref())),
        Err(error) => render(context, next, &FormState::of(context, error, Some(limited_field))?).await,
    }
}

async fn render(
    context: &PageContext,
    next: Option<String>,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let set_up = match pending_cookie::read(&context.req, context.state.config()) {
        None => Err(Error::NoPendingLogin),
        Some(secret) => context.blocking(move |s, context| users::set_up_at_login(s, &secret, context)).await,
    };
    let set_up = match set_up {
        Ok(set_up) => set_up,
        Err(Error::NoPendingLogin) => return Ok(start_again(context, next.as_deref())),
        Err(error) => return Err(error.into()),
    };
    page(context, next, &set_up, form_state)
}

fn page(
    context: &PageContext,
    next: Option<String>,
    set_up: &TotpSetUp,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    let page = SetUpAtLoginPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: form_state.summary(""),
        qr: qr(set_up.url.expose())?,
        url: set_up.url.expose().clone(),
        key: set_up.secret.in_groups(),
        code: fields::code(t).with_errors(&form_state.errors),
        passkey_errors: form_state.errors.of(Field::Passkey.name()),
        retry_after: form_state.retry_after,
    };
    form_state.page(context, &page)
}
