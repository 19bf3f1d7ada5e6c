//! The history of the account, and "Not you? Lock everyone out".

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::errors::in_a_row;
use super::filters;
use super::not_me::of_factors;
use super::page_context::PageContext;
use super::view::{Day, EventRow, FlashKind, Layout};
use crate::doors::access::LoggedIn;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::events::history::{Filter, PAGE_SIZE, Start, history};
use inside::texts::Texts;
use inside::users;

#[derive(Template)]
#[template(path = "pages/history.html")]
struct HistoryPage {
    t: Texts,
    layout: Layout,
    filters: [(&'static str, String, bool); 4],
    empty: &'static str,
    days: Vec<Day>,
    newer: Option<String>,
    older: Option<String>,
}

/// The query of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct HistoryQuery {
    show: String,
    before: String,
}

/// GET `/history`. A `before` that is no place or a `show` that is no filter is an old link or a typing error: it counts as
/// not given.
pub(crate) async fn get(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    query: web::Query<HistoryQuery>,
) -> Result<HttpResponse, HandlerError> {
    let filter = Filter::ALL.into_iter().find(|filter| word(*filter) == query.show).unwrap_or_default();
    let start = query.before.parse().map_or(Start::Newest, Start::Below);
    let read = context.state.read(move |r| Ok((history(r, caller.user.id, filter, start, PAGE_SIZE)?, r.clock.now())));
    let (page, now) = read.await?;
    let page = HistoryPage {
        t: context.t,
        layout: context.layout(),
        filters: Filter::ALL.map(|one| (label(context.t, one), address(one, Start::Newest), one == filter)),
        empty: match filter {
            Filter::All => context.t.nothing_happened_yet(),
            Filter::Logins => context.t.no_logins_to_show(),
            Filter::Changes => context.t.no_changes_to_show(),
            Filter::Warnings => context.t.no_warnings(),
        },
        days: EventRow::by_day(context.t, &page.entries, now),
        newer: page.newer.map(|start| address(filter, start)),
        older: page.older.map(|start| address(filter, start)),
    };
    context.page(StatusCode::OK, &page)
}

/// The word of a filter in the address; none for the one that goes without saying.
fn word(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "",
        Filter::Logins => "logins",
        Filter::Changes => "changes",
        Filter::Warnings => "warnings",
    }
}

fn label(t: Texts, filter: Filter) -> &'static str {
    match filter {
        Filter::All => t.filter_all(),
        Filter::Logins => t.filter_logins(),
        Filter::Changes => t.filter_changes(),
        Filter::Warnings => t.filter_warnings(),
    }
}

fn address(filter: Filter, start: Start) -> String {
    let show = Some(word(filter)).filter(|word| !word.is_empty()).map(|word| format!("show={word}"));
    let before = match start {
        Start::Newest => None,
        Start::Below(place) => Some(format!("before={place}")),
    };
    let query: Vec<String> = show.into_iter().chain(before).collect();
    if query.is_empty() { "/history".to_owned() } else { format!("/history?{}", query.join("&")) }
}

/// POST `/history/not-me`: ends every session, this one included; 303 to `/login`, which says what to do next.
pub(crate) async fn not_me(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let done = context.blocking(move |s, context| users::not_me(s, &caller, context)).await?;
    caller::forget(&context.req);
    let t = context.t;
    let logged_out = if done.link_sent { t.done_locked_out() } else { t.done_locked_out_no_link() };
    context.flash(FlashKind::Done, &in_a_row(&[logged_out, &of_factors(t, done.suspended)]));
    Ok(context.see_other("/login"))
}
