//! Ask for a link that sets a new password, at the pages door. The answer is the same whether an account exists.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::FormState;
use super::login::Query;
use super::page_context::PageContext;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::{fields, filters};
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use crate::error::Error;
use crate::users;

#[derive(Template)]
#[template(path = "pages/forgot_password.html")]
struct ForgotPasswordPage {
    layout: Layout,
    summary: Summary,
    email: Field,
}

#[derive(Template)]
#[template(path = "pages/check_email.html")]
struct CheckEmailPage {
    layout: Layout,
    email: String,
    minutes_valid: i64,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ResetRequest {
    email: String,
    next: String,
}

/// Where the address waits for the page after: in the signed cookie, for addresses of pages end in logs and histories.
const SENT_TO: &str = "reset_for";

/// GET `/forgot-password`.
pub async fn get(context: PageContext, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let email = context.caller.as_ref().map_or("", |caller| &caller.user.email);
    render(&context, email, query.next(&context), &FormState::default())
}

/// POST `/forgot-password`: 303 to "Check your email", for every address that could be one.
pub async fn post(context: PageContext, form: Form<ResetRequest>) -> Result<HttpResponse, Error> {
    let ResetRequest { email, next } = form.0;
    let (email, next) = (email.trim().to_owned(), context.destination(&next));
    let (client, typed) = (context.client(), email.clone());
    match context.state.blocking(move |s| users::request_reset(s, &email, &client)).await {
        Ok(()) => {
            context.cookie().insert(SENT_TO, &typed).map_err(Error::internal)?;
            Ok(context.see_other(&carrying("/forgot-password/sent", next.as_deref())))
        }
        Err(error) => render(&context, &typed, next, &FormState::of(&context, error, "")?),
    }
}

/// GET `/forgot-password/sent`.
pub async fn sent(context: PageContext, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let next = query.next(&context);
    let Some(email) = context.cookie().get::<String>(SENT_TO).ok().flatten() else {
        return Ok(context.see_other(&carrying("/forgot-password", next.as_deref())));
    };
    let minutes_valid = context.state.config().reset_ttl.whole_minutes();
    context.page(StatusCode::OK, &CheckEmailPage { layout: Layout { next, ..context.layout() }, email, minutes_valid })
}

fn render(
    context: &PageContext,
    email: &str,
    next: Option<String>,
    form_state: &FormState,
) -> Result<HttpResponse, Error> {
    let errors = &form_state.errors;
    let field = Field { hint: String::new(), autofocus: errors.is_empty(), enter_key: "go", ..fields::email(email) };
    let email = field.with_errors(errors);
    context.form(
        form_state,
        &ForgotPasswordPage { layout: Layout { next, ..context.layout() }, summary: form_state.summary(""), email },
    )
}
