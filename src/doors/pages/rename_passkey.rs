//! Give a passkey another name, at the pages door.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::form_state::FormState;
use super::list_passkeys::{self, PasskeyPath, RefusedName};
use super::page_context::PageContext;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::error::Field;
use inside::users;

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewName {
    name: String,
}

/// POST `/passkeys/{id}/rename`: 303 to `/passkeys`, or the page again.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    id: PasskeyPath,
    form: Form<NewName>,
) -> Result<HttpResponse, HandlerError> {
    let (id, name) = (id.into_inner(), form.0.name);
    let (who, which, typed) = (caller.clone(), id.clone(), name.clone());
    let renamed = context.blocking(move |s, context| users::rename_passkey(s, &who, &which, &typed, context));
    match renamed.await {
        Ok(()) => {
            context.flash(FlashKind::Done, &context.t.done_passkey_renamed(name.trim()));
            Ok(context.see_other("/passkeys"))
        }
        Err(error) => {
            let form_state = FormState::of(&context, error, Some(Field::Name))?;
            let refused = RefusedName { id, typed: name.trim().to_owned() };
            list_passkeys::render(&context, &caller, &form_state, Some(refused)).await
        }
    }
}
