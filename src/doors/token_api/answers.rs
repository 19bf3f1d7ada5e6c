//! The success responses of this door. The document at `/openapi.json` is made from the same types.

use serde::Serialize;
use utoipa::ToSchema;

use crate::doors::profile::Profile;
use crate::doors::session_row::SessionRow;
use inside::sessions::{SessionHandle, list_sessions};
use inside::texts::Texts;
use inside::tokens::Pair;
use inside::users::User;

/// The envelope of every success.
#[derive(Serialize, ToSchema)]
pub(crate) struct Success<T> {
    success: bool,
    data: T,
    /// Where there are some: `password_breached`, for a new password that is on a list of leaked ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(nullable = false)]
    warnings: Vec<&'static str>,
}

impl<T> Success<T> {
    /// Around this data.
    pub(crate) fn new(data: T) -> Success<T> {
        Success { success: true, data, warnings: Vec::new() }
    }

    /// With warnings as well.
    pub(crate) fn warning(self, warnings: Vec<&'static str>) -> Success<T> {
        Success { warnings, ..self }
    }
}

/// A pair of tokens: one for requests, one to renew both.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tokens {
    /// Sent with each request: `Authorization: Bearer …`.
    access_token: String,
    /// Can be traded once for the next pair. Store it where only this app can read it.
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
            access_token: pair.access_token.expose().clone(),
            refresh_token: pair.refresh_token.expose().clone(),
            token_type: "Bearer",
            expires_in: pair.expires_in,
        }
    }
}

/// The account that logged in, and its first tokens.
#[derive(Serialize, ToSchema)]
#[schema(as = LoggedIn)]
pub(crate) struct FirstTokens {
    user: Profile,
    #[serde(flatten)]
    tokens: Tokens,
}

impl FirstTokens {
    /// For this account.
    pub(crate) fn new(user: &User, pair: &Pair) -> FirstTokens {
        FirstTokens { user: user.into(), tokens: pair.into() }
    }
}

/// A new account: logged in at once, unless `REQUIRE_VERIFIED_EMAIL`, `REQUIRE_SECOND_FACTOR` or `REGISTRATION_HIDES_EXISTING`
/// forbid it.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = Registered)]
pub(crate) enum NewAccount {
    /// With its first tokens.
    LoggedIn(FirstTokens),
    /// Without tokens: log in to continue.
    Message(Message),
}

/// A sentence for people.
#[derive(Serialize, ToSchema)]
pub(crate) struct Message {
    message: String,
}

impl Message {
    /// This sentence.
    pub(crate) fn new(message: impl Into<String>) -> Message {
        Message { message: message.into() }
    }
}

/// The user the token belongs to.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    user: Profile,
}

impl From<&User> for Me {
    fn from(user: &User) -> Me {
        Me { user: user.into() }
    }
}

/// The browsers and apps that are logged in to the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenSessionList {
    sessions: Vec<SessionRow>,
    /// Where there are more: the `after` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
}

impl TokenSessionList {
    /// One page, seen from the session with the public id `own`.
    pub(crate) fn new(t: Texts, page: &list_sessions::SessionPage, own: &SessionHandle) -> TokenSessionList {
        let next = page.next.as_ref().map(ToString::to_string);
        TokenSessionList { sessions: SessionRow::list(t, &page.sessions, own), next }
    }
}

/// All other sessions have ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenOthersEnded {
    #[schema(example = "Other sessions ended")]
    message: &'static str,
    /// How many were ended.
    #[schema(example = 2)]
    ended: usize,
}

impl TokenOthersEnded {
    /// After this many were ended.
    pub(crate) fn new(t: Texts, ended: usize) -> TokenOthersEnded {
        TokenOthersEnded { message: t.api_other_sessions_ended(), ended }
    }
}
