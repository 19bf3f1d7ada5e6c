//! Undo a change of the email address, at the pages door.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::errors::in_a_row;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use super::{dead_link, filters, message, not_me};
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::links::{Purpose, Token};
use inside::texts::Texts;
use inside::users::{self, UndoableChange, undo_email_change};

#[derive(Template)]
#[template(path = "pages/undo_email_change.html")]
struct UndoEmailChangePage {
    t: Texts,
    layout: Layout,
    token: String,
    username: String,
    old_email: String,
    new_email: String,
}

/// GET `/email-change/{token}`: shows the change that the link would undo. Changes nothing.
pub(crate) async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.blocking(move |s, context| undo_email_change::find(s, &token, context)).await {
        Ok(UndoableChange { username, old_email, new_email }) => {
            let token = shown.expose().to_owned();
            let page =
                UndoEmailChangePage { t: context.t, layout: context.layout(), token, username, old_email, new_email };
            context.page(StatusCode::OK, &page)
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::UndoEmail, why),
        Err(error) => Err(error.into()),
    }
}

/// POST `/email-change/{token}`: 303 to the page that sets a new password.
pub(crate) async fn post(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    match context.blocking(move |s, context| users::undo_email_change(s, &token, context)).await {
        Ok(account) => {
            let t = context.t;
            let done = in_a_row(&[&t.done_email_restored(&account.user.email), t.done_every_device_logged_out()]);
            Ok(not_me::choose_password(&context, &account, &done))
        }
        Err(Error::Invalid(_)) => taken(&context),
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::UndoEmail, why),
        Err(error) => Err(error.into()),
    }
}

/// Another account has the old address by now. The visitor opened a link from that address's mailbox, so they can get
/// into that account.
fn taken(context: &PageContext) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    let why = in_a_row(&[t.old_address_belongs_elsewhere(), t.nothing_was_changed()]);
    message::render(
        context,
        StatusCode::CONFLICT,
        t.old_address_in_use(),
        &[&why, t.get_address_back()],
        ("/forgot-password", t.reset_that_password()),
    )
}
