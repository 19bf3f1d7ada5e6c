//! The user's sessions: see them, end one, end the others.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, SessionRow, Theme};
use crate::doors::caller::{self, LoggedIn};
use crate::error::Error;
use crate::sessions::{self, Ended};

#[derive(Template)]
#[template(path = "pages/sessions.html")]
struct SessionsPage {
    layout: Layout,
    sessions: Vec<SessionRow>,
}

/// GET `/sessions`.
pub async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let who = caller.clone();
    let (rows, now) = context.state.blocking(move |s| Ok((sessions::list(s, &who)?, s.clock.now()))).await?;
    let sessions = rows.into_iter().map(|row| SessionRow::of(row, &caller, now)).collect();
    context.page(StatusCode::OK, &SessionsPage { layout: context.layout(), sessions })
}

/// POST `/sessions/{id}/end`: 303 back to the list, or to `/` when it was the session of this request.
pub async fn end(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<String>,
) -> Result<HttpResponse, Error> {
    let client = context.client();
    match context.state.blocking(move |s| sessions::end(s, &caller, &handle, &client)).await? {
        Ended::Own => {
            caller::forget(&context.req);
            context.flash(FlashKind::Done, "Logged out.");
            Ok(context.see_other("/"))
        }
        Ended::Other(name) => {
            context.flash(FlashKind::Done, &format!("{name} was logged out."));
            Ok(context.see_other("/sessions"))
        }
    }
}

/// POST `/sessions/end-others`: 303 back to the list.
pub async fn end_others(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = context.client();
    match context.state.blocking(move |s| sessions::end_others(s, &caller, &client)).await? {
        0 => context.flash(FlashKind::Notice, "You weren’t logged in anywhere else."),
        1 => context.flash(FlashKind::Done, "One other session was logged out."),
        number => context.flash(FlashKind::Done, &format!("{number} other sessions were logged out.")),
    }
    Ok(context.see_other("/sessions"))
}
