//! Confirm an email address, at the pages door: the page of the link and its button.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use super::{dead_link, filters, message};
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::links::{Purpose, Token};
use inside::texts::Texts;
use inside::users::confirm_email::{self, Confirmation};

#[derive(Template)]
#[template(path = "pages/confirm_email.html")]
struct ConfirmEmailPage {
    t: Texts,
    layout: Layout,
    token: String,
    username: String,
    email: String,
}

/// GET `/verify/{token}`: shows what the link would confirm and confirms nothing.
pub(crate) async fn get(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    let shown = token.clone();
    match context.blocking(move |s, context| confirm_email::find(s, &token, context)).await {
        Ok(found) if found.already => already(&context, &found),
        Ok(Confirmation { username, email, .. }) => {
            let token = shown.expose().to_owned();
            context.page(
                StatusCode::OK,
                &ConfirmEmailPage { t: context.t, layout: context.layout(), token, username, email },
            )
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::Verify, why),
        Err(error) => Err(error.into()),
    }
}

/// POST `/verify/{token}`: 303 to `/`, or to `/login` for guests. Holding the link is enough to confirm.
pub(crate) async fn post(context: PageContext, token: web::Path<String>) -> Result<HttpResponse, HandlerError> {
    let token = Token::new(token.into_inner());
    match context.blocking(move |s, context| confirm_email::confirm_email(s, &token, context)).await {
        Ok(done) if done.already => already(&context, &done),
        Ok(done) => {
            context.flash(FlashKind::Done, &context.t.done_email_confirmed(&done.email));
            Ok(context.see_other(onward(&context)))
        }
        Err(Error::DeadLink(why)) => dead_link::render(&context, Purpose::Verify, why),
        Err(error) => Err(error.into()),
    }
}

fn onward(context: &PageContext) -> &'static str {
    if context.caller.is_some() { "/" } else { "/login" }
}

fn already(context: &PageContext, found: &Confirmation) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    let sentence = t.already_confirmed_for(&found.email, &found.username);
    let label = if context.caller.is_some() { t.go_to_home_page() } else { t.log_in() };
    message::render(context, StatusCode::OK, t.already_confirmed(), &[&sentence], (onward(context), label))
}
