//! Ask for a link that sets a new password, at the pages door. The answer is the same whether an account exists.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::judgement::Judgement;
use super::login::Query;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::Visit;
use super::{fields, filters};
use crate::doors::local_path::{carrying, local_path};
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
pub async fn get(visit: Visit, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let email = visit.caller.as_ref().map_or("", |caller| &caller.user.email);
    draw(&visit, email, query.next(), &Judgement::default())
}

/// POST `/forgot-password`: 303 to "Check your email", for every address that could be one.
pub async fn post(visit: Visit, form: Form<ResetRequest>) -> Result<HttpResponse, Error> {
    let ResetRequest { email, next } = form.0;
    let (email, next) = (email.trim().to_owned(), local_path(&next));
    let (client, typed) = (visit.client(), email.clone());
    match visit.state.blocking(move |s| users::request_reset(s, &email, &client)).await {
        Ok(()) => {
            visit.cookie().insert(SENT_TO, &typed).map_err(Error::internal)?;
            Ok(visit.see_other(&carrying("/forgot-password/sent", next.as_deref())))
        }
        Err(error) => draw(&visit, &typed, next, &Judgement::of(&visit, error, "")?),
    }
}

/// GET `/forgot-password/sent`.
pub async fn sent(visit: Visit, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let next = query.next();
    let Some(email) = visit.cookie().get::<String>(SENT_TO).ok().flatten() else {
        return Ok(visit.see_other(&carrying("/forgot-password", next.as_deref())));
    };
    let minutes_valid = visit.state.config().reset_ttl.whole_minutes();
    visit.page(StatusCode::OK, &CheckEmailPage { layout: Layout { next, ..visit.layout() }, email, minutes_valid })
}

fn draw(visit: &Visit, email: &str, next: Option<String>, judgement: &Judgement) -> Result<HttpResponse, Error> {
    let errors = &judgement.mistakes;
    let field = Field { hint: String::new(), autofocus: errors.is_empty(), enter_key: "go", ..fields::email(email) };
    let email = field.judged(errors);
    visit.form(
        judgement,
        &ForgotPasswordPage { layout: Layout { next, ..visit.layout() }, summary: judgement.summary(""), email },
    )
}
