//! Forget a remembered browser, at the pages door. The list stands on the page of [`super::list_sessions`].

use actix_web::{HttpResponse, web};
use time::PrimitiveDateTime;

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::client::Client;
use inside::sessions::{self, BrowserHandle, RememberedBrowser};
use inside::texts::Texts;
use inside::user_agent;

/// A remembered browser in the list.
pub(super) struct RememberedLine {
    /// Names it in `/sessions/remembered/{id}/forget`.
    pub(super) id: BrowserHandle,
    /// "Firefox on macOS", in the language of the page.
    pub(super) name: String,
    /// `desktop` or `mobile-screen`.
    pub(super) icon: &'static str,
    /// The IP address of its newest login.
    pub(super) address: String,
    /// Since when, in UTC.
    pub(super) since: PrimitiveDateTime,
    /// Until when, in UTC.
    pub(super) until: PrimitiveDateTime,
    /// The browser that requested this page.
    pub(super) current: bool,
}

impl RememberedLine {
    /// A browser of the caller's account, as `client` sees it.
    pub(super) fn of(t: Texts, browser: RememberedBrowser, client: &Client) -> RememberedLine {
        RememberedLine {
            current: browser.is_held_by(client),
            name: user_agent::name(t, &browser.user_agent),
            icon: user_agent::icon(&browser.user_agent),
            id: browser.handle,
            address: browser.address,
            since: browser.created_at,
            until: browser.expires_at,
        }
    }
}

/// POST `/sessions/remembered/{id}/forget`: 303 back to the list.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<BrowserHandle>,
) -> Result<HttpResponse, HandlerError> {
    let forgotten = context.blocking(move |s, context| sessions::forget_browser(s, &caller, &handle, context));
    let (name, t) = (forgotten.await?, context.t);
    context.flash(FlashKind::Done, &t.done_browser_forgotten(user_agent::stored_name(t, &name)));
    Ok(context.see_other("/sessions"))
}
