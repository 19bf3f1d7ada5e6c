//! The start page: what this is for guests, their account for everyone else.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::judgement::Judgement;
use super::view::{Account, Field, FlashKind, Layout, Summary, Theme, UpdateForm};
use super::visit::Visit;
use super::{fields, filters};
use crate::error::Error;
use crate::users::{Caller, User};

#[derive(Template)]
#[template(path = "pages/landing.html")]
struct LandingPage {
    layout: Layout,
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct HomePage {
    layout: Layout,
    summary: Summary,
    account: Account,
    partial: UpdateForm,
    full: UpdateForm,
}

/// GET `/`.
pub async fn get(visit: Visit) -> Result<HttpResponse, Error> {
    match &visit.caller {
        None => visit.page(StatusCode::OK, &LandingPage { layout: visit.layout() }),
        Some(caller) => draw(&visit, caller, &Judgement::default(), None, None),
    }
}

/// The home page, with one of its forms replaced by a refused one. Where it is none of the two, what was found stands
/// above them all.
pub fn draw(
    visit: &Visit,
    caller: &Caller,
    judgement: &Judgement,
    partial: Option<UpdateForm>,
    full: Option<UpdateForm>,
) -> Result<HttpResponse, Error> {
    let user = &caller.user;
    let page = HomePage {
        layout: visit.layout(),
        summary: if partial.is_none() && full.is_none() { judgement.summary("") } else { Summary::default() },
        account: Account {
            username: user.username.clone(),
            email: user.email.clone(),
            email_verified: user.email_verified,
            member_since: user.created_at,
            last_login: user.previous_login_at,
        },
        partial: partial.unwrap_or_else(|| partial_form(visit, user, "", "")),
        full: full.unwrap_or_else(|| full_form(visit, &user.username, &user.email)),
    };
    visit.form(judgement, &page)
}

/// "Change one thing": hints show what is there now, blank keeps it.
pub fn partial_form(visit: &Visit, user: &User, username: &str, email: &str) -> UpdateForm {
    let config = visit.state.config();
    let optional = |field: Field, id: &'static str, hint: String| Field { id, hint, required: false, ..field };
    UpdateForm {
        summary: Summary::default(),
        username: optional(fields::new_username(config, username), "p-username", format!("Now {}.", user.username)),
        email: optional(fields::email(email), "p-email", format!("Now {}.", user.email)),
        password: Field {
            label: "New password",
            ..optional(fields::new_password(config), "p-password", fields::new_password(config).hint)
        },
        current_password: None,
    }
}

/// "Replace everything".
pub fn full_form(visit: &Visit, username: &str, email: &str) -> UpdateForm {
    let config = visit.state.config();
    UpdateForm {
        summary: Summary::default(),
        username: Field { id: "u-username", ..fields::new_username(config, username) },
        email: Field { id: "u-email", ..fields::email(email) },
        password: Field { id: "u-password", label: "New password", ..fields::new_password(config) },
        current_password: None,
    }
}
