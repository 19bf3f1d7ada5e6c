//! Log in, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::{Visit, wants_json};
use crate::doors::caller;
use crate::doors::local_path::local_path;
use crate::doors::refusal::too_many;
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
    next: Option<String>,
    offer_reset: bool,
    resend_verification: bool,
}

/// What stands in the address of the login page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    next: String,
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
pub fn prefill(visit: &Visit, username: &str) {
    if let Err(cause) = visit.cookie().insert(PREFILL, username) {
        tracing::error!(%cause, "a name could not be kept for the login page");
    }
}

/// GET `/login`.
pub async fn get(visit: Visit, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let next = local_path(&query.next);
    if visit.caller.is_some() {
        return Ok(visit.see_other(next.as_deref().unwrap_or("/")));
    }
    let cookie = visit.cookie();
    let username = cookie.get::<String>(PREFILL).ok().flatten().unwrap_or_default();
    if !username.is_empty() {
        cookie.remove(PREFILL);
    }
    let page = page(&visit, &username, next, &FieldErrors::default());
    visit.page(StatusCode::OK, &page)
}

/// POST `/login`: 303 to `next` or `/`, or the form again with one text that does not say which half was wrong.
pub async fn post(visit: Visit, form: Form<LoginForm>) -> Result<HttpResponse, Error> {
    let LoginForm { username, password, next } = form.0;
    let next = local_path(&next);
    let credentials = Credentials { username: username.trim().to_owned(), password, ..Credentials::default() };
    let previous = visit.caller.as_ref().map(|caller| caller.session.id.clone());
    let client = visit.client();
    let login =
        visit.state.hashing(move |s| users::login(s, &credentials, Kind::Browser, previous.as_deref(), &client)).await;
    match login {
        Ok(login) => {
            caller::remember(&visit.req, &login)?;
            Ok(visit.see_other(next.as_deref().unwrap_or("/")))
        }
        Err(error) => refused(&visit, username.trim(), next, error, false),
    }
}

/// The form again, for a refusal that people can do something about. `resend` keeps the offer to send another link.
///
/// # Errors
/// Every other one.
pub fn refused(
    visit: &Visit,
    username: &str,
    next: Option<String>,
    error: Error,
    resend: bool,
) -> Result<HttpResponse, Error> {
    let fields = match &error {
        Error::Invalid(errors) => errors.clone(),
        Error::WrongCredentials | Error::NotVerified => FieldErrors::default(),
        Error::TooMany { .. } if !wants_json(&visit.req) => FieldErrors::default(),
        _ => return Err(error),
    };
    let mut page = page(visit, username.trim(), next, &fields);
    page.resend_verification = resend;
    let status = match error {
        Error::WrongCredentials => {
            let cookie = visit.cookie();
            let failures = cookie.get::<u32>(FAILURES).ok().flatten().unwrap_or(0).saturating_add(1);
            cookie.insert(FAILURES, failures).map_err(Error::internal)?;
            refuse(&mut page, "Username or password is incorrect");
            page.offer_reset = failures >= 3;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::TooMany { .. } => {
            refuse(&mut page, &too_many(&error));
            page.offer_reset = true;
            return visit.page_too_many(&error, &page);
        }
        Error::NotVerified => {
            let sentence = "Confirm your email address before you log in. Open the link we sent you";
            page.summary.lines = vec![("#password".to_owned(), sentence.to_owned())];
            page.resend_verification = true;
            StatusCode::FORBIDDEN
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    visit.page(status, &page)
}

/// One text for both fields, in the summary and above them.
fn refuse(page: &mut LoginPage, sentence: &str) {
    page.summary.lines = vec![("#username".to_owned(), sentence.to_owned())];
    for field in [&mut page.username, &mut page.password] {
        field.invalid = true;
        field.autofocus = false;
        field.described_by = "login-error";
    }
}

fn page(visit: &Visit, username: &str, next: Option<String>, errors: &FieldErrors) -> LoginPage {
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
        layout: visit.layout(),
        summary: Summary::new(errors, ""),
        username: name.judged(errors),
        password: password.judged(errors),
        next,
        offer_reset: false,
        resend_verification: false,
    }
}
