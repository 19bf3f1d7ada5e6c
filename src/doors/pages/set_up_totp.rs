//! Set up an authenticator app, at the pages door.

use actix_web::HttpResponse;

use super::confirm_totp;
use super::form_state::FormState;
use super::page_context::PageContext;
use super::totp_page::{TotpForm, ask, render};
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission::Form;
use inside::error::{Error, FieldCode};
use inside::users::{self, Caller, Evidence};

/// GET `/two-step/app`: the secret, or the identity check that comes before it. The same one again within an hour, so that a reload
/// and Back show what was scanned.
pub(crate) async fn get(context: PageContext, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    if context.is_head() {
        return Ok(context.see_other("/two-step"));
    }
    start(&context, &caller, Evidence::default()).await
}

/// POST `/two-step/app`: the same with what the identity check asks for, or the first code of the app.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    form: Form<TotpForm>,
) -> Result<HttpResponse, HandlerError> {
    // The form says that it is for the code, so that one without a code is told so.
    if form.0.confirm.is_some() || !form.0.code.is_empty() {
        return confirm_totp::confirm(context, caller, form.0).await;
    }
    start(&context, &caller, Evidence::new(form.0.current_password, None).or_passkey(form.0.passkey)).await
}

async fn start(context: &PageContext, caller: &Caller, evidence: Evidence) -> Result<HttpResponse, HandlerError> {
    let who = caller.clone();
    let set_up = context.hashing(async move |s, context| users::set_up_totp(&s, &who, &evidence, &context).await);
    match set_up.await {
        Ok(set_up) => {
            remember_renewed(&context.req, set_up.session_id.as_ref())?;
            // A caller who has just proved the password is not asked again below.
            let is_fresh = set_up.session_id.is_some();
            render(context, caller, &set_up, is_fresh, &FormState::default()).await
        }
        Err(Error::Invalid(errors)) if errors.has(&FieldCode::TotpAlreadySetUp) => Ok(context.see_other("/two-step")),
        Err(error) => ask(context, caller, error, None).await,
    }
}
