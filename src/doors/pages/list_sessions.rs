//! The user's sessions.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::forget_browser::RememberedLine;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, SessionLine};
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::sessions::{self, SessionPlace};
use inside::texts::Texts;

/// Sessions on one page.
const PAGE_SIZE: usize = 20;

#[derive(Template)]
#[template(path = "pages/list_sessions.html")]
struct SessionsPage {
    t: Texts,
    layout: Layout,
    sessions: Vec<SessionLine>,
    total: i64,
    is_first: bool,
    older: Option<String>,
    /// Where browsers can be remembered, on the first page.
    remembered: Option<Vec<RememberedLine>>,
}

/// The query of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SessionsQuery {
    after: String,
}

/// GET `/sessions`. An `after` that names no place in the list is an old link or a typing error: it counts as not given.
pub(crate) async fn get(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    query: web::Query<SessionsQuery>,
) -> Result<HttpResponse, HandlerError> {
    let (who, after) = (caller.clone(), query.after.parse::<SessionPlace>().ok());
    let is_first = after.is_none();
    let client = context.context()?.client;
    let can_remember = context.state.config().remember_browser.is_some();
    let read = context.state.read(move |r| {
        let page = sessions::list_sessions(r, &who, after.as_ref(), PAGE_SIZE)?;
        let shows_remembered = is_first && can_remember;
        let remembered = shows_remembered.then(|| sessions::remembered_browsers(r, &who)).transpose()?;
        Ok((page, remembered, r.clock.now()))
    });
    let (page, remembered, now) = read.await?;
    let remembered =
        remembered.map(|all| all.into_iter().map(|browser| RememberedLine::of(context.t, browser, &client)).collect());
    let page = SessionsPage {
        t: context.t,
        layout: context.layout(),
        sessions: page.sessions.into_iter().map(|row| SessionLine::of(context.t, row, &caller, now)).collect(),
        total: page.total,
        is_first,
        older: page.next.map(|next| format!("/sessions?after={next}")),
        remembered,
    };
    context.page(StatusCode::OK, &page)
}
