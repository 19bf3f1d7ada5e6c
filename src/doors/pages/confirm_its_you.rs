//! "Confirm it's you": the page between a change and its saving, where the login is too old to be enough.
//!
//! It is the refused form once more, with the same address and the same keys, reduced to the one field that is missing.

use actix_web::HttpResponse;
use askama::Template;

use super::filters;
use super::form_state::FormState;
use super::identity_fields::IdentityFields;
use super::page_context::PageContext;
use super::view::{FlashKind, Layout, Summary};
use crate::doors::handler_error::HandlerError;
use inside::error::{Error, Field};
use inside::texts::Texts;
use inside::users::{Caller, Requirement, Unmet};

#[derive(Template)]
#[template(path = "pages/confirm_its_you.html")]
struct ConfirmPage {
    t: Texts,
    layout: Layout,
    summary: Summary,
    retry_after: Option<u64>,
    identity: IdentityFields,
    change: Change,
}

/// The change that waits for the confirmation.
pub(crate) struct Change {
    /// What to do, and what the change would be: "Enter your current password to change your email to a@b.example."
    pub(crate) request: String,
    /// The button's label: "Change email".
    pub(crate) label: &'static str,
    /// The label while the request is on its way.
    pub(crate) busy: &'static str,
    /// The button is red: the change can't be undone.
    pub(crate) is_final: bool,
    /// Where the form is posted to.
    pub(crate) action: String,
    /// What the form holds besides the current password, under the same keys.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// The typed values as a short list: label and value.
    pub(crate) values: Vec<(&'static str, String)>,
    /// Where Cancel leads.
    pub(crate) cancel: &'static str,
}

/// Whether a form in this state asks for nothing but the current password, or a code.
pub(crate) fn is_all_that_is_missing(form_state: &FormState) -> bool {
    let errors = &form_state.errors.0;
    !errors.is_empty()
        && errors.iter().all(|error| matches!(error.field, Some(Field::CurrentPassword | Field::Code | Field::Passkey)))
}

/// What a change asks for that an earlier authentication would spare. A rate limit is reported at the first.
///
/// # Errors
/// Only the database's.
pub(crate) async fn asked(context: &PageContext, caller: &Caller) -> Result<IdentityFields, Error> {
    IdentityFields::of(context, caller, Requirement::recent(context.state.config())).await
}

/// What this request has to bring.
pub(crate) fn missing(context: &PageContext, caller: &Caller) -> Unmet {
    Requirement::recent(context.state.config()).unmet_by(caller, context.state.now())
}

/// The page for a change of two-step login, which was refused with this error. A rate limit is reported at the field that is asked
/// for.
///
/// # Errors
/// Every error that has a page of its own, and those of [`render`].
pub(crate) async fn ask(
    context: &PageContext,
    caller: &Caller,
    change: Change,
    error: Error,
) -> Result<HttpResponse, HandlerError> {
    let asked = asked(context, caller).await?;
    let form_state = match error {
        Error::ReauthRequired(_) => FormState::worded(context, error, asked.first(), &change.request),
        error => FormState::of(context, error, Some(asked.first())),
    }?;
    render(context, change, asked, &form_state)
}

/// The page, with the fields of [`asked`]: calm at first, with the error once a wrong password was entered.
///
/// # Errors
/// As [`PageContext::page`].
pub(crate) fn render(
    context: &PageContext,
    change: Change,
    asked: IdentityFields,
    form_state: &FormState,
) -> Result<HttpResponse, HandlerError> {
    let fresh = FormState::default();
    let shown = if form_state.asks_password { &fresh } else { form_state };
    let page = ConfirmPage {
        // One task: what else needs attention waits for the next page.
        t: context.t,
        layout: Layout { unverified_email: None, factor_missing: false, ..context.layout() },
        summary: shown.summary(""),
        retry_after: form_state.retry_after,
        identity: asked.in_state(context.t, form_state),
        change,
    };
    form_state.page(context, &page)
}
