//! The page for a link from a mail that opens nothing: it says why, and what to do instead.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use crate::error::{DeadLink, Error};
use crate::links::Purpose;

#[derive(Template)]
#[template(path = "pages/dead_link.html")]
struct DeadLinkPage {
    layout: Layout,
    heading: String,
    paragraphs: Vec<String>,
    again: Option<(String, String)>,
    resend: bool,
}

/// 410, which also tells scanners and crawlers not to come back. The words depend on the link alone, never on whether an
/// account exists.
///
/// # Errors
/// When the template can't be drawn.
pub fn render(context: &PageContext, purpose: Purpose, why: DeadLink) -> Result<HttpResponse, Error> {
    let (heading, reason) = match why {
        DeadLink::Used => ("This link has already been used", "Links in our emails work once."),
        DeadLink::Expired => ("This link has expired", "Links in our emails work for a limited time."),
        DeadLink::Replaced => ("This link was replaced", "Use the link in the most recent email."),
        DeadLink::Void if purpose == Purpose::NotMe => (
            "This link no longer works",
            "The account was changed after it was sent. Use the link in the email about that change.",
        ),
        DeadLink::Void => ("This link no longer works", "The account was changed after it was sent."),
        DeadLink::Unknown => ("This link does not work", "It may be incomplete. Copy the whole link from the email."),
    };
    let user = context.caller.as_ref().map(|caller| &caller.user);
    let resend = purpose == Purpose::Verify && user.is_some_and(|user| !user.email_verified);
    let again = match purpose {
        Purpose::Reset => Some(("/forgot-password", "Send a new link")),
        Purpose::Verify if user.is_none() => Some(("/login", "Log in to send a new link")),
        Purpose::Verify if resend => None,
        Purpose::Verify => Some(("/", "Go to the start page")),
        Purpose::UndoEmail | Purpose::NotMe => Some(("/forgot-password", "Reset your password")),
    };
    let page = DeadLinkPage {
        layout: context.layout(),
        heading: heading.to_owned(),
        paragraphs: vec![format!("{reason} Nothing was changed.")],
        again: again.map(|(href, label)| (href.to_owned(), label.to_owned())),
        resend,
    };
    context.page(StatusCode::GONE, &page)
}
