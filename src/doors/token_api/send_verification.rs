//! Send the confirmation link again, at this door.

use actix_web::{HttpRequest, HttpResponse, web};

use super::answers::{Message, Success};
use super::bearer::{client_of, token};
use crate::doors::submission::OptionalJson;
use crate::error::{Error, TokenProblem};
use crate::state::State;
use crate::tokens;
use crate::tokens::claims::Type;
use crate::users::{self, Credentials, Sent};

/// Send the email with the confirmation link again. Earlier links stop working.
///
/// With an access token. Where `REQUIRE_VERIFIED_EMAIL` lets nobody log in before, with the username or email address and
/// the password instead.
#[utoipa::path(
    post,
    path = "/api/auth/verify/resend",
    request_body = Option<Credentials>,
    responses((status = 200, description = "An email is on its way, or the address is already confirmed.", body = Success<Message>)),
    security(("access_token" = []), ()),
    extensions(("x-codes" = json!([
        "UNAUTHORIZED", "TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_REVOKED", "VALIDATION_ERROR", "INVALID_CREDENTIALS",
        "RATE_LIMITED"
    ])))
)]
pub async fn send_verification(
    req: HttpRequest,
    state: web::Data<State>,
    OptionalJson(sent): OptionalJson<Option<Credentials>>,
) -> Result<HttpResponse, Error> {
    let credentials = sent.filter(|form| !form.identifier().is_empty() || !form.password.is_empty());
    let client = client_of(&req, &state);
    // Credentials in the body count: an HTTP client may attach an expired access token to every request it sends.
    let sent = match (credentials, token(&req)) {
        (Some(form), _) => {
            let sent = state.hashing(
                client,
                move |s, client| users::login::check(s, form, client),
                |s, form, client| users::send_verification_by_password(s, &form, client),
            );
            sent.await?.0
        }
        (None, Some(token)) => {
            let work = move |s: &crate::state::Services| {
                let caller = tokens::caller(s, &token, &[Type::Access], &client)?;
                users::send_verification(s, &caller, &client)
            };
            state.blocking(work).await?
        }
        (None, None) => return Err(Error::Token(TokenProblem::Missing)),
    };
    let message = match sent {
        Sent::OnItsWay => "We sent a new confirmation link",
        Sent::AlreadyConfirmed => "The email address is already confirmed",
    };
    Ok(HttpResponse::Ok().json(Success::new(Message::new(message))))
}
