//! Make new recovery codes, at the pages door.

use actix_web::HttpResponse;

use super::confirm_its_you::{self, Change};
use super::page_context::PageContext;
use super::recovery_codes;
use crate::doors::access::LoggedIn;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use crate::doors::second_factor::Reauthentication;
use crate::doors::submission::Form;
use inside::users::{self, Evidence};

/// GET `/two-step/recovery-codes`: they are shown only once, so this leads to the page with the button.
pub(crate) async fn get(context: PageContext, LoggedIn(_): LoggedIn) -> HttpResponse {
    context.see_other("/two-step")
}

/// POST `/two-step/recovery-codes`: the new set, or the page that confirms it.
pub(crate) async fn post(
    context: PageContext,
    LoggedIn(caller): LoggedIn,
    form: Form<Reauthentication>,
) -> Result<HttpResponse, HandlerError> {
    let (who, evidence, t) = (caller.clone(), Evidence::from(form.0), context.t);
    let renewal =
        context.hashing(async move |s, context| users::renew_recovery_codes(&s, &who, &evidence, &context).await);
    let error = match renewal.await {
        Ok(renewal) => {
            remember_renewed(&context.req, renewal.session_id.as_ref())?;
            return recovery_codes::render(&context, &renewal.recovery_codes);
        }
        Err(error) => error,
    };
    let change = Change {
        request: t.confirm_to_renew_codes().to_owned(),
        label: t.new_recovery_codes(),
        busy: t.saving(),
        is_final: false,
        action: "/two-step/recovery-codes".to_owned(),
        hidden: Vec::new(),
        values: Vec::new(),
        cancel: "/two-step",
    };
    confirm_its_you::ask(&context, &caller, change, error).await
}
