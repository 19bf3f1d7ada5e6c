//! Create an account and log in to it, at this door.

use actix_web::HttpResponse;

use super::answers::{FirstTokens, Message, NewAccount, Success};
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::sessions::SessionKind;
use inside::users::{self, LoginProgress, LoginStop, Registration, login};

/// Create an account and log in to it.
///
/// The answer has no tokens where an address must be confirmed or a second factor set up before the first login
/// (`REQUIRE_VERIFIED_EMAIL`, `REQUIRE_SECOND_FACTOR`), or where sign-up must not tell whether an address is known
/// (`REGISTRATION_HIDES_EXISTING`).
#[utoipa::path(
    post,
    path = "/api/auth/register",
    request_body = Registration,
    responses((status = 201, description = "The account is created.", body = Success<NewAccount>)),
    extensions(("x-codes" = json!([
        Code::ValidationFailed, Code::UsernameTaken, Code::EmailTaken, Code::RegistrationClosed,
        Code::InvitationNeeded, Code::RateLimited
    ])))
)]
pub(crate) async fn register(call: Call, form: Json<Registration>) -> Result<HttpResponse, HandlerError> {
    let chosen = form.0.password.clone();
    let registered = call.hashing(async move |s, context| {
        let users::Registered::Account(user, _) = users::register(&s, form.0, &context).await? else {
            return Ok(None);
        };
        match login::after_sign_up(&s, &user, SessionKind::Program, &context)? {
            LoginProgress::Complete(login) => {
                let pair = login.first_pair(&s)?;
                Ok(Some((login.user, pair)))
            }
            // A new account has no second factor, also where it must have one. One that has was signed up a moment ago, and this
            // form is a repetition: it is answered like the first, and is no login.
            LoginProgress::StoppedAt(LoginStop::ConfirmEmail)
            | LoginProgress::SecondFactorNeeded(_)
            | LoginProgress::SetUpNeeded(_) => Ok(None),
        }
    });
    let data = match registered.await? {
        Some((user, pair)) => NewAccount::LoggedIn(FirstTokens::new(&user, &pair)),
        // Tokens would tell that the account is new, or log in an account whose address is not confirmed.
        None => {
            let t = language::of_api(&call.req, &call.state);
            NewAccount::Message(Message::new(t.done_account_created()))
        }
    };
    let warnings = call.warnings(&chosen).await;
    Ok(HttpResponse::Created().json(Success::new(data).warning(warnings)))
}
