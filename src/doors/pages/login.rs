//! Log in, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::form_state::FormState;
use super::page_context::PageContext;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use crate::doors::caller;
use crate::doors::submission::Form;
use crate::error::{Error, FieldErrors};
use crate::sessions::Kind;
use crate::users::{self, Credentials, Password};

#[derive(Template)]
#[template(path = "pages/login.html")]
struct LoginPage {
    layout: Layout,
    summary: Summary,
    username: Field,
    password: Field,
    offer_reset: bool,
    resend_verification: bool,
}

/// What stands in the address of a page around the login.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    next: String,
}

impl Query {
    /// Where to go after the login, if that is a path of our own or on a listed origin.
    pub fn next(&self, context: &PageContext) -> Option<String> {
        context.destination(&self.next)
    }
}

/// What the login form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LoginForm {
    username: String,
    password: Password,
    next: String,
}

/// Where the name of a fresh account waits for the login page.
const PREFILL: &str = "prefill";
/// How often this browser has failed in a row; only for the offer to reset, no limit counts on it.
const FAILURES: &str = "failures";

/// The next login page starts with this name.
pub fn prefill(context: &PageContext, username: &str) {
    if let Err(cause) = context.cookie().insert(PREFILL, username) {
        tracing::error!(%cause, "a name could not be kept for the login page");
    }
}

/// GET `/login`.
pub async fn get(context: PageContext, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let next = query.next(&context);
    if context.caller.is_some() {
        return Ok(context.see_other(next.as_deref().unwrap_or("/")));
    }
    let cookie = context.cookie();
    let username = cookie.get::<String>(PREFILL).ok().flatten().unwrap_or_default();
    if !username.is_empty() && context.is_seen() {
        cookie.remove(PREFILL);
    }
    let page = page(&context, &username, next, &FieldErrors::default());
    context.page(StatusCode::OK, &page)
}

/// POST `/login`: 303 to `next` or `/`, or the form again with one text that does not say which half was wrong.
pub async fn post(context: PageContext, form: Form<LoginForm>) -> Result<HttpResponse, Error> {
    let LoginForm { username, password, next } = form.0;
    let next = context.destination(&next);
    let credentials = Credentials { username: username.trim().to_owned(), password, ..Credentials::default() };
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    let login = context
        .state
        .hashing(
            context.client(),
            move |s, client| users::login::check(s, credentials, client),
            move |s, credentials, client| users::login(s, &credentials, Kind::Browser, previous.as_deref(), client),
        )
        .await;
    match login {
        Ok(login) => {
            caller::remember(&context.req, &login)?;
            Ok(context.see_other(next.as_deref().unwrap_or("/")))
        }
        Err(error) => refused(&context, username.trim(), next, error, false),
    }
}

/// The form again, for a refusal that people can do something about. `resend` keeps the offer to send another link.
///
/// # Errors
/// Every other one.
pub fn refused(
    context: &PageContext,
    username: &str,
    next: Option<String>,
    error: Error,
    resend: bool,
) -> Result<HttpResponse, Error> {
    let of_one_field = matches!(error, Error::Invalid(_));
    let of_both = matches!(error, Error::WrongCredentials | Error::TooMany { .. });
    let unverified = matches!(error, Error::NotVerified);
    let offer_reset = match error {
        Error::WrongCredentials => failed_again(context)? >= 3,
        _ => of_both,
    };
    let form_state = match error {
        Error::WrongCredentials => FormState::worded(context, error, "username", "Username or password is incorrect"),
        Error::NotVerified => {
            let sentence = "Confirm your email address before you log in. Open the link we sent you";
            FormState::worded(context, error, "password", sentence)
        }
        error => FormState::of(context, error, "username"),
    }?;
    let at_fields = if of_one_field { &form_state.errors } else { &FieldErrors::default() };
    let page = page(context, username.trim(), next, at_fields);
    let mut page =
        LoginPage { summary: form_state.summary(""), offer_reset, resend_verification: resend || unverified, ..page };
    if of_both {
        blame_both(&mut page);
    }
    context.form(&form_state, &page)
}

/// How often this browser has failed by now.
fn failed_again(context: &PageContext) -> Result<u32, Error> {
    let cookie = context.cookie();
    let failures = cookie.get::<u32>(FAILURES).ok().flatten().unwrap_or(0).saturating_add(1);
    cookie.insert(FAILURES, failures).map_err(Error::internal)?;
    Ok(failures)
}

/// The summary's text stands above both fields too: it does not say which one is wrong.
fn blame_both(page: &mut LoginPage) {
    for field in [&mut page.username, &mut page.password] {
        field.invalid = true;
        field.autofocus = false;
        field.described_by = "login-error";
    }
}

fn page(context: &PageContext, username: &str, next: Option<String>, errors: &FieldErrors) -> LoginPage {
    context.let_form_lead_to(next.as_deref());
    let name = Field {
        id: "username",
        name: "username",
        label: "Username or email",
        kind: "text",
        autocomplete: "username webauthn",
        value: username.to_owned(),
        required: true,
        autofocus: errors.is_empty(),
        enter_key: "next",
        missing: "Enter a username or email address".into(),
        ..Field::default()
    };
    let password = Field {
        id: "password",
        name: "password",
        label: "Password",
        kind: "password",
        autocomplete: "current-password",
        required: true,
        enter_key: "go",
        missing: "Enter a password".into(),
        ..Field::default()
    };
    LoginPage {
        layout: Layout { next, ..context.layout() },
        summary: Summary::new(errors, ""),
        username: name.with_errors(errors),
        password: password.with_errors(errors),
        offer_reset: false,
        resend_verification: false,
    }
}
