//! An account that an import is about to write.

use time::PrimitiveDateTime;

use crate::email_address::EmailAddress;
use crate::factors::TotpSecret;
use crate::hashing::{HashProblem, StoredPassword};
use crate::role::Role;
use crate::sources::TotpProblem;

/// An account that comes.
pub(super) struct Planned {
    pub(super) key: String,
    pub(super) name: Name,
    pub(super) username_key: String,
    pub(super) email: EmailAddress,
    pub(super) email_verified: bool,
    pub(super) password: Result<StoredPassword, HashProblem>,
    pub(super) role: Role,
    pub(super) is_disabled: bool,
    pub(super) created_at: PrimitiveDateTime,
    pub(super) totp: Option<Result<TotpSecret, TotpProblem>>,
}

impl Planned {
    /// The hash to keep; none opens where the other one can't be read.
    pub(super) fn stored(&self) -> StoredPassword {
        self.password.clone().unwrap_or(StoredPassword::Unusable)
    }

    /// Why it comes without a password, if it does.
    pub(super) fn without_password(&self) -> Option<HashProblem> {
        self.password.as_ref().err().copied()
    }
}

/// A name, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) chosen: String,
    /// It had another one there.
    pub(super) is_renamed: bool,
    /// It had none there.
    pub(super) is_made: bool,
}
