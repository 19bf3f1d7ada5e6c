//! End every session of the user but this one, at the pages door.

use actix_web::HttpResponse;

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use inside::sessions;

/// POST `/sessions/end-others`: 303 back to the list.
pub(crate) async fn post(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    match context.blocking(move |s, context| sessions::end_other_sessions(s, &caller, context)).await? {
        0 => context.flash(FlashKind::Notice, context.t.notice_no_other_sessions()),
        number => context.flash(FlashKind::Done, &context.t.done_sessions_ended(number)),
    }
    Ok(context.see_other("/sessions"))
}
