//! Confirm an email address, at the pages door: the page of the link, its button, and another email for users who lost the
//! first.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::form_state::FormState;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use super::{dead_link, filters, home, login, message};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::links::{Purpose, Token};
use inside::users::{self, Confirmation, Credentials, Password, Sent, verify_email};

#[derive(Template)]
#[template(path = "pages/verify.html")]
struct VerifyPage {
    layout: Layout,
    token: String,
    username: String,
    email: String,
}

/// GET `/verify/{token}`: shows what the link would confirm and confirms nothing.
pub async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.state.blocking(move |s| verify_email::look(s, &token)).await {
        Ok(found) if found.already => already(&context, &found),
        Ok(Confirmation { username, email, .. }) => {
            let token = shown.expose().to_owned();
            context.page(StatusCode::OK, &VerifyPage { layout: context.layout(), token, username, email })
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::Verify, why),
        Err(error) => Err(error.into()),
    }
}

/// POST `/verify/{token}`: 303 to `/`, or to `/login` for guests. Holding the link is enough to confirm.
pub async fn post(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let (token, client) = (Token::new(token.into_inner()), context.client());
    match context.state.blocking(move |s| users::verify_email(s, &token, &client)).await {
        Ok(done) if done.already => already(&context, &done),
        Ok(done) => {
            context.flash(FlashKind::Done, &format!("Email address {} confirmed.", done.email));
            Ok(context.see_other(onward(&context)))
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::Verify, why),
        Err(error) => Err(error.into()),
    }
}

fn onward(context: &PageContext) -> &'static str {
    if context.caller.is_some() { "/" } else { "/login" }
}

fn already(context: &PageContext, found: &Confirmation) -> Result<HttpResponse, HandlerError> {
    let sentence = format!("{} is already confirmed for {}.", found.email, found.username);
    let label = if context.caller.is_some() { "Go to home page" } else { "Log in" };
    message::render(context, StatusCode::OK, "Already confirmed", &[&sentence], (onward(context), label))
}

/// What the login form submits when `REQUIRE_VERIFIED_EMAIL` refuses a login.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Resend {
    username: String,
    password: Password,
    /// The address to correct the account's with; empty to keep it.
    email: String,
    next: String,
}

/// POST `/verify`: another email to the logged-in user, or to the owner of an account after a check of its password.
pub async fn resend(context: PageContext, form: Option<Form<Resend>>) -> Result<HttpResponse, HandlerError> {
    let client = context.client();
    if let Some(caller) = context.caller.clone() {
        let email = caller.user.email.clone();
        let who = caller.clone();
        return match context.state.blocking(move |s| users::send_verification(s, &who, &client)).await {
            Ok(sent) => {
                tell(&context, sent, &email);
                Ok(context.see_other("/"))
            }
            // The button is on every page and belongs to none. A flash and 303 would hide the 429, so the home page is
            // rendered with it, which has the button beside the address and to which a success leads too.
            Err(error) => home::show(&context, &caller, &FormState::of(&context, error, "")?, None).await,
        };
    }
    let Resend { username, password, email, next } = form.map(|form| form.0).unwrap_or_default();
    if username.trim().is_empty() && password.is_empty() {
        return Err(Error::NotLoggedIn.into());
    }
    let next = context.destination(&next);
    let credentials = Credentials { username: username.clone(), password, ..Credentials::default() };
    let address = email.clone();
    let sent = context
        .state
        .hashing(
            client,
            move |s, client| users::login::check(s, credentials, client),
            move |s, credentials, client| match address.trim() {
                "" => users::send_verification_by_password(s, &credentials, client),
                address => users::correct_email(s, &credentials, address, client),
            },
        )
        .await;
    match sent {
        Ok((sent, user)) => {
            tell(&context, sent, &user.email);
            login::prefill(&context, &user.username);
            Ok(context.see_other(&carrying("/login", next.as_deref())))
        }
        Err(error) => login::refused(&context, &username, next, error, Some(&email)),
    }
}

fn tell(context: &PageContext, sent: Sent, email: &str) {
    match sent {
        Sent::OnItsWay => context.flash(FlashKind::Done, &format!("A new link is on its way to {email}.")),
        Sent::AlreadyConfirmed => context.flash(FlashKind::Notice, &format!("{email} is already confirmed.")),
    }
}
