//! What a page says about a new password that was accepted although it has leaked.

use super::page_context::PageContext;
use super::view::FlashKind;
use inside::users::Password;

/// Leaves a message for the next page, where `BREACHED_PASSWORDS=warn` has accepted a leaked password.
pub(crate) async fn show(context: &PageContext, chosen: &Password) {
    if context.state.warns_of(chosen).await {
        context.flash(FlashKind::Notice, context.t.notice_password_breached());
    }
}
