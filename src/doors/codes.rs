//! Every error code of the two APIs, once: what it means and what to do. The pages below `/docs/errors`, the file
//! `docs/errors.md`, the errors in `/openapi.json` and the links in error responses are made from it.
//!
//! [`Code`] names why a request was refused, whatever the door. What a door makes of each code stands with the door, in a
//! `codes.rs` of its own: its word, its status and its sentence. Every `match` on a code lists them all, so a new code does
//! not compile before each door has answered it.

mod door_answer;
mod help_link;
mod meaning;

use actix_web::http::StatusCode;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use inside::texts::Texts;

pub(crate) use door_answer::DoorAnswer;
pub(crate) use help_link::{CODES_PATH, help_link};

/// A sentence in every language.
pub(crate) type Wording = fn(Texts) -> &'static str;

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// Fields are missing or break a rule.
    ValidationFailed,
    /// Another account has the username, and nothing else was wrong.
    UsernameTaken,
    /// Another account uses the email address, and nothing else was wrong.
    EmailTaken,
    /// `REGISTRATION=closed`.
    RegistrationClosed,
    /// `REGISTRATION=invite`, and there is none that can be used.
    InvitationNeeded,
    /// Unknown account, wrong password or disabled account.
    InvalidCredentials,
    /// The right password of an account with a second factor, which is still to come.
    SecondFactorRequired,
    /// A wrong code or recovery code in the second step of a login.
    SecondFactorWrong,
    /// The account must have a second factor and has none: a login starts no session, and its role has no rights.
    SecondFactorSetupRequired,
    /// A passkey that no account has, or another one than is logging in.
    PasskeyUnknown,
    /// `REQUIRE_VERIFIED_EMAIL`, and the right password came without a confirmed address.
    EmailNotVerified,
    /// The change needs a recent proof of the password.
    ReauthRequired,
    /// The current password sent to change the password is wrong.
    CurrentPasswordIncorrect,
    /// The caller is not logged in.
    LoginRequired,
    /// The same, where a token was expected.
    TokenMissing,
    /// The token's lifetime is over.
    TokenExpired,
    /// Not a token of this server, or of the wrong kind.
    TokenInvalid,
    /// The token's session has ended.
    TokenRevoked,
    /// A spent refresh token came back.
    TokenReused,
    /// The caller may not do this.
    Forbidden,
    /// A page of another site sent the request.
    CrossSite,
    /// No active administrator would be left.
    LastAdmin,
    /// No second factor would be left of those that the account must have.
    LastFactor,
    /// The link of an email can't be used.
    DeadLink,
    /// Nothing is there, or it belongs to another user.
    NotFound,
    /// The address does not support the method.
    MethodNotAllowed,
    /// The body or the query can't be read.
    BadRequest,
    /// The body's content type is not read here.
    UnsupportedMediaType,
    /// The body is too large.
    TooLarge,
    /// The body took too long.
    Timeout,
    /// A rate limit is reached.
    RateLimited,
    /// The hashing queue is full.
    Busy,
    /// The database is away.
    Unavailable,
    /// A fault of ours.
    Internal,
}

impl Code {
    /// All of them, in the order in which a client meets them. Its length asks for each, as long as [`Code::Internal`] is the
    /// last one.
    pub(crate) const ALL: [Code; Code::Internal as usize + 1] = [
        Code::ValidationFailed,
        Code::UsernameTaken,
        Code::EmailTaken,
        Code::RegistrationClosed,
        Code::InvitationNeeded,
        Code::InvalidCredentials,
        Code::SecondFactorRequired,
        Code::SecondFactorWrong,
        Code::SecondFactorSetupRequired,
        Code::PasskeyUnknown,
        Code::EmailNotVerified,
        Code::ReauthRequired,
        Code::CurrentPasswordIncorrect,
        Code::LoginRequired,
        Code::TokenMissing,
        Code::TokenExpired,
        Code::TokenInvalid,
        Code::TokenRevoked,
        Code::TokenReused,
        Code::Forbidden,
        Code::CrossSite,
        Code::LastAdmin,
        Code::LastFactor,
        Code::DeadLink,
        Code::NotFound,
        Code::MethodNotAllowed,
        Code::BadRequest,
        Code::UnsupportedMediaType,
        Code::TooLarge,
        Code::Timeout,
        Code::RateLimited,
        Code::Busy,
        Code::Unavailable,
        Code::Internal,
    ];

