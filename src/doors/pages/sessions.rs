//! The user's sessions: see them, end one, end the others.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, SessionRow, Theme};
use crate::doors::caller::{self, LoggedIn};
use crate::doors::handler_error::HandlerError;
use inside::sessions::{self, Cursor, Ended};

/// Sessions on one page.
const PAGE_SIZE: usize = 20;

#[derive(Template)]
#[template(path = "pages/sessions.html")]
struct SessionsPage {
    layout: Layout,
    sessions: Vec<SessionRow>,
    total: i64,
    is_first: bool,
    older: Option<String>,
}

/// The query of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    after: String,
}

/// GET `/sessions`. An `after` that names no place in the list is an old link or a typing error: it counts as not given.
pub async fn get(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    query: web::Query<Query>,
) -> Result<HttpResponse, HandlerError> {
    let (who, after) = (caller.clone(), query.after.parse::<Cursor>().ok());
    let is_first = after.is_none();
    let read =
        context.state.blocking(move |s| Ok((sessions::list(s, &who, after.as_ref(), PAGE_SIZE)?, s.clock.now())));
    let (page, now) = read.await?;
    let page = SessionsPage {
        layout: context.layout(),
        sessions: page.sessions.into_iter().map(|row| SessionRow::of(row, &caller, now)).collect(),
        total: page.total,
        is_first,
        older: page.next.map(|next| format!("/sessions?after={next}")),
    };
    context.page(StatusCode::OK, &page)
}

/// POST `/sessions/{id}/end`: 303 back to the list, or to `/` when it was the session of this request.
pub async fn end(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<String>,
) -> Result<HttpResponse, HandlerError> {
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
pub async fn end_others(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let client = context.client();
    match context.state.blocking(move |s| sessions::end_others(s, &caller, &client)).await? {
        0 => context.flash(FlashKind::Notice, "You weren't logged in anywhere else."),
        1 => context.flash(FlashKind::Done, "One other session was logged out."),
        number => context.flash(FlashKind::Done, &format!("{number} other sessions were logged out.")),
    }
    Ok(context.see_other("/sessions"))
}
