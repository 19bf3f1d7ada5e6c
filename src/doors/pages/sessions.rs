//! One's sessions, at the pages door: see them, end one, end the others.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::filters;
use super::view::{FlashKind, Layout, SessionRow, Theme};
use super::visit::Visit;
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
pub async fn get(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let who = caller.clone();
    let rows = visit.state.blocking(move |s| sessions::list(s, &who)).await?;
    let sessions = rows.into_iter().map(|row| SessionRow::of(row, &caller)).collect();
    visit.page(StatusCode::OK, &SessionsPage { layout: visit.layout(), sessions })
}

/// POST `/sessions/{id}/end`: 303 back to the list, or to `/` when it was this very session.
pub async fn end(visit: Visit, LoggedIn(caller): LoggedIn, handle: web::Path<String>) -> Result<HttpResponse, Error> {
    let client = visit.client();
    match visit.state.blocking(move |s| sessions::end(s, &caller, &handle, &client)).await? {
        Ended::Own => {
            caller::forget(&visit.req);
            visit.flash(FlashKind::Done, "Logged out.");
            Ok(visit.see_other("/"))
        }
        Ended::Other(name) => {
            visit.flash(FlashKind::Done, &format!("{name} was logged out."));
            Ok(visit.see_other("/sessions"))
        }
    }
}

/// POST `/sessions/end-others`: 303 back to the list.
pub async fn end_others(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = visit.client();
    match visit.state.blocking(move |s| sessions::end_others(s, &caller, &client)).await? {
        0 => visit.flash(FlashKind::Notice, "You were logged in nowhere else."),
        1 => visit.flash(FlashKind::Done, "One other session was logged out."),
        number => visit.flash(FlashKind::Done, &format!("{number} other sessions were logged out.")),
    }
    Ok(visit.see_other("/sessions"))
}
