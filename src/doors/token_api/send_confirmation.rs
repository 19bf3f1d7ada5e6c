//! Send the confirmation link again, at this door.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{Message, Success};
use super::bearer::{identify, token};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::OptionalJson;
use inside::error::{Error, Field, TokenProblem};
use inside::tokens::claims::Type;
use inside::users::{self, Credentials, Sent, rules};

/// Who asks for the link, where no access token says it, and the address to correct the account's with.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(flatten)]
    credentials: Credentials,
    /// The right email address, if the one given at sign-up was wrong. Only for an account that has never confirmed an
    /// address; a logged-in user changes it with PATCH `/api/auth/me`.
    #[serde(default, deserialize_with = "rules::none_if_blank")]
    new_email: Option<String>,
}

/// The account, before its first login. With an access token no member is needed.
#[derive(ToSchema)]
#[schema(as = VerificationRequest)]
#[allow(dead_code, reason = "describes what `Asked` reads: `Credentials` says that the password is required")]
struct BeforeFirstLogin {
    /// A username or an email address.
    #[schema(example = "ada")]
    username: Option<String>,
    /// An email address, in place of the username.
    email: Option<String>,
    /// The password.
    #[schema(format = Password, example = "analytical engine 1843")]
    password: Option<String>,
    /// The right email address, if the one given at sign-up was wrong. Only for an account that has never confirmed an
    /// address; a logged-in user changes it with PATCH `/api/auth/me`.
    #[schema(example = "ada@example.com", max_length = 254)]
    new_email: Option<String>,
}

impl Asked {
    fn is_empty(&self) -> bool {
        let Asked { credentials, new_email } = self;
        credentials.identifier().is_empty() && credentials.password.is_empty() && new_email.is_none()
    }
}

/// Send the email with the confirmation link again. Earlier links stop working.
///
/// With an access token. Where `REQUIRE_VERIFIED_EMAIL` allows no login before, with the username or email address and the
/// password instead; `new_email` beside them corrects an address that was never confirmed.
#[utoipa::path(
    post,
    operation_id = "send_verification",
    path = "/api/auth/verify/resend",
    request_body = Option<BeforeFirstLogin>,
    responses((status = 200, description = "An email is on its way, or the address is already confirmed.", body = Success<Message>)),
    security(("access_token" = []), ()),
    extensions(("x-codes" = json!([
        Code::TokenMissing, Code::TokenInvalid, Code::TokenExpired, Code::TokenRevoked, Code::ValidationFailed,
        Code::InvalidCredentials, Code::EmailTaken, Code::RateLimited
    ])))
)]
pub(crate) async fn send_confirmation(
    call: Call,
    OptionalJson(sent): OptionalJson<Option<Asked>>,
) -> Result<HttpResponse, HandlerError> {
    let asked = sent.filter(|asked| !asked.is_empty());
    // Credentials in the body count: an HTTP client may attach an expired access token to every request it sends.
    let sent = match (asked, token(&call.req)) {
        (Some(Asked { credentials, new_email }), _) => {
            let sent = call.hashing(async move |s, context| match new_email {
                None => users::send_confirmation_by_password(&s, &credentials, &context).await,
                Some(address) => users::correct_email(&s, &credentials, &address, &context).await.map_err(at_new_email),
            });
            sent.await?.0
        }
        (None, Some(token)) => {
            let caller = identify(&call.req, &call.state, token, &[Type::Access]).await?;
            call.blocking(move |s, context| users::send_confirmation(s, &caller, context)).await?
        }
        (None, None) => return Err(Error::Token(TokenProblem::Missing).into()),
    };
    let t = language::of_api(&call.req, &call.state);
    let message = match sent {
        Sent::OnItsWay => t.api_new_link_sent(),
        Sent::AlreadyConfirmed => t.api_email_already_confirmed(),
    };
    Ok(HttpResponse::Ok().json(Success::new(Message::new(message))))
}

/// The same error at the member of this request's body.
fn at_new_email(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(errors.renamed(Field::Email, Field::NewEmail)),
        Error::TooMany { field: Some(Field::Email), .. } => error.at(Field::NewEmail),
        error => error,
    }
}
