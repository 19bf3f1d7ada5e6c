//! "This wasn't me" at the pages door: the link in a notice, for people who can't or shouldn't have to log in first.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::errors::in_a_row;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use super::{dead_link, filters};
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::factors::Suspended;
use inside::links::{self, Purpose, Token};
use inside::texts::Texts;
use inside::users::{self, LockedOut, not_me};

#[derive(Template)]
#[template(path = "pages/not_me.html")]
struct NotMePage {
    t: Texts,
    layout: Layout,
    token: String,
    username: String,
}

/// GET `/not-me/{token}`: shows what the link would do. Changes nothing.
pub(crate) async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.blocking(move |s, context| not_me::find(s, &token, context)).await {
        Ok(user) => {
            let token = shown.expose().to_owned();
            context.page(
                StatusCode::OK,
                &NotMePage { t: context.t, layout: context.layout(), token, username: user.username },
            )
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::NotMe, why),
        Err(error) => Err(error.into()),
    }
}

/// POST `/not-me/{token}`: 303 to the page that sets a new password.
pub(crate) async fn post(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    match context.blocking(move |s, context| users::not_me_from_email(s, &token, context)).await {
        Ok(account) => Ok(choose_password(&context, &account, context.t.done_every_device_logged_out())),
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::NotMe, why),
        Err(error) => Err(error.into()),
    }
}

/// Leads the holder of a mailed link on to a new password, after everyone was locked out. The page they come to asks for
/// the secret of a link that the same mailbox has received as well.
pub(crate) fn choose_password(context: &PageContext, account: &LockedOut, done: &str) -> HttpResponse {
    if context.caller.as_ref().is_some_and(|caller| caller.user.id == account.user.id) {
        caller::forget(&context.req);
    }
    let suspended = of_factors(context.t, account.suspended);
    context.flash(FlashKind::Done, &in_a_row(&[done, &suspended, context.t.done_choose_new_password()]));
    context.see_other(&links::path(Purpose::Reset, &account.reset))
}

/// What became of the second factors, and what the owner can do where none is left that counts; nothing where none was new.
pub(super) fn of_factors(t: Texts, suspended: Suspended) -> String {
    match suspended {
        Suspended::Nothing => String::new(),
        Suspended::New => t.done_factors_suspended().to_owned(),
        Suspended::All => t.done_all_factors_suspended().to_owned(),
    }
}
