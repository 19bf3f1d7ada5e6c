//! Finish the delayed recovery at the pages door, with the link in its last email. Its page is that of
//! [`super::stop_factor_recovery`].

use actix_web::HttpResponse;

use super::dead_link;
use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::caller;
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::links::{self, Purpose, Token};
use inside::users;

/// Two-step login is off: 303 `/login`, for nobody is logged in by it. 303 back to the link's page where the wait is not over.
pub(crate) async fn finish(context: &PageContext, token: Token) -> Result<HttpResponse, HandlerError> {
    let again = links::path(Purpose::FinishRecovery, &token);
    match context.blocking(move |s, context| users::finish_factor_recovery(s, &token, context)).await {
        Ok(Some(user)) => {
            if context.caller.as_ref().is_some_and(|caller| caller.user.id == user.id) {
                caller::forget(&context.req);
            }
            context.flash(FlashKind::Done, context.t.done_two_step_off());
            Ok(context.see_other("/login"))
        }
        Ok(None) => Ok(context.see_other(&again)),
        Err(Error::DeadLink(why)) => dead_link::render(context, Purpose::FinishRecovery, why),
        Err(error) => Err(error.into()),
    }
}
