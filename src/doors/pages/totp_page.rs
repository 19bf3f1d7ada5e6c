//! The page of an authenticator app that is being set up: its secret, and the form for its first code.

use actix_web::HttpResponse;
use askama::Template;
use fast_qr::{ECL, QRBuilder};
use serde::Deserialize;

use super::confirm_its_you::{self, Change};
use super::form_state::FormState;
use super::identity_fields::IdentityFields;
use super::input::Input;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use super::{fields, filters};
use crate::doors::handler_error::HandlerError;
use inside::error::Error;
use inside::factors::OneTimeCode;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::texts::Texts;
use inside::users::{Caller, Password, Requirement, TotpSetUp};

#[derive(Template)]
#[template(path = "pages/set_up_totp.html")]
struct SetUpTotpPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    qr: String,
    url: String,
    key: String,
    identity: IdentityFields,
    code: Input,
}

/// What the form sends: nothing at first, then a code of the app.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TotpForm {
    /// Set by the form for the first code.
    pub(super) confirm: Option<String>,
    pub(super) code: OneTimeCode,
    pub(super) current_password: Option<Password>,
    #[serde(deserialize_with = "sent_passkey")]
    pub(super) passkey: Option<PasskeyAnswer>,
}

/// "Confirm it's you", before the secret is shown or with the first code.
pub(super) async fn ask(
    context: &PageContext,
    caller: &Caller,
    error: Error,
    code: Option<String>,
) -> Result<HttpResponse, HandlerError> {
    let t = context.t;
    let mut hidden = Vec::new();
    if let Some(code) = code {
        hidden.extend([("confirm", "1".to_owned()), ("code", code)]);
    }
    let change = Change {
        request: t.confirm_to_set_up_app().to_owned(),
        label: t.set_up_app(),
        busy: t.saving(),
        is_final: false,
        action: "/two-step/app".to_owned(),
        hidden,
        values: Vec::new(),
        cancel: "/two-step",
    };
    confirm_its_you::ask(context, caller, change, error).await
}

/// The page with the secret.
pub(super) async fn render(
    context: &PageContext,
    caller: &Caller,
    set_up: &TotpSetUp,
    is_fresh: bool,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let (t, config) = (context.t, context.state.config());
    let asked = match is_fresh && !Requirement::always_asks(config) {
        true => IdentityFields::none(caller),
        false => confirm_its_you::asked(context, caller).await?,
    };
    let page = SetUpTotpPage {
        t,
        layout: context.layout(),
        summary: form_state.summary(""),
        qr: qr(set_up.url.expose())?,
        url: set_up.url.expose().clone(),
        key: set_up.secret.in_groups(),
        identity: asked.with_errors(&form_state.errors),
        code: fields::code(t).with_errors(&form_state.errors),
    };
    form_state.page(context, &page)
}

/// The modules around the code that have to stay white (ISO/IEC 18004 section 9.1).
const QUIET: usize = 4;

/// The link as an image that is part of the page: nothing else may see it. Without a style of its own, which the page's policy
/// forbids. Each row is one line of dashes, a third of what a square for each module would add to the page.
pub(super) fn qr(url: &str) -> Result<String, Error> {
    let code = QRBuilder::new(url).ecl(ECL::L).build().map_err(|cause| Error::internal(format!("{cause:?}")))?;
    let mut dashes = String::new();
    for row in 0..code.size {
        dashes.push_str(&format!("M{QUIET} {}.5", row + QUIET));
        for run in code[row].get(..code.size).unwrap_or_default().chunk_by(|one, next| one.value() == next.value()) {
            let is_dark = run.first().is_some_and(|module| module.value());
            let length = run.len();
            dashes.push_str(&if is_dark { format!("h{length}") } else { format!("m{length} 0") });
        }
    }
    let side = code.size + 2 * QUIET;
    Ok(format!(
        "<svg viewBox=\"0 0 {side} {side}\" xmlns=\"http://www.w3.org/2000/svg\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path stroke=\"#000\" shape-rendering=\"crispEdges\" d=\"{dashes}\"/></svg>"
    ))
}
