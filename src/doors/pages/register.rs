//! Create an account, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::judgement::Judgement;
use super::twice::Twice;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::{Visit, wants_json};
use super::{fields, filters, login};
use crate::doors::local_path::{carrying, local_path};
use crate::doors::submission::Form;
use crate::error::Error;
use crate::invitations;
use crate::users::{self, Registration};

#[derive(Template)]
#[template(path = "pages/register.html")]
struct RegisterPage {
    layout: Layout,
    summary: Summary,
    username: Field,
    email: Field,
    password: Field,
    confirm_password: Field,
}

#[derive(Template)]
#[template(path = "pages/registration_closed.html")]
struct ClosedPage {
    layout: Layout,
}

#[derive(Template)]
#[template(path = "pages/invitation_needed.html")]
struct InvitationPage {
    layout: Layout,
}

/// What stands in the address: an invitation, and where to go after the login that follows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    invitation: Option<String>,
    next: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignUp {
    #[serde(flatten)]
    registration: Twice<Registration>,
    next: String,
}

/// GET `/register`, with `?invitation=…` where one is needed. Looking at the form uses nothing up.
pub async fn get(visit: Visit, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let Query { invitation: token, next } = query.into_inner();
    let next = local_path(&next);
    if visit.caller.is_some() {
        return Ok(visit.see_other(next.as_deref().unwrap_or("/")));
    }
    let sent = token.clone();
    match visit.state.blocking(move |s| invitations::admit(s, sent.as_deref())).await {
        Ok(invitation) => {
            let email = invitation.as_ref().and_then(|invitation| invitation.email.as_deref()).unwrap_or("");
            let token = token.filter(|_| invitation.is_some());
            let page = page(&visit, "", email, token, next, &Judgement::default());
            visit.page(StatusCode::OK, &page)
        }
        Err(error) => refused(&visit, next, error),
    }
}

/// A form that can't be had is refused at GET as at POST: 403, and a page that says what would help.
fn refused(visit: &Visit, next: Option<String>, error: Error) -> Result<HttpResponse, Error> {
    match error {
        Error::RegistrationClosed if !wants_json(&visit.req) => {
            visit.page(StatusCode::FORBIDDEN, &ClosedPage { layout: Layout { next, ..visit.layout() } })
        }
        Error::InvitationNeeded if !wants_json(&visit.req) => {
            visit.page(StatusCode::FORBIDDEN, &InvitationPage { layout: Layout { next, ..visit.layout() } })
        }
        error => Err(error),
    }
}

/// POST `/register`: 303 to `/login`, which leads on to `next`, or the form again with every mistake.
pub async fn post(visit: Visit, form: Form<SignUp>) -> Result<HttpResponse, Error> {
    if visit.caller.is_some() {
        visit.flash(FlashKind::Notice, "You are logged in. Log out to create another account.");
        return Ok(visit.see_other("/"));
    }
    let SignUp { registration: Twice { mut form, confirm_password }, next } = form.0;
    let next = local_path(&next);
    form.confirm_password = Some(confirm_password);
    let (username, email) = (form.username.clone(), form.email.clone());
    let (client, token) = (visit.client(), form.invitation.clone());
    match visit.state.hashing(move |s| users::register(s, form, &client)).await {
        Ok(registered) => {
            login::prefill(&visit, registered.username());
            visit.flash(FlashKind::Done, "Account created. Log in to continue.");
            Ok(visit.see_other(&carrying("/login", next.as_deref())))
        }
        Err(error @ (Error::RegistrationClosed | Error::InvitationNeeded)) => refused(&visit, next, error),
        Err(error) => {
            let judgement = Judgement::of(&visit, error, "")?;
            visit.form(&judgement, &page(&visit, username.trim(), email.trim(), token, next, &judgement))
        }
    }
}

fn page(
    visit: &Visit,
    username: &str,
    email: &str,
    invitation: Option<String>,
    next: Option<String>,
    judgement: &Judgement,
) -> RegisterPage {
    let (config, errors) = (visit.state.config(), &judgement.mistakes);
    RegisterPage {
        layout: Layout { next, invitation, ..visit.layout() },
        summary: judgement.summary(""),
        username: fields::new_username(config, username).judged(errors),
        email: fields::email(email).judged(errors),
        password: fields::new_password(config).judged(errors),
        confirm_password: fields::confirm_password().judged(errors),
    }
}