    /// Its word at the session API, and in the JSON that scripts get from pages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Code::ValidationFailed => "validation_failed",
            Code::UsernameTaken => "username_taken",
            Code::EmailTaken => "email_taken",
            Code::RegistrationClosed => "registration_closed",
            Code::InvitationNeeded => "invitation_needed",
            Code::InvalidCredentials => "invalid_credentials",
            Code::SecondFactorRequired => "second_factor_required",
            Code::SecondFactorWrong => "invalid_code",
            Code::SecondFactorSetupRequired => "second_factor_setup_required",
            Code::PasskeyUnknown => "unknown_passkey",
            Code::EmailNotVerified => "email_not_verified",
            Code::ReauthRequired => "reauth_required",
            Code::CurrentPasswordIncorrect => "current_password_incorrect",
            Code::LoginRequired => "login_required",
            Code::TokenMissing => "unauthorized",
            Code::TokenExpired => "token_expired",
            Code::TokenInvalid => "token_invalid",
            Code::TokenRevoked => "token_revoked",
            Code::TokenReused => "token_reused",
            Code::Forbidden => "forbidden",
            Code::CrossSite => "cross_site",
            Code::LastAdmin => "last_admin",
            Code::LastFactor => "last_factor",
            Code::DeadLink => "dead_link",
            Code::NotFound => "not_found",
            Code::MethodNotAllowed => "method_not_allowed",
            Code::BadRequest => "bad_request",
            Code::UnsupportedMediaType => "unsupported_media_type",
            Code::TooLarge => "too_large",
            Code::Timeout => "timeout",
            Code::RateLimited => "rate_limited",
            Code::Busy => "busy",
            Code::Unavailable => "unavailable",
            Code::Internal => "internal",
        }
    }

    /// The status where a door does not say otherwise.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Code::ValidationFailed
            | Code::UsernameTaken
            | Code::EmailTaken
            | Code::InvalidCredentials
            | Code::SecondFactorWrong
            | Code::PasskeyUnknown => StatusCode::UNPROCESSABLE_ENTITY,
            Code::RegistrationClosed
            | Code::InvitationNeeded
            | Code::EmailNotVerified
            | Code::SecondFactorSetupRequired
            | Code::ReauthRequired
            | Code::Forbidden
            | Code::CrossSite => StatusCode::FORBIDDEN,
            Code::CurrentPasswordIncorrect
            | Code::SecondFactorRequired
            | Code::LoginRequired
            | Code::TokenMissing
            | Code::TokenExpired
            | Code::TokenInvalid
            | Code::TokenRevoked
            | Code::TokenReused => StatusCode::UNAUTHORIZED,
            Code::LastAdmin | Code::LastFactor => StatusCode::CONFLICT,
            Code::DeadLink => StatusCode::GONE,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::BadRequest => StatusCode::BAD_REQUEST,
            Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::Timeout => StatusCode::REQUEST_TIMEOUT,
            Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Code::Busy | Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What it says to people, where neither a door nor a field says it otherwise.
    pub(crate) fn sentence(self) -> Wording {
        match self {
            Code::ValidationFailed | Code::UsernameTaken | Code::EmailTaken => Texts::some_fields_need_attention,
            Code::RegistrationClosed => Texts::sign_up_is_closed,
            Code::InvitationNeeded => Texts::invitation_needed,
            Code::InvalidCredentials => Texts::wrong_credentials,
            Code::SecondFactorRequired => Texts::second_factor_required,
            Code::SecondFactorWrong => Texts::invalid_code,
            Code::SecondFactorSetupRequired => Texts::second_factor_setup_required,
            Code::PasskeyUnknown => Texts::unknown_passkey,
            Code::EmailNotVerified => Texts::confirm_email_first,
            Code::ReauthRequired => Texts::password_needed_for_change,
            Code::CurrentPasswordIncorrect => Texts::current_password_incorrect,
            Code::LoginRequired => Texts::login_required,
            Code::TokenMissing => Texts::token_required,
            Code::TokenExpired => Texts::token_expired,
            Code::TokenInvalid => Texts::token_invalid,
            Code::TokenRevoked => Texts::token_revoked,
            Code::TokenReused => Texts::token_already_used,
            Code::Forbidden => Texts::no_permission,
            Code::CrossSite => Texts::came_from_another_site,
            Code::LastAdmin => Texts::last_active_admin,
            Code::LastFactor => Texts::last_factor,
            Code::DeadLink => Texts::token_invalid_or_expired,
            Code::NotFound => Texts::nothing_at_this_address,
            Code::MethodNotAllowed => Texts::method_not_possible,
            Code::BadRequest => Texts::request_unreadable,
            Code::UnsupportedMediaType => Texts::content_type_not_accepted,
            Code::TooLarge => Texts::request_too_large,
            Code::Timeout => Texts::request_took_too_long,
            Code::RateLimited => Texts::too_many_attempts,
            Code::Busy => Texts::too_many_logins,
            Code::Unavailable => Texts::service_unavailable,
            Code::Internal => Texts::problem_on_our_side,
        }
    }
}

/// A code as a handler lists it in the `x-codes` of its document.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let code = Code::ALL.into_iter().find(|code| code.word() == word);
        code.ok_or_else(|| D::Error::custom(format!("{word} is no code")))
    }
}
