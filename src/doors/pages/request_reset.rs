//! Ask for a password reset link, at the pages door. The response is the same whether or not an account exists.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::form_state::FormState;
use super::input::Input;
use super::login_query::LoginQuery;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use super::{fields, filters};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::texts::Texts;
use inside::users;

#[derive(Template)]
#[template(path = "pages/request_reset.html")]
struct ForgotPasswordPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    email: Input,
}

#[derive(Template)]
#[template(path = "pages/reset_requested.html")]
struct CheckEmailPage {
    t: Texts,
    layout: Layout,
    email: String,
    /// When the link expires: "in 1 hour".
    expires: String,
}

/// The form's input.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ResetRequest {
    email: String,
    next: String,
}

/// Cookie key of [`Address`]. Not the URL: addresses of pages end up in logs and histories.
const ADDRESS: &str = "reset_for";

/// The longest address there is (RFC 5321), which also keeps the cookie small.
const LONGEST: usize = 254;

/// The address that these pages are about.
#[derive(Deserialize, Serialize)]
struct Address {
    email: String,
    /// A link was asked for; otherwise the address was only typed at a failed login.
    sent: bool,
}

fn address(context: &PageContext) -> Option<Address> {
    context.cookie().get::<Address>(ADDRESS).ok().flatten()
}

/// The form will start with what was typed at the login, if that can be an email address.
pub(crate) fn prefill(context: &PageContext, typed: &str) {
    if !typed.contains('@') || typed.len() > LONGEST {
        return;
    }
    let address = Address { email: typed.to_owned(), sent: false };
    if let Err(cause) = context.cookie().insert(ADDRESS, address) {
        tracing::error!(%cause, "can't keep an address for the reset page");
    }
}

/// GET `/forgot-password`.
pub(crate) async fn get(context: PageContext, query: web::Query<LoginQuery>) -> Result<HttpResponse, HandlerError> {
    let typed = || address(&context).filter(|address| !address.sent).map(|address| address.email);
    let email = match &context.caller {
        Some(caller) => caller.user.email.clone(),
        None => typed().unwrap_or_default(),
    };
    render(&context, &email, query.next(&context), &FormState::default())
}

/// POST `/forgot-password`: 303 to "Check your email", for every address that could be one.
pub(crate) async fn post(context: PageContext, form: Form<ResetRequest>) -> Result<HttpResponse, HandlerError> {
    let ResetRequest { email, next } = form.0;
    let (email, next) = (email.trim().to_owned(), context.destination(&next));
    let typed = email.clone();
    match context.blocking(move |s, context| users::request_reset(s, &email, context)).await {
        Ok(()) => {
            context.cookie().insert(ADDRESS, Address { email: typed, sent: true }).map_err(Error::internal)?;
            Ok(context.see_other(&carrying("/forgot-password/sent", next.as_deref())))
        }
        Err(error) => render(&context, &typed, next, &FormState::of(&context, error, None)?),
    }
}

/// GET `/forgot-password/sent`.
pub(crate) async fn sent(context: PageContext, query: web::Query<LoginQuery>) -> Result<HttpResponse, HandlerError> {
    let next = query.next(&context);
    let Some(Address { email, .. }) = address(&context).filter(|address| address.sent) else {
        return Ok(context.see_other(&carrying("/forgot-password", next.as_deref())));
    };
    let (t, valid) = (context.t, context.state.config().reset_ttl);
    // Never rounded up, as waiting times are: it would promise more than the link keeps.
    let expires = match valid.whole_minutes() {
        minutes if minutes % 60 == 0 => t.in_hours(minutes / 60),
        minutes => t.in_minutes(minutes),
    };
    let layout = Layout { next, ..context.layout() };
    context.page(StatusCode::OK, &CheckEmailPage { t, layout, email, expires })
}

fn render(
    context: &PageContext,
    email: &str,
    next: Option<String>,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let errors = &form_state.errors;
    let field = fields::email(context.t, email);
    let field = Input { hint: None, autofocus: errors.is_empty(), enter_key: Some("go"), ..field };
    let email = field.with_errors(errors);
    let layout = Layout { next, ..context.layout() };
    form_state.page(context, &ForgotPasswordPage { t: context.t, layout, summary: form_state.summary(""), email })
}
