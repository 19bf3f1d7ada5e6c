//! An account as JSON, the same at every door.

use serde_json::json;

use crate::users::User;

/// What a person is told about their own account.
pub fn profile_of(user: &User) -> serde_json::Value {
    json!({
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "email_verified": user.email_verified,
        "role": user.role,
        "created_at": user.created_at.assume_utc().format(&time::format_description::well_known::Rfc3339).unwrap_or_default(),
    })
}
