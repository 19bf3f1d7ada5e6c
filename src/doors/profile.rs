//! An account as JSON, the same at both APIs.

use serde::Serialize;
use utoipa::ToSchema;

use crate::rfc3339::rfc3339;

use inside::stored::Word;
use inside::users::{FactorRecovery, User};

/// An account, as its owner sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct Profile {
    /// Never given to another account.
    #[schema(example = 1)]
    id: i64,
    /// As the user typed it.
    #[schema(example = "ada")]
    username: String,
    /// As the user typed it.
    #[schema(example = "ada@example.com")]
    email: String,
    /// Whether the address is confirmed.
    email_verified: bool,
    /// `user`, `moderator` or `admin`.
    #[schema(example = "user")]
    role: &'static str,
    /// When the account was created, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// The delayed recovery of the second factors: two-step login is going to be turned off, unless a session stops it. Null where
    /// none runs.
    #[schema(required)]
    factor_recovery: Option<FactorRecoveryTimes>,
}

/// The delayed recovery of an account whose owner is said to have lost every second factor.
#[derive(Serialize, ToSchema)]
#[schema(as = FactorRecovery)]
pub(crate) struct FactorRecoveryTimes {
    /// When somebody with the password asked for it, in UTC.
    #[schema(format = DateTime)]
    started_at: String,
    /// From when a link in an email can remove the factors, in UTC.
    #[schema(format = DateTime)]
    ready_at: String,
}

impl From<FactorRecovery> for FactorRecoveryTimes {
    fn from(recovery: FactorRecovery) -> FactorRecoveryTimes {
        FactorRecoveryTimes { started_at: rfc3339(recovery.started_at), ready_at: rfc3339(recovery.ready_at) }
    }
}

impl From<&User> for Profile {
    fn from(user: &User) -> Profile {
        Profile {
            id: user.id,
            username: user.username.clone(),
            email: user.email.clone(),
            email_verified: user.email_verified,
            role: user.role.word(),
            created_at: rfc3339(user.created_at),
            factor_recovery: user.factor_recovery().map(FactorRecoveryTimes::from),
        }
    }
}
