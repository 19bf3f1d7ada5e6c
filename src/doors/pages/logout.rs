//! Log out, at the pages door.

use actix_web::HttpResponse;

use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::sessions;

/// POST `/logout`: the row is gone and the cookie empty; 303 to `/`.
pub(crate) async fn post(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    context.blocking(move |s, context| sessions::logout(s, &caller.session, context)).await?;
    caller::forget(&context.req);
    context.flash(FlashKind::Done, context.t.done_logged_out());
    Ok(context.see_other("/"))
}
