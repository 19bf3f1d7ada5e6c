//! Log in, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::{FormErrors, FormState};
use super::input::{Input, InputKind, WhichPassword};
use super::login_query::LoginQuery;
use super::page_context::{PageContext, wants_json};
use super::view::{FlashKind, Layout, Summary};
use super::{filters, password_warning, request_reset, second_step_ways};
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Form;
use crate::doors::{finished_login, pending_cookie};
use crate::sentences::of_field;
use inside::error::{Error, Field, FieldCode};
use inside::factors::PendingLogin;
use inside::sessions::SessionKind;
use inside::texts::Texts;
use inside::users::{self, Credentials, LoginProgress, LoginStop, Password};

#[derive(Template)]
#[template(path = "pages/login.html")]
struct LoginPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    username: Input,
    password: Input,
    offer_reset: bool,
    /// Another address for an account that never confirmed one, and with it the offer to send the link again.
    correction: Option<Input>,
    retry_after: Option<u64>,
    /// This installation has passkeys.
    passkeys: bool,
}

/// What the login form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LoginForm {
    username: String,
    password: Password,
    next: String,
}

/// Cookie key: the username that the next login page starts with.
const PREFILL: &str = "prefill";
/// Cookie key: failed logins in a row. It decides only whether a reset is offered; the rate limit doesn't read it.
const FAILURES: &str = "failures";

/// The next login page starts with this username, and with the focus in the password.
pub(crate) fn prefill(context: &PageContext, username: &str) {
    if let Err(cause) = context.cookie().insert(PREFILL, username) {
        tracing::error!(%cause, "can't keep a username for the login page");
    }
}

/// GET `/login`.
pub(crate) async fn get(context: PageContext, query: web::Query<LoginQuery>) -> Result<HttpResponse, HandlerError> {
    let next = query.next(&context);
    if context.caller.is_some() {
        return Ok(context.see_other(next.as_deref().unwrap_or("/")));
    }
    let cookie = context.cookie();
    let username = cookie.get::<String>(PREFILL).ok().flatten().unwrap_or_default();
    if !username.is_empty() && context.is_seen() {
        cookie.remove(PREFILL);
    }
    let page = page(&context, &username, next, &FormErrors::default());
    context.page(StatusCode::OK, &page)
}

/// POST `/login`: 303 to `next` or `/`, or the form again with one message that doesn't say which field was wrong.
pub(crate) async fn post(context: PageContext, form: Form<LoginForm>) -> Result<HttpResponse, actix_web::Error> {
    let LoginForm { username, password, next } = form.0;
    let next = context.destination(&next);
    let credentials = Credentials { username: username.trim().to_owned(), password, ..Credentials::default() };
    let previous = context.caller.as_ref().map(|caller| caller.session.id.clone());
    let used = credentials.password.clone();
    let login = context
        .hashing(async move |s, context| {
            users::login(&s, &credentials, SessionKind::Browser, previous.as_ref(), &context).await
        })
        .await;
    match login {
        Ok(LoginProgress::Complete(login)) => {
            let mut answer = context.see_other(next.as_deref().unwrap_or(context.after_login()));
            finished_login::remember(&context.req, context.state.config(), &login, &mut answer)
                .map_err(HandlerError)?;
            password_warning::of_login(&context, &used).await;
            Ok(answer)
        }
        Ok(LoginProgress::SecondFactorNeeded(pending)) => {
            password_warning::keep_for_second_step(&context, &used).await;
            Ok(go_on(&context, second_step_ways::path_for(&pending.methods), next.as_deref(), &pending)?)
        }
        Ok(LoginProgress::SetUpNeeded(pending)) => {
            password_warning::keep_for_second_step(&context, &used).await;
            Ok(go_on(&context, "/login/set-up", next.as_deref(), &pending)?)
        }
        Ok(LoginProgress::StoppedAt(LoginStop::ConfirmEmail)) => unconfirmed(&context, username.trim(), next),
        Err(error) => Ok(refused(&context, username.trim(), next, error, None)?),
    }
}

