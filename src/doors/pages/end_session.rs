//! End one of the user's sessions, at the pages door.

use actix_web::{HttpResponse, web};

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::sessions::{self, Ended, SessionHandle};
use inside::user_agent;

/// POST `/sessions/{id}/end`: 303 back to the list, or to `/` when it was the session of this request.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    handle: web::Path<SessionHandle>,
) -> Result<HttpResponse, HandlerError> {
    match context.blocking(move |s, context| sessions::end_session(s, &caller, &handle, context)).await? {
        Ended::Own => {
            caller::forget(&context.req);
            context.flash(FlashKind::Done, context.t.done_logged_out());
            Ok(context.see_other("/"))
        }
        Ended::Other(name) => {
            let t = context.t;
            context.flash(FlashKind::Done, &t.done_session_ended(user_agent::stored_name(t, &name)));
            Ok(context.see_other("/sessions"))
        }
    }
}
