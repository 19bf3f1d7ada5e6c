//! Change the password, at the pages door.

use actix_web::HttpResponse;
use askama::Template;

use super::judgement::Judgement;
use super::twice::Twice;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::Visit;
use super::{fields, filters};
use crate::doors::caller::{LoggedIn, remember_renewed};
use crate::doors::submission::Form;
use crate::error::Error;
use crate::users::{self, PasswordChange};

#[derive(Template)]
#[template(path = "pages/change_password.html")]
struct ChangePasswordPage {
    layout: Layout,
    summary: Summary,
    username: String,
    current_password: Field,
    password: Field,
    confirm_password: Field,
}

/// GET `/change-password`.
pub async fn get(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    draw(&visit, caller.user.username, &Judgement::default())
}

/// POST `/change-password`: 303 to `/security`, or the form again with every mistake. However fresh the login is, the present
/// password is asked for: here it is what the page is about.
pub async fn post(
    visit: Visit,
    LoggedIn(caller): LoggedIn,
    form: Form<Twice<PasswordChange>>,
) -> Result<HttpResponse, Error> {
    let Twice { mut form, confirm_password } = form.0;
    form.confirm_password = Some(confirm_password);
    let (client, who) = (visit.client(), caller.clone());
    match visit.state.hashing(move |s| users::change_password(s, &who, &form, &client)).await {
        Ok(session_id) => {
            remember_renewed(&visit.req, &caller, &session_id)?;
            visit.flash(FlashKind::Done, "Password changed. Other devices were logged out.");
            Ok(visit.see_other("/security"))
        }
        // Nobody is asked to wait but for guessing at this very field.
        Err(error) => draw(&visit, caller.user.username, &Judgement::of(&visit, error, "current_password")?),
    }
}

/// GET `/.well-known/change-password`: where password managers look for the page (W3C, "A Well-Known URL for Changing
/// Passwords").
pub async fn well_known(visit: Visit) -> HttpResponse {
    visit.see_other("/change-password")
}

fn draw(visit: &Visit, username: String, judgement: &Judgement) -> Result<HttpResponse, Error> {
    let errors = &judgement.mistakes;
    let password = Field { label: "New password", ..fields::new_password(visit.state.config()) };
    let page = ChangePasswordPage {
        layout: visit.layout(),
        summary: judgement.summary(""),
        username,
        current_password: fields::current_password().judged(errors),
        password: password.judged(errors),
        confirm_password: fields::confirm_password().judged(errors),
    };
    visit.form(judgement, &page)
}
