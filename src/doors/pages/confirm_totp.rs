//! The first code of an authenticator app, at the pages door. Its form stands on the page that [`super::set_up_totp`] shows.

use actix_web::HttpResponse;

use super::form_state::FormState;
use super::page_context::PageContext;
use super::recovery_codes;
use super::totp_page::{TotpForm, ask, render};
use super::view::FlashKind;
use crate::doors::caller::remember_renewed;
use crate::doors::handler_error::HandlerError;
use inside::error::{Error, Field};
use inside::users::{self, Caller, Evidence};

/// POST `/two-step/app` with a code: the recovery codes, or the form again.
pub(super) async fn confirm(
    context: PageContext,
    caller: Caller,
    form: TotpForm,
) -> Result<HttpResponse, HandlerError> {
    let (who, code) = (caller.clone(), form.code.clone());
    let evidence = Evidence::new(form.current_password, None).or_passkey(form.passkey);
    let confirmed =
        context.hashing(async move |s, context| users::confirm_totp(&s, &who, &code, &evidence, &context).await);
    let error = match confirmed.await {
        Ok(confirmed) => {
            remember_renewed(&context.req, confirmed.session_id.as_ref())?;
            return match &confirmed.recovery_codes {
                Some(codes) => recovery_codes::render(&context, codes),
                None => Ok(context.see_other("/two-step")),
            };
        }
        Err(
            error @ (Error::ReauthRequired(_)
            | Error::WrongCurrentPassword
            | Error::WrongCurrentCode
            | Error::WrongCurrentPasskey(_)),
        ) => {
            return ask(&context, &caller, error, Some(form.code.text_for_form())).await;
        }
        Err(error) => error,
    };
    let who = caller.clone();
    match context.blocking(move |s, context| users::totp_in_progress(s, &who, context)).await {
        Ok(set_up) => {
            let form_state = FormState::of(&context, error, Some(Field::Code))?;
            render(&context, &caller, &set_up, false, &form_state).await
        }
        // Where every request is asked for the password, it is asked for again before the secret is shown again. And a session
        // whose secret has gone, because another one began, is shown a new one.
        Err(Error::ReauthRequired(_) | Error::Invalid(_)) => {
            let form_state = FormState::of(&context, error, Some(Field::Code))?;
            for error in &form_state.errors.0 {
                context.flash(FlashKind::Notice, &error.sentence);
            }
            Ok(context.see_other("/two-step/app"))
        }
        Err(error) => Err(error.into()),
    }
}
