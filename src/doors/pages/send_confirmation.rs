//! Send the confirmation link again, at the pages door: for users who lost the first, or gave the wrong address.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::form_state::FormState;
use super::page_context::PageContext;
use super::view::FlashKind;
use super::{home, login};
use crate::doors::handler_error::HandlerError;
use crate::doors::local_path::carrying;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::users::{self, Credentials, Password, Sent};

/// What the login form submits when `REQUIRE_VERIFIED_EMAIL` refuses a login.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Resend {
    username: String,
    password: Password,
    /// The address to correct the account's with; empty to keep it.
    email: String,
    next: String,
}

/// POST `/verify`: another email to the logged-in user, or to the owner of an account after a check of its password.
pub(crate) async fn post(context: PageContext, form: Option<Form<Resend>>) -> Result<HttpResponse, HandlerError> {
    if let Some(caller) = context.caller.clone() {
        let email = caller.user.email.clone();
        let who = caller.clone();
        return match context.blocking(move |s, context| users::send_confirmation(s, &who, context)).await {
            Ok(sent) => {
                flash(&context, sent, &email);
                Ok(context.see_other("/"))
            }
            // The button is on every page and belongs to none. A flash and 303 would hide the 429, so the home page is
            // rendered with it, which has the button beside the address and to which a success leads too.
            Err(error) => home::show(&context, &caller, &FormState::of(&context, error, None)?, None).await,
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
        .hashing(async move |s, context| match address.trim() {
            "" => users::send_confirmation_by_password(&s, &credentials, &context).await,
            address => users::correct_email(&s, &credentials, address, &context).await,
        })
        .await;
    match sent {
        Ok((sent, user)) => {
            flash(&context, sent, &user.email);
            login::prefill(&context, &user.username);
            Ok(context.see_other(&carrying("/login", next.as_deref())))
        }
        Err(error) => login::refused(&context, &username, next, error, Some(&email)),
    }
}

fn flash(context: &PageContext, sent: Sent, email: &str) {
    match sent {
        Sent::OnItsWay => context.flash(FlashKind::Done, &context.t.done_new_link_on_its_way(email)),
        Sent::AlreadyConfirmed => context.flash(FlashKind::Notice, &context.t.notice_already_confirmed(email)),
    }
}
