//! End every session of the user but this one, at the pages door.

use actix_web::HttpResponse;

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::caller::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::sessions;

/// POST `/sessions/end-others`: 303 back to the list.
pub(crate) async fn post(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    match context.blocking(move |s, context| sessions::end_other_sessions(s, &caller, context)).await? {
        0 => context.flash(FlashKind::Notice, "You weren't logged in anywhere else."),
        1 => context.flash(FlashKind::Done, "One other session was logged out."),
        number => context.flash(FlashKind::Done, &format!("{number} other sessions were logged out.")),
    }
    Ok(context.see_other("/sessions"))
}
