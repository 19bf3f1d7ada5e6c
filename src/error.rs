//! What can go wrong, without HTTP: doors decide how each looks to their callers.

use std::time::Duration;

/// What is wrong with one field of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: &'static str,
    /// A stable word for programs, like `username_taken`.
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
}

/// Every mistake of one submission, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One mistake.
    pub fn one(field: &'static str, code: &'static str, message: impl Into<String>) -> Self {
        FieldErrors(vec![FieldError { field, code, message: message.into() }])
    }

    /// The messages for one field.
    pub fn of(&self, field: &str) -> Vec<String> {
        self.0.iter().filter(|e| e.field == field).map(|e| e.message.clone()).collect()
    }

    /// The same mistakes in the order of the form, whoever found them first.
    #[must_use]
    pub fn in_order(mut self, fields: &[&str]) -> Self {
        self.0.sort_by_key(|error| fields.iter().position(|field| *field == error.field).unwrap_or(fields.len()));
        self
    }

    /// The same mistakes for a caller who knows the field by another name.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &'static str) -> Self {
        for error in self.0.iter_mut().filter(|error| error.field == from) {
            error.field = to;
        }
        self
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong.
    pub fn into_result(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

/// Why a link from a mail opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLink {
    /// It was used: each works once.
    Used,
    /// It waited too long.
    Expired,
    /// A newer one was sent after it.
    Replaced,
    /// The account's password or address changed after it was sent.
    Void,
    /// No such link was sent, or its account is gone. One answer for both, so that it tells nothing.
    Unknown,
}

/// Why a token was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenProblem {
    /// There is none.
    Missing,
    /// Not ours, not of this kind, tampered with, or from the future.
    Invalid,
    /// It was good until its time was over.
    Expired,
    /// Its session has ended.
    Revoked,
    /// A spent refresh token came back: its session is ended now.
    Reused,
}

/// Everything a verb can answer instead of doing what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields that break a rule, or names that are taken.
    #[error("the submission has mistakes")]
    Invalid(FieldErrors),
    /// No such account, wrong password or disabled account: one answer for all, so that it tells nothing.
    #[error("username or password is incorrect")]
    WrongCredentials,
    /// The password is right, but `REQUIRE_VERIFIED_EMAIL` keeps the account out until its address is confirmed.
    #[error("the e-mail address is not confirmed yet")]
    NotVerified,
    /// The change needs a recent proof of the password, see "Confirm it's you".
    #[error("the current password is needed")]
    ReauthRequired,
    /// A current password was sent, and it is not the right one.
    #[error("the current password is incorrect")]
    WrongCurrentPassword,
    /// `REGISTRATION=closed`.
    #[error("nobody can create an account at the moment")]
    RegistrationClosed,
    /// `REGISTRATION=invite`, and the invitation is missing, unknown, used up, expired or revoked.
    #[error("an invitation is needed to create an account")]
    InvitationNeeded,
    /// Nobody is logged in, or the session has ended.
    #[error("nobody is logged in")]
    NotLoggedIn,
    /// The token that was sent proves nothing.
    #[error("the token is not accepted: {0:?}")]
    Token(TokenProblem),
    /// The caller is known and may not do this.
    #[error("the caller may not do this")]
    Forbidden,
    /// Nobody would be left who can administer the house.
    #[error("this is the last admin")]
    LastAdmin,
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such thing")]
    NotFound,
    /// A link from a mail that opens nothing (any more).
    #[error("the link is dead: {0:?}")]
    DeadLink(DeadLink),
    /// Tried too often.
    #[error("too many tries")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
        /// What was tried, where it is one field of a form that asks for more.
        field: Option<&'static str>,
    },
    /// More people are logging in than this machine can hash passwords for.
    #[error("too many passwords are waiting to be hashed")]
    Busy {
        /// When to try again.
        retry_after: Duration,
    },
    /// The database is away, full or locked.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// A fault of ours.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Error::Internal(cause.to_string())
    }

    /// The same, and it was `field` that was tried too often. Every other error as it is.
    #[must_use]
    pub fn at(self, field: &'static str) -> Self {
        match self {
            Error::TooMany { retry_after, .. } => Error::TooMany { retry_after, field: Some(field) },
            other => other,
        }
    }
}
