//! Add a passkey, at the pages door. The script asks for the options in JSON; what the browser made comes back in the form, so
//! that the answer is a page like any other: the recovery codes, where it is the account's first factor.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::form_state::FormState;
use super::list_passkeys;
use super::page_context::{PageContext, wants_json};
use super::recovery_codes;
use super::view::FlashKind;
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::{Reauthentication, required};
use crate::doors::submission::{OptionalJson, Submission};
use inside::error::Field;
use inside::factors::passkeys::CreatedPasskey;
use inside::user_agent;
use inside::users::{self, Evidence};

/// POST `/passkeys/options`.
pub(crate) async fn options(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    OptionalJson(sent): OptionalJson<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let evidence = Evidence::from(sent);
    let set_up =
        context.hashing(async move |s, context| users::passkey_options(&s, &caller, &evidence, &context).await);
    let set_up = set_up.await?;
    remember_renewed(&context.req, set_up.session_id.as_ref())?;
    Ok(HttpResponse::Ok().json(set_up.options))
}

/// POST `/passkeys/confirm/options`: for a form that asks who its sender is.
pub(crate) async fn confirmation_options(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
) -> Result<HttpResponse, HandlerError> {
    let options = context.blocking(move |s, context| users::passkey_check::confirmation_options(s, &caller, context));
    Ok(HttpResponse::Ok().json(options.await?))
}

/// What a script sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Made {
    /// What the browser made.
    created: Option<CreatedPasskey>,
    /// What to call it.
    name: Option<String>,
}

/// The same from a form, where it is text.
#[derive(Default, Deserialize)]
#[serde(default)]
struct MadeInForm {
    created: String,
    name: Option<String>,
}

/// A passkey that was added, for a script.
#[derive(Serialize)]
struct Added {
    ok: bool,
    id: String,
    location: &'static str,
    recovery_codes: Vec<String>,
}

/// POST `/passkeys`: 303 to `/passkeys`, the recovery codes, or the page again.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    sent: Submission,
) -> Result<HttpResponse, actix_web::Error> {
    let made = if sent.form_value("created").is_some() {
        let MadeInForm { created, name } = sent.parse()?;
        Made { created: serde_json::from_str(&created).ok(), name }
    } else {
        sent.parse::<Made>()?
    };
    let who = caller.clone();
    let added = context.blocking(move |s, context| {
        let created = required(made.created)?;
        users::add_passkey(s, &who, &created, made.name.as_deref(), context)
    });
    let added = match added.await {
        Ok(added) => added,
        Err(error) => {
            let form_state = FormState::of(&context, error, Some(Field::Passkey)).map_err(HandlerError)?;
            return Ok(list_passkeys::render(&context, &caller, &form_state, None).await?);
        }
    };
    remember_renewed(&context.req, added.session_id.as_ref()).map_err(HandlerError)?;
    if wants_json(&context.req) {
        let codes = added.recovery_codes.as_ref().map(|codes| codes.readable().map(str::to_owned).collect());
        let recovery_codes = codes.unwrap_or_default();
        return Ok(HttpResponse::Ok().json(Added { ok: true, id: added.id, location: "/passkeys", recovery_codes }));
    }
    let name = user_agent::stored_name(context.t, &added.name);
    context.flash(FlashKind::Done, &context.t.done_passkey_added(name));
    match &added.recovery_codes {
        Some(codes) => Ok(recovery_codes::render(&context, codes)?),
        None => Ok(context.see_other("/passkeys")),
    }
}
