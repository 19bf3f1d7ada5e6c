//! How a form is drawn: fresh, or again with why it was refused.

use actix_web::ResponseError;
use actix_web::http::StatusCode;

use super::view::Summary;
use super::visit::{Visit, wants_json};
use crate::doors::refusal::Refusal;
use crate::error::{Error, FieldErrors};

/// What a form is drawn with. Every form that can be refused is drawn through it, so that none of them can forget the
/// status, the sentence that says when to try again, or `Retry-After`.
#[derive(Default)]
pub struct Judgement {
    /// Of the answer.
    pub status: StatusCode,
    /// What is wrong, each at its field; under no field's name where none is to blame.
    pub mistakes: FieldErrors,
    /// When to try again, in seconds.
    pub retry_after: Option<u64>,
}

impl Judgement {
    /// Of a submission that was refused for something that the person at the form can do something about. Whoever tried
    /// too often is told so at the field that the error names; otherwise at `guessed`, the one that passwords are guessed at,
    /// or above the form where that is empty.
    ///
    /// # Errors
    /// Every other error, which has a page of its own; and for scripts every one, since they read no forms.
    pub fn of(visit: &Visit, error: Error, guessed: &'static str) -> Result<Judgement, Error> {
        if wants_json(&visit.req) {
            return Err(error);
        }
        let refusal = Refusal::from(&error);
        match error {
            Error::Invalid(mistakes) => Ok(Judgement { status: refusal.status, mistakes, retry_after: None }),
            Error::WrongCurrentPassword => {
                Ok(Judgement { status: refusal.status, mistakes: refusal.fields, retry_after: None })
            }
            Error::TooMany { field, .. } => {
                let mistakes =
                    FieldErrors::one(field.unwrap_or(guessed), refusal.code, format!("{}.", refusal.sentence));
                Ok(Judgement { status: refusal.status, mistakes, retry_after: refusal.retry_after })
            }
            error => Err(error),
        }
    }

    /// The same for an error that this form has words of its own for.
    ///
    /// # Errors
    /// For scripts the error itself.
    pub fn worded(visit: &Visit, error: Error, field: &'static str, sentence: &str) -> Result<Judgement, Error> {
        if wants_json(&visit.req) {
            return Err(error);
        }
        let mistakes = FieldErrors::one(field, Refusal::from(&error).code, sentence);
        Ok(Judgement { status: error.status_code(), mistakes, retry_after: None })
    }

    /// Every mistake as a line above the form; `prefix` is what the ids of this form start with.
    pub fn summary(&self, prefix: &str) -> Summary {
        Summary::new(&self.mistakes, prefix)
    }
}
