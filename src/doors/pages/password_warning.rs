//! What a page says about a password that has leaked: a new one that was accepted, and the one of a login.

use super::page_context::PageContext;
use super::view::FlashKind;
use inside::users::Password;

/// Cookie key: the password of the login that waits in this browser for its second step has leaked.
const WAITING: &str = "leaked";

/// Leaves a message for the next page, where `BREACHED_PASSWORDS=warn` has accepted a leaked password.
pub(crate) async fn show(context: &PageContext, chosen: &Password) {
    warn(context, context.state.warns_of(chosen).await);
}

/// Leaves a message for the next page, where a login was complete with a leaked password.
pub(crate) async fn of_login(context: &PageContext, used: &Password) {
    warn(context, context.state.is_breached(used).await);
}

/// Keeps in the browser whether the password of a login that waits for its second step has leaked: nobody is told before that.
pub(crate) async fn keep_for_second_step(context: &PageContext, used: &Password) {
    let cookie = context.cookie();
    if !context.state.is_breached(used).await {
        // Taking what is not there would write the cookie all the same.
        if cookie.contains_key(WAITING) {
            cookie.remove(WAITING);
        }
    } else if let Err(cause) = cookie.insert(WAITING, true) {
        tracing::error!(%cause, "can't keep a warning for after the second step");
    }
}

/// Whether one was kept. The complete login empties the cookie, so this is asked before.
pub(crate) fn is_kept(context: &PageContext) -> bool {
    context.cookie().get::<bool>(WAITING).ok().flatten().unwrap_or_default()
}

/// Leaves the message for the next page, if it is so.
pub(crate) fn warn(context: &PageContext, is_breached: bool) {
    if is_breached {
        context.flash(FlashKind::Notice, context.t.notice_password_breached());
    }
}
