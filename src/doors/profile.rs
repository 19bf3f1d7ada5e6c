//! An account as JSON, the same at every door.

use serde::Serialize;
use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use crate::users::User;

/// What a person is told about their own account.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub struct Profile {
    /// Never given to another account.
    #[schema(example = 1)]
    id: i64,
    /// As typed at sign-up, or changed since.
    #[schema(example = "ada")]
    username: String,
    /// As typed.
    #[schema(example = "ada@example.com")]
    email: String,
    /// Whether the person proved to read mail at this address.
    email_verified: bool,
    /// `user`, `moderator` or `admin`.
    #[schema(example = "user")]
    role: String,
    /// Member since, in UTC.
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
            role: user.role.clone(),
            created_at: rfc3339(user.created_at),
        }
    }
}

/// A time as the APIs write it (RFC 3339, in UTC).
pub fn rfc3339(at: PrimitiveDateTime) -> String {
    at.assume_utc().format(&Rfc3339).unwrap_or_default()
}
