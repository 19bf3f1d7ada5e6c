//! What names an account and opens it.

use serde::Deserialize;

use crate::hashing::Password;
use crate::users::rules;

/// What a login form sends.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Credentials {
    /// A username or an email address.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(nullable, example = "ada")]
    pub username: String,
    /// An email address, for callers that send one beside or instead of the username.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(nullable)]
    pub email: String,
    /// The password.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "analytical engine 1843")]
    pub password: Password,
}

impl Credentials {
    /// What names the account: the username, else the email address.
    pub fn identifier(&self) -> &str {
        let username = self.username.trim();
        if username.is_empty() { self.email.trim() } else { username }
    }
}
