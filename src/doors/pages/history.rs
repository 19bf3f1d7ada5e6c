//! What happened to one's account, at the pages door, and "this wasn't me".

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::page_context::PageContext;
use super::view::{EventRow, FlashKind, Layout, Theme};
use crate::doors::caller::{self, LoggedIn};
use crate::error::Error;
use crate::events::history::{PAGE_SIZE, history};
use crate::users;

#[derive(Template)]
#[template(path = "pages/history.html")]
struct HistoryPage {
    layout: Layout,
    events: Vec<EventRow>,
    newer: Option<String>,
    older: Option<String>,
}

/// What stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    before: String,
}

/// GET `/history`. A `before` that is no number is an old link or a typing error: the newest page answers it.
pub async fn get(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    query: web::Query<Query>,
) -> Result<HttpResponse, Error> {
    let before = query.before.parse().ok();
    let page = context.state.blocking(move |s| history(s, &caller, before, PAGE_SIZE)).await?;
    let link = |before: i64| format!("/history?before={before}");
    let page = HistoryPage {
        layout: context.layout(),
        events: page.events.into_iter().map(EventRow::from).collect(),
        newer: page.newer.map(|before| before.map_or_else(|| "/history".to_owned(), link)),
        older: page.older.map(link),
    };
    context.page(StatusCode::OK, &page)
}

/// POST `/history/not-me`: everyone is out, this browser too; 303 to `/login`, which says what to do.
pub async fn not_me(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = context.client();
    let sent = context.state.blocking(move |s| users::not_me(s, &caller, &client)).await?;
    caller::forget(&context.req);
    let done = if sent {
        "Every session was logged out. Open the link we sent to your email address and choose a new password."
    } else {
        "Every session was logged out. Log in and change your password, or ask for a link to reset it later."
    };
    context.flash(FlashKind::Done, done);
    Ok(context.see_other("/login"))
}
