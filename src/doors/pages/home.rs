//! The start page: what this is for guests, their account for everyone else.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::form_state::FormState;
use super::page_context::PageContext;
use super::view::{Account, Field, FlashKind, Layout, Summary, Theme, UpdateForm};
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
pub async fn get(context: PageContext) -> Result<HttpResponse, Error> {
    match &context.caller {
        None => context.page(StatusCode::OK, &LandingPage { layout: context.layout() }),
        Some(caller) => render(&context, caller, &FormState::default(), None, None),
    }
}

/// The home page, with one of its forms replaced by a refused one. Where it is none of the two, what was found stands
/// above them all.
pub fn render(
    context: &PageContext,
    caller: &Caller,
    form_state: &FormState,
    partial: Option<UpdateForm>,
    full: Option<UpdateForm>,
) -> Result<HttpResponse, Error> {
    let user = &caller.user;
    let page = HomePage {
        layout: context.layout(),
        summary: if partial.is_none() && full.is_none() { form_state.summary("") } else { Summary::default() },
        account: Account {
            username: user.username.clone(),
            email: user.email.clone(),
            email_verified: user.email_verified,
            member_since: user.created_at,
            last_login: user.previous_login_at,
        },
        partial: partial.unwrap_or_else(|| partial_form(context, user, "", "")),
        full: full.unwrap_or_else(|| full_form(context, &user.username, &user.email)),
    };
    context.form(form_state, &page)
}

/// "Change one thing": hints show what is there now, blank keeps it.
pub fn partial_form(context: &PageContext, user: &User, username: &str, email: &str) -> UpdateForm {
    let config = context.state.config();
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
pub fn full_form(context: &PageContext, username: &str, email: &str) -> UpdateForm {
    let config = context.state.config();
    UpdateForm {
        summary: Summary::default(),
        username: Field { id: "u-username", ..fields::new_username(config, username) },
        email: Field { id: "u-email", ..fields::email(email) },
        password: Field { id: "u-password", label: "New password", ..fields::new_password(config) },
        current_password: None,
    }
}
