//! Remove a passkey, at the pages door.

use actix_web::HttpResponse;

use super::confirm_its_you::{self, Change};
use super::list_passkeys::PasskeyPath;
use super::page_context::{PageContext, wants_json};
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::error::Error;
use inside::user_agent;
use inside::users::{self, Evidence};

/// POST `/passkeys/{id}/remove`: 303 to `/passkeys`, or the page that confirms it.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    id: PasskeyPath,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let (t, id) = (context.t, id.into_inner());
    let (who, which, evidence) = (caller.clone(), id.clone(), Evidence::from(form.0));
    let removed =
        context.hashing(async move |s, context| users::remove_passkey(&s, &who, &which, &evidence, &context).await);
    let error = match removed.await {
        Ok(removed) => {
            remember_renewed(&context.req, removed.session_id.as_ref())?;
            context.flash(FlashKind::Done, &t.done_passkey_removed(user_agent::stored_name(t, &removed.name)));
            return Ok(context.see_other("/passkeys"));
        }
        Err(Error::LastFactor) if !wants_json(&context.req) => {
            context.flash(FlashKind::Notice, &format!("{}.", t.last_factor()));
            return Ok(context.see_other("/passkeys"));
        }
        Err(error) => error,
    };
    let who = caller.clone();
    let passkeys = context.blocking(move |s, _| users::list_passkeys(s, &who)).await?;
    let passkey = passkeys.list.into_iter().find(|passkey| passkey.id == id).ok_or(Error::NotFound)?;
    let change = Change {
        request: t.confirm_to_remove_passkey(user_agent::stored_name(t, &passkey.name)),
        label: t.remove_passkey(),
        busy: t.saving(),
        is_final: false,
        action: format!("/passkeys/{id}/remove"),
        hidden: Vec::new(),
        values: Vec::new(),
        cancel: "/passkeys",
    };
    confirm_its_you::ask(&context, &caller, change, error).await
}
