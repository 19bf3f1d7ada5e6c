//! Delete one's account, at the pages door.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::Visit;
use super::{fields, filters};
use crate::doors::caller::{self, LoggedIn};
use crate::doors::submission::Form;
use crate::error::{Error, FieldErrors};
use crate::users::{self, Caller, Deletion, proof};

#[derive(Template)]
#[template(path = "pages/delete_account.html")]
struct DeleteAccountPage {
    layout: Layout,
    summary: Summary,
    username: String,
    confirm: Field,
    current_password: Option<Field>,
}

/// GET `/delete-account`: asks for the password at once where it will be needed.
pub async fn get(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    draw(&visit, caller, StatusCode::OK, "", &FieldErrors::default()).await
}

/// POST `/delete-account`: 303 to `/` with an empty cookie, or the form again.
pub async fn post(visit: Visit, LoggedIn(caller): LoggedIn, form: Form<Deletion>) -> Result<HttpResponse, Error> {
    let (client, who, typed) = (visit.client(), caller.clone(), form.0.confirm_username.clone());
    let (status, errors) = match visit.state.hashing(move |s| users::delete(s, &who, &form.0, &client)).await {
        Ok(()) => {
            caller::forget(&visit.req);
            visit.flash(FlashKind::Done, "Account deleted. Everything kept about you is gone.");
            return Ok(visit.see_other("/"));
        }
        Err(Error::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(Error::ReauthRequired) => {
            (StatusCode::FORBIDDEN, current("reauth_required", "Enter your current password to delete your account"))
        }
        Err(Error::WrongCurrentPassword) => {
            (StatusCode::FORBIDDEN, current("current_password_incorrect", "Current password is incorrect"))
        }
        Err(Error::LastAdmin) => (
            StatusCode::CONFLICT,
            FieldErrors::one(
                "confirm_username",
                "last_admin",
                "You are the only administrator. Make somebody else one first",
            ),
        ),
        Err(error) => return Err(error),
    };
    draw(&visit, caller, status, typed.trim(), &errors).await
}

fn current(code: &'static str, sentence: &str) -> FieldErrors {
    FieldErrors::one("current_password", code, sentence)
}

async fn draw(
    visit: &Visit,
    caller: Caller,
    status: StatusCode,
    typed: &str,
    errors: &FieldErrors,
) -> Result<HttpResponse, Error> {
    let username = caller.user.username.clone();
    let confirm = Field {
        id: "confirm_username",
        name: "confirm_username",
        label: "Your username",
        kind: "text",
        autocomplete: "off",
        hint: format!("Type {username} to confirm."),
        value: typed.to_owned(),
        required: true,
        missing: "Enter your username".into(),
        ..Field::default()
    };
    let ask = visit.state.blocking(move |s| Ok(!proof::is_fresh(s, &caller))).await?;
    let page = DeleteAccountPage {
        layout: visit.layout(),
        summary: Summary::new(errors, ""),
        username,
        confirm: confirm.judged(errors),
        current_password: ask.then(|| fields::current_password().judged(errors)),
    };
    visit.page(status, &page)
}
