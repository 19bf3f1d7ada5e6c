//! Take a change of the e-mail address back, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use super::{dead_link, filters, message};
use crate::doors::caller;
use crate::error::Error;
use crate::links::{Purpose, Token};
use crate::users::{self, TakeBack, take_back_email};

#[derive(Template)]
#[template(path = "pages/take_back.html")]
struct TakeBackPage {
    layout: Layout,
    token: String,
    username: String,
    old_email: String,
    new_email: String,
}

/// GET `/email-change/{token}`: shows what the link would take back and takes nothing back.
pub async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.state.blocking(move |s| take_back_email::look(s, &token)).await {
        Ok(TakeBack { username, old_email, new_email }) => {
            let token = shown.expose().to_owned();
            let page = TakeBackPage { layout: context.layout(), token, username, old_email, new_email };
            context.page(StatusCode::OK, &page)
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::UndoEmail, why),
        Err(error) => Err(error),
    }
}

/// POST `/email-change/{token}`: 303 to `/login`, with word of the link for a new password that is on its way.
pub async fn post(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let (token, client) = (Token::new(token.into_inner()), context.client());
    match context.state.blocking(move |s| users::take_back_email(s, &token, &client)).await {
        Ok(user) => {
            if context.caller.as_ref().is_some_and(|caller| caller.user.id == user.id) {
                caller::forget(&context.req);
            }
            let text = format!(
                "Email changed back to {}, and every device was logged out. A link to choose a new password is on its way.",
                user.email
            );
            context.flash(FlashKind::Done, &text);
            Ok(context.see_other("/login"))
        }
        Err(Error::Invalid(_)) => taken(&context),
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::UndoEmail, why),
        Err(error) => Err(error),
    }
}

/// Another account has the old address by now. Its holder opened a link from its mailbox, so there is a way on.
fn taken(context: &PageContext) -> Result<HttpResponse, Error> {
    message::render(
        context,
        StatusCode::CONFLICT,
        "Another account uses your old address now",
        &[
            "So it could not be set again. Nothing was changed, and this link still works.",
            "That account gets its mail at your address, so you can reset its password, give it another address or \
             delete it, and then open this link again.",
        ],
        ("/forgot-password", "Reset that account’s password"),
    )
}
