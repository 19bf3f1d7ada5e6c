//! The security page: password, email, sessions, history, export and account deletion at a glance.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use time::PrimitiveDateTime;

use super::filters;
use super::page_context::PageContext;
use super::view::{EventRow, FlashKind, Layout, SessionLine};
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::events::history::{Filter, Start, history};
use inside::factors::recovery_codes;
use inside::sessions;
use inside::texts::Texts;
use inside::users;

/// How many sessions and lines of the history this page shows; their own pages show the rest.
const SESSIONS: usize = 3;
const EVENTS: usize = 5;

#[derive(Template)]
#[template(path = "pages/security.html")]
struct SecurityPage {
    t: Texts,
    layout: Layout,
    password_changed: PrimitiveDateTime,
    /// Since when the login takes two steps, if it does.
    second_factor_since: Option<PrimitiveDateTime>,
    /// How many passkeys the account has.
    passkeys: usize,
    email: String,
    email_verified: bool,
    sessions: Vec<SessionLine>,
    session_count: i64,
    events: Vec<EventRow>,
}

/// GET `/security`.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let who = caller.clone();
    let read = context.state.read(move |r| {
        Ok((
            sessions::list_sessions(r, &who, None, SESSIONS)?,
            history(r, who.user.id, Filter::All, Start::Newest, EVENTS)?,
            recovery_codes::few_left(r, &who.user)?,
            match who.user.has_second_factor() {
                true => users::list_factors(r, &who)?.passkeys,
                false => 0,
            },
            r.clock.now(),
        ))
    });
    let (page, history, few_recovery_codes, passkeys, now) = read.await?;
    let page = SecurityPage {
        t: context.t,
        layout: Layout { few_recovery_codes, ..context.layout() },
        password_changed: caller.user.password_changed_at,
        second_factor_since: caller.user.second_factor_since,
        passkeys,
        email: caller.user.email.clone(),
        email_verified: caller.user.email_verified,
        session_count: page.total,
        sessions: page.sessions.into_iter().map(|row| SessionLine::of(context.t, row, &caller, now)).collect(),
        events: history.entries.iter().map(|entry| EventRow::of(context.t, entry, now)).collect(),
    };
    context.page(StatusCode::OK, &page)
}