/// To the page that finishes a login, which this browser holds from now on.
fn go_on(
    context: &PageContext,
    page: &str,
    next: Option<&str>,
    pending: &PendingLogin,
) -> Result<HttpResponse, HandlerError> {
    let mut answer = context.see_other(&carrying(page, next));
    for cookie in pending_cookie::remember(&context.req, context.state.config(), pending, next) {
        answer.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(answer)
}

/// The form again, after a refusal that the user can act on. `correction` keeps the offer to send another link to confirm an
/// address: the address to send it to, or nothing for the one of the account.
///
/// # Errors
/// Every other error.
pub(crate) fn refused(
    context: &PageContext,
    username: &str,
    next: Option<String>,
    error: Error,
    correction: Option<&str>,
) -> Result<HttpResponse, HandlerError> {
    let wrong = matches!(error, Error::WrongCredentials);
    let at_fields = matches!(error, Error::Invalid(_) | Error::TooMany { field: Some(_), .. });
    let offer_reset = match error {
        Error::WrongCredentials => failed_again(context)? >= 3,
        _ => matches!(error, Error::TooMany { .. }),
    };
    let form_state = match error {
        Error::WrongCredentials => FormState::worded(context, error, Field::Username, context.t.wrong_credentials()),
        // The fields are right as far as anyone knows: the message stands above them, and they stay calm.
        error => FormState::of(context, error, None),
    }?;
    if wrong || form_state.retry_after.is_some() {
        request_reset::prefill(context, username);
    }
    let none = FormErrors::default();
    let at_fields = if at_fields { &form_state.errors } else { &none };
    let correction = correction.map(|email| corrected_email(context.t, email).with_errors(at_fields));
    let page = LoginPage { offer_reset, correction, ..page(context, username, next, at_fields) };
    render(context, &form_state, page, wrong)
}

/// The form again, after the right password of an account whose address has to be confirmed first. It offers to send the link
/// again, to another address where the first was wrong.
fn unconfirmed(context: &PageContext, username: &str, next: Option<String>) -> Result<HttpResponse, actix_web::Error> {
    let refusal = Refusal::new(Code::EmailNotVerified);
    if wants_json(&context.req) {
        return Err(refusal.into());
    }
    let form_state = FormState::refused_as(&refusal, Field::Password, context.t.confirm_before_login());
    let page = page(context, username, next, &FormErrors::default());
    Ok(render(context, &form_state, LoginPage { correction: Some(corrected_email(context.t, "")), ..page }, false)?)
}

/// The page with its message above the form, which has the focus and is the only one where the credentials are `wrong`: it
/// doesn't say which of the two fields is.
fn render(
    context: &PageContext,
    form_state: &FormState,
    page: LoginPage,
    wrong: bool,
) -> Result<HttpResponse, HandlerError> {
    let mut page = LoginPage { summary: form_state.summary(""), retry_after: form_state.retry_after, ..page };
    for field in [&mut page.username, &mut page.password] {
        field.autofocus = false;
        if wrong {
            field.invalid = true;
            field.described_by = Some(Summary::ID);
        }
    }
    form_state.page(context, &page)
}

/// Counts a failed login of this browser.
fn failed_again(context: &PageContext) -> Result<u32, Error> {
    let cookie = context.cookie();
    let failures = cookie.get::<u32>(FAILURES).ok().flatten().unwrap_or(0).saturating_add(1);
    cookie.insert(FAILURES, failures).map_err(Error::internal)?;
    Ok(failures)
}

fn corrected_email(t: Texts, email: &str) -> Input {
    Input {
        id: "email",
        name: "email",
        label: t.corrected_email(),
        kind: InputKind::Email,
        autocomplete: Some("email"),
        value: email.to_owned(),
        ..Input::default()
    }
}

fn page(context: &PageContext, username: &str, next: Option<String>, errors: &FormErrors) -> LoginPage {
    let t = context.t;
    context.let_form_lead_to(Some(next.as_deref().unwrap_or(context.after_login())));
    let name = Input {
        id: "username",
        name: "username",
        label: t.username_or_email(),
        kind: InputKind::Text,
        autocomplete: Some("username webauthn"),
        value: username.to_owned(),
        required: true,
        autofocus: errors.is_empty() && username.is_empty(),
        enter_key: Some("next"),
        missing: Some(of_field(t, &FieldCode::IdentifierRequired)),
        ..Input::default()
    };
    let password = Input {
        id: "password",
        name: "password",
        label: t.password(),
        kind: InputKind::Password(WhichPassword::Only),
        autocomplete: Some("current-password"),
        required: true,
        autofocus: errors.is_empty() && !username.is_empty(),
        enter_key: Some("go"),
        missing: Some(of_field(t, &FieldCode::PasswordRequired)),
        ..Input::default()
    };
    LoginPage {
        t,
        layout: Layout { next, ..context.layout() },
        summary: Summary::new(errors, ""),
        username: name.with_errors(errors),
        password: password.with_errors(errors),
        offer_reset: false,
        correction: None,
        retry_after: None,
        passkeys: context.state.passkeys().is_some(),
    }
}
