//! Set a new password with a link from a mail, at the pages door.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::judgement::Judgement;
use super::twice::Twice;
use super::view::{Field, FlashKind, Layout, Summary, Theme};
use super::visit::Visit;
use super::{dead_link, fields, filters, login};
use crate::doors::caller;
use crate::doors::submission::Form;
use crate::error::Error;
use crate::links::{Purpose, Token};
use crate::users::{self, Reset, reset_password};

#[derive(Template)]
#[template(path = "pages/reset_password.html")]
struct ResetPasswordPage {
    layout: Layout,
    summary: Summary,
    token: String,
    username: String,
    password: Field,
    confirm_password: Field,
}

/// GET `/reset-password/{token}`: shows the form and spends nothing.
pub async fn get(visit: Visit, token: web::Path<String>) -> Result<HttpResponse, Error> {
    draw(&visit, &Token::new(token.into_inner()), &Judgement::default()).await
}

/// POST `/reset-password/{token}`: 303 to `/login`. Nobody is logged in by it: the new password is used once at once, and
/// whoever only had the link does not get in.
pub async fn post(visit: Visit, token: web::Path<String>, form: Form<Twice<Reset>>) -> Result<HttpResponse, Error> {
    let token = Token::new(token.into_inner());
    let Twice { mut form, confirm_password } = form.0;
    form.confirm_password = Some(confirm_password);
    let (client, secret) = (visit.client(), token.clone());
    match visit.state.hashing(move |s| users::reset_password(s, &secret, &form, &client)).await {
        Ok(user) => {
            if visit.caller.as_ref().is_some_and(|caller| caller.user.id == user.id) {
                caller::forget(&visit.req);
            }
            login::prefill(&visit, &user.username);
            visit.flash(FlashKind::Done, "Password changed. Log in with the new one.");
            Ok(visit.see_other("/login"))
        }
        Err(Error::DeadLink(why)) => dead_link::draw(&visit, Purpose::Reset, why),
        Err(error) => draw(&visit, &token, &Judgement::of(&visit, error, "")?).await,
    }
}

async fn draw(visit: &Visit, token: &Token, judgement: &Judgement) -> Result<HttpResponse, Error> {
    let errors = &judgement.mistakes;
    let secret = token.clone();
    let user = match visit.state.blocking(move |s| reset_password::look(s, &secret)).await {
        Ok(user) => user,
        Err(Error::DeadLink(why)) => return dead_link::draw(visit, Purpose::Reset, why),
        Err(error) => return Err(error),
    };
    let password = Field { label: "New password", ..fields::new_password(visit.state.config()) };
    let page = ResetPasswordPage {
        layout: visit.layout(),
        summary: judgement.summary(""),
        token: token.expose().to_owned(),
        username: user.username,
        password: password.judged(errors),
        confirm_password: fields::confirm_password().judged(errors),
    };
    visit.form(judgement, &page)
}
