//! The state a form is rendered in: fresh, or refused with its status, its errors and when to try again.

use actix_web::http::StatusCode;

use super::errors;
use super::page_context::{PageContext, wants_json};
use super::view::Summary;
use crate::doors::handler_error::status;
use crate::doors::refusal::Refusal;
use crate::doors::request_log;
use inside::error::{Error, FieldErrors};

/// The state of one form. Every form that can be refused is rendered through it, so that none of them can forget the
/// status, the sentence that says when to try again, or `Retry-After`.
#[derive(Default)]
pub struct FormState {
    /// The status of the response.
    pub status: StatusCode,
    /// Every error at its field; under an empty name where no field is to blame.
    pub errors: FieldErrors,
    /// When to try again, in seconds.
    pub retry_after: Option<u64>,
}

impl FormState {
    /// The state after a refusal that the user can act on. A rate limit is reported at the field that the error names, else
    /// at `limited_field`, or above the form where that is empty.
    ///
    /// # Errors
    /// Every other error, which has a page of its own; and for scripts every error, since they read no forms.
    pub fn of(context: &PageContext, error: Error, limited_field: &'static str) -> Result<FormState, Error> {
        if wants_json(&context.req) {
            return Err(error);
        }
        let refusal = Refusal::from(&error);
        match error {
            Error::Invalid(errors) => Ok(FormState { status: refusal.status, errors, retry_after: None }),
            Error::WrongCurrentPassword => {
                Ok(FormState { status: refusal.status, errors: refusal.fields, retry_after: None })
            }
            Error::TooMany { field, .. } => {
                let errors =
                    FieldErrors::one(field.unwrap_or(limited_field), refusal.code, format!("{}.", refusal.sentence));
                Ok(FormState { status: refusal.status, errors, retry_after: refusal.retry_after })
            }
            // What was typed is worth keeping when the fault is ours and passes.
            Error::Unavailable(_) | Error::Busy { .. } => {
                request_log::log_cause(&error);
                let errors = FieldErrors::one("", refusal.code, errors::outage_in_one_line(&refusal));
                Ok(FormState { status: refusal.status, errors, retry_after: refusal.retry_after })
            }
            error => Err(error),
        }
    }

    /// The same for an error that this form words itself.
    ///
    /// # Errors
    /// For scripts the error itself.
    pub fn worded(
        context: &PageContext,
        error: Error,
        field: &'static str,
        sentence: &str,
    ) -> Result<FormState, Error> {
        if wants_json(&context.req) {
            return Err(error);
        }
        let errors = FieldErrors::one(field, Refusal::from(&error).code, sentence);
        Ok(FormState { status: status(&error), errors, retry_after: None })
    }

    /// Every error as a line above the form; `prefix` is what the ids of this form start with.
    pub fn summary(&self, prefix: &str) -> Summary {
        Summary::new(&self.errors, prefix)
    }
}
