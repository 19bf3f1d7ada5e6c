//! Remove the authenticator app, at the pages door.

use actix_web::HttpResponse;

use super::confirm_its_you::{self, Change};
use super::page_context::{PageContext, wants_json};
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::users::{self, Evidence};

/// POST `/two-step/app/remove`: 303 to `/two-step`, or the page that confirms it.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let (who, evidence, t) = (caller.clone(), Evidence::from(form.0), context.t);
    let removed = context.hashing(async move |s, context| users::remove_totp(&s, &who, &evidence, &context).await);
    let error = match removed.await {
        Ok(session_id) => {
            remember_renewed(&context.req, session_id.as_ref())?;
            context.flash(FlashKind::Done, t.done_app_removed());
            return Ok(context.see_other("/two-step"));
        }
        Err(Error::LastFactor) if !wants_json(&context.req) => {
            context.flash(FlashKind::Notice, &format!("{}.", t.last_factor()));
            return Ok(context.see_other("/two-step"));
        }
        Err(error) => error,
    };
    let change = Change {
        request: t.confirm_to_remove_app().to_owned(),
        label: t.remove_app(),
        busy: t.saving(),
        is_final: true,
        action: "/two-step/app/remove".to_owned(),
        hidden: Vec::new(),
        values: Vec::new(),
        cancel: "/two-step",
    };
    confirm_its_you::ask(&context, &caller, change, error).await
}
