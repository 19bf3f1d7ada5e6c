//! Create an account, at the pages door.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::{Visit, wants_json};
use super::{fields, filters, login};
use crate::doors::refusal::too_many;
use crate::doors::submission::Form;
use crate::error::{Error, FieldErrors};
use crate::users::{self, Password, Registration};

#[derive(Template)]
#[template(path = "pages/register.html")]
struct RegisterPage {
    layout: Layout,
    summary: Summary,
    username: Field,
    email: Field,
    password: Field,
    confirm_password: Field,
    invitation: Option<String>,
}

/// GET `/register`.
pub async fn get(visit: Visit) -> Result<HttpResponse, Error> {
    if visit.caller.is_some() {
        return Ok(visit.see_other("/"));
    }
    visit.page(StatusCode::OK, &page(&visit, "", "", &FieldErrors::default()))
}

/// POST `/register`: 303 to `/login`, or the form again with every mistake.
pub async fn post(visit: Visit, form: Form<Registration>) -> Result<HttpResponse, Error> {
    if visit.caller.is_some() {
        visit.flash(FlashKind::Notice, "You are logged in. Log out to create another account.");
        return Ok(visit.see_other("/"));
    }
    let mut form = form.0;
    // This form asks for the password twice; leaving the second field out is a mistake, not a way around it.
    form.confirm_password.get_or_insert_with(Password::default);
    let (username, email) = (form.username.clone(), form.email.clone());
    let client = visit.client();
    match visit.state.hashing(move |s| users::register(s, form, &client)).await {
        Ok(user) => {
            login::prefill(&visit, &user.username);
            visit.flash(FlashKind::Done, "Account created. Log in to continue.");
            Ok(visit.see_other("/login"))
        }
        Err(Error::Invalid(errors)) => {
            let page = page(&visit, username.trim(), email.trim(), &errors);
            visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error @ Error::TooMany { .. }) if !wants_json(&visit.req) => {
            let mut page = page(&visit, username.trim(), email.trim(), &FieldErrors::default());
            page.summary.lines = vec![(String::new(), too_many(&error))];
            visit.page_too_many(&error, &page)
        }
        Err(error) => Err(error),
    }
}

fn page(visit: &Visit, username: &str, email: &str, errors: &FieldErrors) -> RegisterPage {
    let config = visit.state.config();
    RegisterPage {
        layout: visit.layout(),
        summary: Summary::new(errors, ""),
        username: fields::new_username(config, username).judged(errors),
        email: fields::email(email).judged(errors),
        password: fields::new_password(config).judged(errors),
        confirm_password: fields::confirm_password().judged(errors),
        invitation: None,
    }
}
