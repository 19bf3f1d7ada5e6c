//! An account as JSON, the same at both APIs.

use serde::Serialize;
use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use inside::stored::Word;
use inside::users::User;

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
        }
    }
}

/// A time in the form of the APIs (RFC 3339, in UTC).
pub(crate) fn rfc3339(at: PrimitiveDateTime) -> String {
    at.assume_utc().format(&Rfc3339).unwrap_or_default()
}
