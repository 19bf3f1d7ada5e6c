//! Delete one's account, at the pages door.

use actix_web::HttpResponse;
use askama::Template;

use super::judgement::Judgement;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::Visit;
use super::{fields, filters};
use crate::doors::caller::{self, LoggedIn};
use crate::doors::submission::Form;
use crate::error::Error;
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
    draw(&visit, caller, "", &Judgement::default()).await
}

/// POST `/delete-account`: 303 to `/` with an empty cookie, or the form again.
pub async fn post(visit: Visit, LoggedIn(caller): LoggedIn, form: Form<Deletion>) -> Result<HttpResponse, Error> {
    let (client, who, typed) = (visit.client(), caller.clone(), form.0.confirm_username.clone());
    let error = match visit.state.hashing(move |s| users::delete(s, &who, &form.0, &client)).await {
        Ok(()) => {
            caller::forget(&visit.req);
            visit.flash(FlashKind::Done, "Account deleted. Everything kept about you is gone.");
            return Ok(visit.see_other("/"));
        }
        Err(error) => error,
    };
    let judgement = match error {
        Error::ReauthRequired => {
            let sentence = "Enter your current password to delete your account";
            Judgement::worded(&visit, error, "current_password", sentence)
        }
        Error::LastAdmin => {
            let sentence = "You are the only administrator. Make somebody else one first";
            Judgement::worded(&visit, error, "confirm_username", sentence)
        }
        error => Judgement::of(&visit, error, "current_password"),
    }?;
    draw(&visit, caller, typed.trim(), &judgement).await
}

async fn draw(visit: &Visit, caller: Caller, typed: &str, judgement: &Judgement) -> Result<HttpResponse, Error> {
    let errors = &judgement.mistakes;
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
        summary: judgement.summary(""),
        username,
        confirm: confirm.judged(errors),
        current_password: ask.then(|| fields::current_password().judged(errors)),
    };
    visit.form(judgement, &page)
}
