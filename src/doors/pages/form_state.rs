//! The state a form is rendered in: fresh, or refused with its status, its errors and when to try again.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use askama::Template;

use super::codes;
use super::errors;
use super::page_context::{PageContext, wants_json};
use super::view::Summary;
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::request_log;
use crate::sentences;
use inside::error::{Error, Field, FieldErrors, NeededProof};
use inside::texts::Texts;
use inside::users::identity_check;

/// One sentence about a form.
#[derive(Clone, Debug)]
pub(crate) struct FormError {
    /// The field that is wrong; none where no field is to blame.
    pub(crate) field: Option<Field>,
    /// What is wrong, or what to do about it.
    pub(crate) sentence: String,
}

/// Every error of a form, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormErrors(pub(crate) Vec<FormError>);

impl FormErrors {
    /// The errors of fields that a verb found.
    pub(crate) fn of_fields(t: Texts, errors: &FieldErrors) -> FormErrors {
        let said = errors.0.iter();
        FormErrors(
            said.map(|error| FormError {
                field: Some(error.field),
                sentence: sentences::of_field(t, &error.code).into_owned(),
            })
            .collect(),
        )
    }

    /// One error.
    pub(crate) fn one(field: impl Into<Option<Field>>, sentence: impl Into<String>) -> FormErrors {
        FormErrors(vec![FormError { field: field.into(), sentence: sentence.into() }])
    }

    /// The sentences for the field with this key.
    pub(crate) fn of(&self, name: &str) -> Vec<String> {
        let own = self.0.iter().filter(|error| error.field.is_some_and(|field| field.name() == name));
        own.map(|error| error.sentence.clone()).collect()
    }

    /// Nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same errors in the order of the form.
    #[must_use]
    pub(crate) fn in_order(mut self, fields: &[Field]) -> FormErrors {
        let place = |field| fields.iter().position(|own| *own == field);
        self.0.sort_by_key(|error| error.field.and_then(place).unwrap_or(fields.len()));
        self
    }
}

/// The state of one form. Every form that can be refused is rendered through it, so that none of them can forget the
/// status, the sentence that says when to try again, or `Retry-After`.
#[derive(Default)]
pub(crate) struct FormState {
    /// The status of the response.
    pub(crate) status: StatusCode,
    /// Every error at its field, or at none.
    pub(crate) errors: FormErrors,
    /// When to try again, in seconds.
    pub(crate) retry_after: Option<u64>,
    /// After too many attempts: the address of those who help.
    pub(crate) support: Option<String>,
    /// The form is right, and needs the current password, which was not sent.
    pub(crate) asks_password: bool,
}

impl FormState {
    /// The state after a refusal that the user can act on. A rate limit is reported at the field that the error names, else
    /// at `limited_field`, or above the form where that is none.
    ///
    /// # Errors
    /// Every other error, which has a page of its own; and for scripts every error, since they read no forms.
    pub(crate) fn of(context: &PageContext, error: Error, limited_field: Option<Field>) -> Result<FormState, Error> {
        if wants_json(&context.req) {
            return Err(error);
        }
        let (t, refusal) = (context.t, Refusal::from(&error));
        let errors = match &error {
            Error::Invalid(_)
            | Error::WrongCurrentPassword
            | Error::WrongCurrentCode
            | Error::WrongCurrentPasskey(_) => FormErrors::of_fields(t, &refusal.fields),
            Error::TooMany { field, .. } => {
                let sentence = refusal.sentence(t, &codes::answer(refusal.code));
                FormErrors::one(field.or(limited_field), format!("{sentence}."))
            }
            // What was typed is worth keeping when the fault is ours and passes.
            Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) | Error::Busy { .. } => {
                request_log::log_cause(&error);
                FormErrors::one(None, errors::outage_in_one_line(t, &refusal))
            }
            _ => return Err(error),
        };
        let limited = matches!(error, Error::TooMany { .. });
        let support = context.state.config().site.support_email.clone().filter(|_| limited);
        Ok(FormState { errors, support, ..FormState::refused(&refusal) })
    }

    /// The same for an error that this form words itself.
    ///
    /// # Errors
    /// For scripts the error itself.
    pub(crate) fn worded(
        context: &PageContext,
        error: Error,
        field: Field,
        sentence: &str,
    ) -> Result<FormState, Error> {
        if wants_json(&context.req) {
            return Err(error);
        }
        let refusal = Refusal::from(&error);
        let asks_password = match error {
            Error::ReauthRequired(NeededProof { is_asked_again: false, .. }) => true,
            Error::ReauthRequired(NeededProof { kind, .. }) => {
                // What was sent is not enough: what is missing is said where it belongs.
                let errors = FormErrors::of_fields(context.t, &identity_check::needed_field(kind));
                return Ok(FormState { errors, ..FormState::refused(&refusal) });
            }
            _ => false,
        };
        let state = FormState::refused_as(&refusal, field, sentence);
        Ok(FormState { retry_after: None, asks_password, ..state })
    }

    /// The state after a refusal that is no error of a verb, in words of this form.
    pub(crate) fn refused_as(refusal: &Refusal, field: Field, sentence: &str) -> FormState {
        FormState { errors: FormErrors::one(field, sentence), ..FormState::refused(refusal) }
    }

    fn refused(refusal: &Refusal) -> FormState {
        let status = refusal.status(&codes::answer(refusal.code));
        FormState { status, retry_after: refusal.retry_after, ..FormState::default() }
    }

    /// Sends a page with this form, with its status and `Retry-After`.
    ///
    /// # Errors
    /// As [`PageContext::page`].
    pub(crate) fn page(&self, context: &PageContext, page: &impl Template) -> Result<HttpResponse, HandlerError> {
        let mut answer = context.page(self.status, page)?;
        if let Some(seconds) = self.retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Ok(answer)
    }

    /// Every error as a line above the form; `prefix` is what the ids of this form start with.
    pub(crate) fn summary(&self, prefix: &str) -> Summary {
        Summary { support: self.support.clone(), ..Summary::new(&self.errors, prefix) }
    }
}
