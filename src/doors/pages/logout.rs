//! Log out, at the pages door.

use actix_web::HttpResponse;

use super::page_context::{PageContext, wants_json};
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::sessions;

/// POST `/logout`: the row is gone and the cookie empty; 303 to `/`. Who is logged out already wanted nothing else.
pub(crate) async fn post(context: PageContext, caller: Option<LoggedIn>) -> Result<HttpResponse, HandlerError> {
    let Some(LoggedIn(caller)) = caller else {
        if wants_json(&context.req) {
            return Err(Error::NotLoggedIn.into());
        }
        context.flash(FlashKind::Done, context.t.done_logged_out());
        return Ok(context.see_other("/login"));
    };
    context.blocking(move |s, context| sessions::logout(s, &caller.session, context)).await?;
    caller::forget(&context.req);
    context.flash(FlashKind::Done, context.t.done_logged_out());
    Ok(context.see_other("/"))
}
