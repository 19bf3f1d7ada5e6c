//! What can go wrong, without HTTP: doors decide how each looks to their callers.

mod field_errors;
mod needed_proof;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub(crate) use field_errors::FieldError;
pub use field_errors::{Field, FieldCode, FieldErrors};
pub use needed_proof::{NeededProof, ProofKind};

/// Why a link from an email can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeadLink {
    /// It has been used; each works once.
    Used,
    /// Its lifetime is over.
    Expired,
    /// A newer one was sent after it.
    Replaced,
    /// The account's password or address changed after it was sent.
    Void,
    /// No such link was sent, or its account is gone. One answer for both, so that it tells nothing.
    Unknown,
}

/// Why a token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenProblem {
    /// There is none.
    Missing,
    /// Not ours, not of this kind, tampered with, or from the future.
    Invalid,
    /// Its lifetime is over.
    Expired,
    /// Its session has ended.
    Revoked,
    /// A spent refresh token came back: its session is ended now.
    Reused,
}

/// Why a passkey, or its answer, was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasskeyProblem {
    /// Not what a browser sends.
    Malformed,
    /// The challenge has ended, was answered before, or was none of ours.
    Expired,
    /// It was made for another site, or on a page of another one.
    OtherSite,
    /// The authenticator did not check that its owner is there.
    NotVerified,
    /// No account has it, or another one than it says.
    Unknown,
    /// The signature is not that of the passkey.
    WrongSignature,
    /// Its counter went back: there may be two of it.
    Cloned,
    /// It was added shortly before somebody said "This wasn't me", or since.
    Suspended,
    /// Everyone is locked out of its account until the owner has chosen a new password.
    LockedOut,
    /// It could be found only by being named, so the login page could not use it.
    NotDiscoverable,
    /// An account has it already.
    AlreadyAdded,
    /// It signs by none of the algorithms that were asked for.
    Unsupported,
    /// This installation has no passkeys: its address has no domain.
    Unavailable,
}

/// Everything a verb can answer instead of doing what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields that break a rule, or names that are taken.
    #[error("the submission has errors")]
    Invalid(FieldErrors),
    /// No such account, wrong password or disabled account: one answer for all, so that it tells nothing.
    #[error("username or password is incorrect")]
    WrongCredentials,
    /// The change needs a recent proof of who asks for it, see "Confirm it's you".
    #[error("the current password or a second factor is needed")]
    ReauthRequired(NeededProof),
    /// A current password was sent, and it is not the right one.
    #[error("the current password is incorrect")]
    WrongCurrentPassword,
    /// A code was sent where a change asks for it, and is wrong.
    #[error("the code is wrong")]
    WrongCurrentCode,
    /// A code or recovery code that would have finished a login is wrong.
    #[error("the second factor is wrong")]
    WrongCode,
    /// A passkey was refused that would have logged somebody in.
    #[error("the passkey is refused: {0:?}")]
    WrongPasskey(PasskeyProblem),
    /// A passkey was refused that came where a change asks for it.
    #[error("the passkey that came with the change is refused: {0:?}")]
    WrongCurrentPasskey(PasskeyProblem),
    /// There is no login to finish: it expired, was finished, or ended with too many wrong codes.
    #[error("no login waits for a second factor")]
    NoPendingLogin,
    /// `REGISTRATION=closed`.
    #[error("sign-up is closed")]
    RegistrationClosed,
    /// `REGISTRATION=invite`, and the invitation is missing, unknown, used up, expired or revoked.
    #[error("an invitation is needed to create an account")]
    InvitationNeeded,
    /// The caller is not logged in, or the session has ended.
    #[error("the caller is not logged in")]
    NotLoggedIn,
    /// The token that was sent proves nothing.
    #[error("the token is not accepted: {0:?}")]
    Token(TokenProblem),
    /// The caller is logged in and isn't allowed to do this.
    #[error("the caller isn't allowed to do this")]
    Forbidden,
    /// This is the last active administrator.
    #[error("this is the last active administrator")]
    LastAdmin,
    /// This is the last second factor of an account that must have one.
    #[error("this is the last second factor of an account that must have one")]
    LastFactor,
    /// The account must have a second factor and has none, so the rights of its role are off.
    #[error("the account must have a second factor and has none")]
    FactorMissing,
    /// It does not exist, or belongs to another user.
    #[error("not found")]
    NotFound,
    /// An expired, used or unknown link from an email.
    #[error("the link can't be used: {0:?}")]
    DeadLink(DeadLink),
    /// A rate limit is reached.
    #[error("too many attempts")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
        /// The field that was attempted, where the form has others.
        field: Option<Field>,
    },
    /// The hashing queue is full.
    #[error("too many passwords are waiting to be hashed")]
    Busy {
        /// When to try again.
        retry_after: Duration,
    },
    /// The database is away, full or locked.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// The same, when everything had been asked for already: it may have been done.
    #[error("the database did not answer in the end: {0}")]
    Unsure(String),
    /// Another transaction was in the way, and this one is to be done again: the database asks for it, or what the transaction
    /// read first is not true any more. [`crate::db::Db`] does it, so nobody but it meets this one.
    #[error("the transaction is to be repeated: {0}")]
    Conflict(String),
    /// A fault of ours.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Error::Internal(cause.to_string())
    }

    /// This error of a verb that only reads, or that has not begun: an outage leaves no doubt about what it has done.
    #[must_use]
    pub(crate) fn of_what_changed_nothing(self) -> Self {
        match self {
            Error::Unsure(cause) => Error::Unavailable(cause),
            other => other,
        }
    }

    /// An outage that came when the work may have been done already.
    #[must_use]
    pub(crate) fn unsure(self) -> Self {
        match self {
            Error::Unavailable(cause) => Error::Unsure(cause),
            other => other,
        }
    }

    /// The same with the field whose rate limit is reached. Every other error as it is.
    #[must_use]
    pub fn at(self, field: Field) -> Self {
        match self {
            Error::TooMany { retry_after, .. } => Error::TooMany { retry_after, field: Some(field) },
            other => other,
        }
    }
}
