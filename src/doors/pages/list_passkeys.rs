//! The passkeys of an account, at the pages door.

use actix_web::{HttpResponse, web};
use askama::Template;
use time::PrimitiveDateTime;

use super::confirm_its_you;
use super::fields;
use super::filters;
use super::form_state::{FormErrors, FormState};
use super::identity_fields::IdentityFields;
use super::input::Input;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use crate::doors::access::LoggedIn;
use crate::doors::handler_error::HandlerError;
use crate::sentences::of_field;
use inside::error::FieldCode;
use inside::texts::Texts;
use inside::user_agent;
use inside::users::{self, Caller, Passkey};

#[derive(Template)]
#[template(path = "pages/list_passkeys.html")]
struct ListPasskeysPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    passkeys: Vec<PasskeyLine>,
    identity: IdentityFields,
}

/// A passkey in one line.
struct PasskeyLine {
    id: String,
    name: String,
    provider: Option<&'static str>,
    created: PrimitiveDateTime,
    last_used: Option<(PrimitiveDateTime, String)>,
    backed_up: bool,
    works_here: bool,
    is_suspended: bool,
    /// The field with another name; open where what was typed is refused.
    rename: Input,
    is_open: bool,
}

/// A name that was refused, for the form to show again.
pub(super) struct RefusedName {
    pub(super) id: String,
    pub(super) typed: String,
}

/// GET `/passkeys`.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    render(&context, &caller, &FormState::default(), None).await
}

/// GET `/passkeys/signals`: which passkeys the account accepts, for the script to tell the browser; 204 where it never had one.
pub(crate) async fn signals(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let passkeys = context.blocking(move |s, _| users::list_passkeys(s, &caller)).await?;
    Ok(match passkeys.signal {
        Some(signal) => HttpResponse::Ok().json(signal),
        None => HttpResponse::NoContent().finish(),
    })
}

/// GET `/.well-known/passkey-endpoints`: where password managers send people to add or manage passkeys (W3C, "A Well-Known URL for
/// Relying Party Passkey Endpoints").
pub(crate) async fn endpoints(context: PageContext) -> Result<HttpResponse, HandlerError> {
    let page = format!("{}/passkeys", context.state.base_url());
    Ok(match context.state.passkeys() {
        Some(_) => HttpResponse::Ok().json(serde_json::json!({ "enroll": page, "manage": page })),
        None => return Err(inside::error::Error::NotFound.into()),
    })
}

/// GET `/.well-known/webauthn`: the origins whose pages may use the passkeys of this domain (Web Authentication Level 3, section
/// 5.11, "Related Origins").
pub(crate) async fn related_origins(context: PageContext) -> Result<HttpResponse, HandlerError> {
    let party = context.state.passkeys().ok_or(inside::error::Error::NotFound)?;
    let origins: Vec<&String> = party.origins.iter().filter(|origin| origin.starts_with("http")).collect();
    Ok(HttpResponse::Ok().json(serde_json::json!({ "origins": origins })))
}

/// The page, with what is wrong at its forms.
///
/// # Errors
/// As [`PageContext::page`]; the database's.
pub(super) async fn render(
    context: &PageContext,
    caller: &Caller,
    form_state: &FormState,
    refused: Option<RefusedName>,
) -> Result<HttpResponse, HandlerError> {
    let who = caller.clone();
    let (passkeys, now) = context.blocking(move |s, context| Ok((users::list_passkeys(s, &who)?, context.now))).await?;
    let identity = confirm_its_you::asked(context, caller).await?;
    let line = |passkey| PasskeyLine::of(context.t, passkey, now, refused.as_ref(), &form_state.errors);
    let page = ListPasskeysPage {
        t: context.t,
        layout: Layout { signals: true, ..context.layout() },
        summary: form_state.summary(""),
        passkeys: passkeys.list.into_iter().map(line).collect(),
        identity: identity.with_errors(&form_state.errors),
    };
    form_state.page(context, &page)
}

impl PasskeyLine {
    fn of(
        t: Texts,
        passkey: Passkey,
        now: PrimitiveDateTime,
        refused: Option<&RefusedName>,
        errors: &FormErrors,
    ) -> PasskeyLine {
        let name = user_agent::stored_name(t, &passkey.name);
        let refused = refused.filter(|refused| refused.id == passkey.id);
        let rename = Input {
            // The summary's link leads to the one that is open.
            id: if refused.is_some() { "name" } else { "" },
            value: refused.map_or_else(|| name.clone(), |refused| refused.typed.clone()),
            missing: Some(of_field(t, &FieldCode::NameRequired)),
            ..fields::passkey_name(t)
        };
        PasskeyLine {
            rename: if refused.is_some() { rename.with_errors(errors) } else { rename },
            is_open: refused.is_some(),
            provider: passkey.provider.filter(|provider| *provider != name),
            last_used: passkey.last_used_at.map(|at| (at, t.ago(now, at))),
            id: passkey.id,
            name,
            created: passkey.created_at,
            backed_up: passkey.backed_up,
            works_here: passkey.works_here,
            is_suspended: passkey.suspended_at.is_some(),
        }
    }
}

/// The path of one passkey.
pub(crate) type PasskeyPath = web::Path<String>;
