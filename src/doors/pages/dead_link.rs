//! The page for an expired or used link from an email: it says why the link no longer works, and what to do instead.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Theme};
use crate::doors::handler_error::HandlerError;
use inside::error::DeadLink;
use inside::links::Purpose;

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
/// When the template can't be rendered.
pub(crate) fn render(context: &PageContext, purpose: Purpose, why: DeadLink) -> Result<HttpResponse, HandlerError> {
    let (what, reason) = match why {
        DeadLink::Used => ("has already been used", "Links in our emails can be used once."),
        DeadLink::Expired => ("has expired", "Links in our emails work for a limited time."),
        DeadLink::Replaced => {
            ("was replaced", "A newer link was sent after it. Use the link in the most recent email.")
        }
        DeadLink::Void if purpose == Purpose::NotMe => (
            "no longer works",
            "The account was changed after it was sent. Use the link in the email about that change.",
        ),
        DeadLink::Void => ("no longer works", "The account was changed after the link was sent."),
        DeadLink::Unknown => ("does not work", "It may be incomplete. Copy the complete link from the email."),
    };
    // Two kinds of links must not share a title: it is all that tells two tabs or two entries of a history apart.
    let link = match purpose {
        Purpose::Verify => "confirmation link",
        Purpose::Reset => "password reset link",
        Purpose::UndoEmail => "undo link",
        Purpose::NotMe => "lock-out link",
    };
    let user = context.caller.as_ref().map(|caller| &caller.user);
    let resend = purpose == Purpose::Verify && user.is_some_and(|user| !user.email_verified);
    let again = match purpose {
        Purpose::Reset => Some(("/forgot-password", "Send a new link")),
        Purpose::Verify if user.is_none() => Some(("/login", "Log in to send a new link")),
        Purpose::Verify if resend => None,
        Purpose::Verify => Some(("/", "Go to home page")),
        Purpose::UndoEmail | Purpose::NotMe => Some(("/forgot-password", "Reset your password")),
    };
    let page = DeadLinkPage {
        layout: context.layout(),
        heading: format!("This {link} {what}"),
        paragraphs: vec![format!("{reason} Nothing was changed.")],
        again: again.map(|(href, label)| (href.to_owned(), label.to_owned())),
        resend,
    };
    context.page(StatusCode::GONE, &page)
}
