//! The page for an expired or used link from an email: it says why the link no longer works, and what to do instead.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::errors::in_a_row;
use super::filters;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout};
use crate::doors::handler_error::HandlerError;
use inside::error::DeadLink;
use inside::links::Purpose;
use inside::texts::Texts;

#[derive(Template)]
#[template(path = "pages/dead_link.html")]
struct DeadLinkPage {
    t: Texts,
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
    let t = context.t;
    let reason = match why {
        DeadLink::Used => t.links_work_once(),
        DeadLink::Expired => t.links_expire(),
        DeadLink::Replaced => t.newer_link_sent_after(),
        DeadLink::Void if purpose == Purpose::NotMe => t.account_changed_use_newer(),
        DeadLink::Void if matches!(purpose, Purpose::StopRecovery | Purpose::FinishRecovery) => t.request_is_over(),
        DeadLink::Void => t.account_changed_since(),
        DeadLink::Unknown => t.link_may_be_incomplete(),
    };
    let user = context.caller.as_ref().map(|caller| &caller.user);
    let resend = purpose == Purpose::Verify && user.is_some_and(|user| !user.email_verified);
    let again = match purpose {
        Purpose::Reset => Some(("/forgot-password", t.send_new_link())),
        Purpose::Verify if user.is_none() => Some(("/login", t.log_in_for_new_link())),
        Purpose::Verify if resend => None,
        Purpose::Verify => Some(("/", t.go_to_home_page())),
        Purpose::StopRecovery | Purpose::FinishRecovery if user.is_some() => Some(("/two-step", t.manage_two_step())),
        Purpose::StopRecovery | Purpose::FinishRecovery => Some(("/login", t.log_in())),
        Purpose::UndoEmail | Purpose::NotMe => Some(("/forgot-password", t.reset_your_password())),
    };
    let page = DeadLinkPage {
        t,
        layout: context.layout(),
        heading: heading(t, purpose, why).to_owned(),
        paragraphs: vec![in_a_row(&[reason, t.nothing_was_changed()])],
        again: again.map(|(href, label)| (href.to_owned(), label.to_owned())),
        resend,
    };
    context.page(StatusCode::GONE, &page)
}

/// Two kinds of links must not share a title: it is all that tells two tabs or two entries of a history apart.
fn heading(t: Texts, purpose: Purpose, why: DeadLink) -> &'static str {
    match (purpose, why) {
        (Purpose::Verify, DeadLink::Used) => t.confirmation_link_used(),
        (Purpose::Verify, DeadLink::Expired) => t.confirmation_link_expired(),
        (Purpose::Verify, DeadLink::Replaced) => t.confirmation_link_replaced(),
        (Purpose::Verify, DeadLink::Void) => t.confirmation_link_void(),
        (Purpose::Verify, DeadLink::Unknown) => t.confirmation_link_unknown(),
        (Purpose::Reset, DeadLink::Used) => t.reset_link_used(),
        (Purpose::Reset, DeadLink::Expired) => t.reset_link_expired(),
        (Purpose::Reset, DeadLink::Replaced) => t.reset_link_replaced(),
        (Purpose::Reset, DeadLink::Void) => t.reset_link_void(),
        (Purpose::Reset, DeadLink::Unknown) => t.reset_link_unknown(),
        (Purpose::UndoEmail, DeadLink::Used) => t.undo_link_used(),
        (Purpose::UndoEmail, DeadLink::Expired) => t.undo_link_expired(),
        (Purpose::UndoEmail, DeadLink::Replaced) => t.undo_link_replaced(),
        (Purpose::UndoEmail, DeadLink::Void) => t.undo_link_void(),
        (Purpose::UndoEmail, DeadLink::Unknown) => t.undo_link_unknown(),
        (Purpose::NotMe, DeadLink::Used) => t.lock_out_link_used(),
        (Purpose::NotMe, DeadLink::Expired) => t.lock_out_link_expired(),
        (Purpose::NotMe, DeadLink::Replaced) => t.lock_out_link_replaced(),
        (Purpose::NotMe, DeadLink::Void) => t.lock_out_link_void(),
        (Purpose::NotMe, DeadLink::Unknown) => t.lock_out_link_unknown(),
        (Purpose::StopRecovery | Purpose::FinishRecovery, DeadLink::Used) => t.request_link_used(),
        (Purpose::StopRecovery | Purpose::FinishRecovery, DeadLink::Expired) => t.request_link_expired(),
        (Purpose::StopRecovery | Purpose::FinishRecovery, DeadLink::Replaced) => t.request_link_replaced(),
        (Purpose::StopRecovery | Purpose::FinishRecovery, DeadLink::Void) => t.request_link_void(),
        (Purpose::StopRecovery | Purpose::FinishRecovery, DeadLink::Unknown) => t.request_link_unknown(),
    }
}
