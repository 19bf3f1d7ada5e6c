//! What happened to one's account, at the pages door, and "this wasn't me".

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::filters;
use super::view::{EventRow, FlashKind, Layout, Theme};
use super::visit::Visit;
use crate::doors::caller::LoggedIn;
use crate::error::Error;
use crate::events::history::{PAGE_SIZE, history};

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
pub async fn get(visit: Visit, LoggedIn(caller): LoggedIn, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let before = query.before.parse().ok();
    let page = visit.state.blocking(move |s| history(s, &caller, before, PAGE_SIZE)).await?;
    let link = |before: i64| format!("/history?before={before}");
    let page = HistoryPage {
        layout: visit.layout(),
        events: page.events.into_iter().map(EventRow::from).collect(),
        newer: page.newer.map(|before| before.map_or_else(|| "/history".to_owned(), link)),
        older: page.older.map(link),
    };
    visit.page(StatusCode::OK, &page)
}
