//! The security hub: password, address, sessions, history, export and delete in one glance.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use time::PrimitiveDateTime;

use super::filters;
use super::page_context::PageContext;
use super::view::{EventRow, FlashKind, Layout, SessionRow, Theme};
use crate::doors::caller::LoggedIn;
use crate::error::Error;
use crate::events::history::history;
use crate::sessions;

/// What the hub shows of sessions and events; their own pages show the rest.
const SESSIONS: usize = 3;
const EVENTS: i64 = 5;

#[derive(Template)]
#[template(path = "pages/security.html")]
struct SecurityPage {
    layout: Layout,
    password_changed: PrimitiveDateTime,
    email: String,
    email_verified: bool,
    sessions: Vec<SessionRow>,
    session_count: usize,
    events: Vec<EventRow>,
}

/// GET `/security`.
pub async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let who = caller.clone();
    let (rows, page) =
        context.state.blocking(move |s| Ok((sessions::list(s, &who)?, history(s, &who, None, EVENTS)?))).await?;
    let page = SecurityPage {
        layout: context.layout(),
        password_changed: caller.user.password_changed_at,
        email: caller.user.email.clone(),
        email_verified: caller.user.email_verified,
        session_count: rows.len(),
        sessions: rows.into_iter().take(SESSIONS).map(|row| SessionRow::of(row, &caller)).collect(),
        events: page.events.into_iter().map(EventRow::from).collect(),
    };
    context.page(StatusCode::OK, &page)
}
