//! Create an account, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::form_state::FormState;
use super::input::Input;
use super::page_context::{PageContext, wants_json};
use super::password_confirmation::WithConfirmation;
use super::sign_up_rules::{SignUpRule, sign_up_rules};
use super::view::{FlashKind, Layout, Summary};
use super::{fields, filters, login, password_warning};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::invitations;
use inside::links::Token;
use inside::texts::Texts;
use inside::users::{self, Registration};

#[derive(Template)]
#[template(path = "pages/register.html")]
struct RegisterPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    username: Input,
    email: Input,
    password: Input,
    confirm_password: Input,
    rules: Vec<SignUpRule>,
}

#[derive(Template)]
#[template(path = "pages/registration_closed.html")]
struct ClosedPage {
    t: Texts,
    layout: Layout,
}

#[derive(Template)]
#[template(path = "pages/invitation_needed.html")]
struct InvitationPage {
    t: Texts,
    layout: Layout,
}

/// The query: an invitation, and where to go after the login that follows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignUpQuery {
    invitation: Option<Token>,
    next: String,
}

/// The form's input.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignUp {
    /// Signing up on this page is the agreement, and a checkbox that says so may have any value. The APIs read one.
    #[serde(rename = "accept_terms")]
    _accepts_terms: IgnoredAny,
    #[serde(flatten)]
    registration: WithConfirmation<Registration>,
    next: String,
}

/// GET `/register`, with `?invitation=…` where one is needed. Opening the form doesn't use the invitation up.
pub(crate) async fn get(context: PageContext, query: web::Query<SignUpQuery>) -> Result<HttpResponse, HandlerError> {
    let SignUpQuery { invitation: token, next } = query.into_inner();
    let next = context.destination(&next);
    if context.caller.is_some() {
        return Ok(context.see_other(next.as_deref().unwrap_or("/")));
    }
    let sent = token.clone();
    match context.blocking(move |s, context| invitations::admit(s, sent.as_ref(), context)).await {
        Ok(invitation) => {
            let email = invitation.as_ref().and_then(|invitation| invitation.email.as_deref()).unwrap_or("");
            let token = token.filter(|_| invitation.is_some());
            let page = page(&context, "", email, token, next, &FormState::default());
            context.page(StatusCode::OK, &page)
        }
        Err(error) => refused(&context, next, error),
    }
}

/// Where sign-up is closed or by invitation: 403 at GET as at POST, and a page that says what would help.
fn refused(context: &PageContext, next: Option<String>, error: Error) -> Result<HttpResponse, HandlerError> {
    match error {
        Error::RegistrationClosed if !wants_json(&context.req) => context
            .page(StatusCode::FORBIDDEN, &ClosedPage { t: context.t, layout: Layout { next, ..context.layout() } }),
        Error::InvitationNeeded if !wants_json(&context.req) => context
            .page(StatusCode::FORBIDDEN, &InvitationPage { t: context.t, layout: Layout { next, ..context.layout() } }),
        error => Err(error.into()),
    }
}

/// POST `/register`: 303 to `/login`, which leads on to `next`, or the form again with every error.
pub(crate) async fn post(context: PageContext, form: Form<SignUp>) -> Result<HttpResponse, HandlerError> {
    if context.caller.is_some() {
        context.flash(FlashKind::Notice, context.t.notice_logged_in_already());
        return Ok(context.see_other("/"));
    }
    let SignUp { registration: WithConfirmation { mut form, confirm_password }, next, .. } = form.0;
    let next = context.destination(&next);
    form.confirm_password = Some(confirm_password);
    form.accepts_terms = true;
    let (username, email) = (form.username.clone(), form.email.clone());
    let (token, chosen) = (form.invitation.clone(), form.password.clone());
    let registered = context.hashing(async move |s, context| users::register(&s, form, &context).await);
    match registered.await {
        Ok(registered) => {
            login::prefill(&context, registered.username());
            let done = match registered.is_emailed() {
                true => context.t.done_account_created_link_sent(email.trim()),
                false => context.t.done_account_created().to_owned(),
            };
            context.flash(FlashKind::Done, &done);
            password_warning::show(&context, &chosen).await;
            Ok(context.see_other(&carrying("/login", next.as_deref())))
        }
        Err(error @ (Error::RegistrationClosed | Error::InvitationNeeded)) => refused(&context, next, error),
        Err(error) => {
            let form_state = FormState::of(&context, error, None)?;
            form_state.page(&context, &page(&context, username.trim(), email.trim(), token, next, &form_state))
        }
    }
}

fn page(
    context: &PageContext,
    username: &str,
    email: &str,
    invitation: Option<Token>,
    next: Option<String>,
    form_state: &FormState,
) -> RegisterPage {
    let (t, config, errors) = (context.t, context.state.config(), &form_state.errors);
    RegisterPage {
        t,
        layout: Layout { next, invitation, ..context.layout() },
        summary: form_state.summary(""),
        username: fields::new_username(t, config, username).with_errors(errors),
        email: fields::email(t, email).with_errors(errors),
        password: fields::new_password(t, config).with_errors(errors),
        confirm_password: fields::confirm_password(t).with_errors(errors),
        rules: sign_up_rules(t, config),
    }
}
