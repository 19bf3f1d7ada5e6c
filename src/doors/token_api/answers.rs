//! What this door answers when all went well. The document at `/openapi.json` is made from the same types.

use serde::Serialize;
use utoipa::ToSchema;

use crate::doors::profile::Profile;
use crate::tokens::Pair;
use crate::users::User;

/// The envelope of every success.
#[derive(Serialize, ToSchema)]
pub struct Success<T> {
    success: bool,
    data: T,
}

impl<T> Success<T> {
    /// Around what was asked for.
    pub fn new(data: T) -> Success<T> {
        Success { success: true, data }
    }
}

/// A pair of tokens, one to call with and one to renew both.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// Sent with every call: `Authorization: Bearer …`.
    access_token: String,
    /// Buys the next pair, once. Keep it where only this program can read.
    refresh_token: String,
    /// How the access token is sent (RFC 6749 section 7.1).
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    expires_in: i64,
}

impl From<&Pair> for Tokens {
    fn from(pair: &Pair) -> Tokens {
        Tokens {
            access_token: pair.access_token.clone(),
            refresh_token: pair.refresh_token.clone(),
            token_type: "Bearer",
            expires_in: pair.expires_in,
        }
    }
}

/// A login: the account and its first tokens.
#[derive(Serialize, ToSchema)]
pub struct LoggedIn {
    user: Profile,
    #[serde(flatten)]
    tokens: Tokens,
}

impl LoggedIn {
    /// As this account.
    pub fn new(user: &User, pair: &Pair) -> LoggedIn {
        LoggedIn { user: user.into(), tokens: pair.into() }
    }
}

/// A new account: logged in at once, unless `REQUIRE_VERIFIED_EMAIL` or `REGISTRATION_HIDES_EXISTING` forbid it.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum Registered {
    /// With its first tokens.
    LoggedIn(LoggedIn),
    /// Log in to continue.
    Message(Message),
}

/// A sentence for people.
#[derive(Serialize, ToSchema)]
pub struct Message {
    message: String,
}

impl Message {
    /// This sentence.
    pub fn new(message: impl Into<String>) -> Message {
        Message { message: message.into() }
    }
}

/// Whom the token names.
#[derive(Serialize, ToSchema)]
pub struct Me {
    user: Profile,
}

impl From<&User> for Me {
    fn from(user: &User) -> Me {
        Me { user: user.into() }
    }
}
