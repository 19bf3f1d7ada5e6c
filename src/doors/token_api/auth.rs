//! Sign-up, login and tokens at this door.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::{LoggedIn, Me, Message, Registered, Success, Tokens};
use super::bearer::{Bearer, client_of, required_token};
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::submission::{self, Json};
use inside::error::{Error, FieldErrors};
use inside::sessions::{self, Kind};
use inside::state::State;
use inside::tokens;
use inside::tokens::claims::Type;
use inside::users::change_password::{self, PasswordChange};
use inside::users::{self, Credentials, Registration};

/// Create an account and log in to it.
///
/// The answer has no tokens where an address must be confirmed before the first login (`REQUIRE_VERIFIED_EMAIL`), or where
/// sign-up must not tell whether an address is known (`REGISTRATION_HIDES_EXISTING`).
#[utoipa::path(
    post,
    path = "/api/auth/register",
    request_body = Registration,
    responses((status = 201, description = "The account is created.", body = Success<Registered>)),
    extensions(("x-codes" = json!([
        "VALIDATION_ERROR", "USERNAME_TAKEN", "EMAIL_TAKEN", "FORBIDDEN", "RATE_LIMITED"
    ])))
)]
pub async fn register(
    req: HttpRequest,
    state: web::Data<State>,
    form: Json<Registration>,
) -> Result<HttpResponse, HandlerError> {
    let registered = state.hashing(
        client_of(&req, &state),
        move |s, client| users::register::check(s, form.0, client),
        |s, admitted, client| {
            let users::Registered::Account(user, _) = users::register::create(s, admitted, client)? else {
                return Ok(None);
            };
            if s.config.require_verified_email && !user.email_verified {
                return Ok(None);
            }
            let pair = tokens::start(s, &user, client)?;
            Ok(Some((user, pair)))
        },
    );
    let data = match registered.await? {
        Some((user, pair)) => Registered::LoggedIn(LoggedIn::new(&user, &pair)),
        // Tokens would tell that the account is new, or log in an account whose address is not confirmed.
        None => Registered::Message(Message::new("Account created. Log in to continue.")),
    };
    Ok(HttpResponse::Created().json(Success::new(data)))
}

/// Log in, by username or by email address.
#[utoipa::path(
    post,
    path = "/api/auth/login",
    request_body = Credentials,
    responses((status = 200, description = "Logged in.", body = Success<LoggedIn>)),
    extensions(("x-codes" = json!(["VALIDATION_ERROR", "INVALID_CREDENTIALS", "FORBIDDEN", "RATE_LIMITED"])))
)]
pub async fn login(
    req: HttpRequest,
    state: web::Data<State>,
    form: Json<Credentials>,
) -> Result<HttpResponse, HandlerError> {
    let login = state.hashing(
        client_of(&req, &state),
        move |s, client| users::login::check(s, form.0, client),
        |s, form, client| {
            let login = users::login(s, &form, Kind::Program, None, client)?;
            let pair = tokens::first_pair(s, &login)?;
            Ok((login.user, pair))
        },
    );
    let (user, pair) = login.await?;
    Ok(HttpResponse::Ok().json(Success::new(LoggedIn::new(&user, &pair))))
}

/// A refresh token in the request body.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = RefreshToken)]
struct InBody {
    /// Counts, whatever the Authorization header holds.
    refresh_token: Option<String>,
}

/// The token that a request is about: the refresh token in its body, else the one in the Authorization header. Clients
/// attach the access token to every request, expired or not; a refresh token given by name says more.
async fn token_of(req: &HttpRequest, payload: &mut web::Payload) -> Result<String, actix_web::Error> {
    let body = submission::read_optional(req, payload).await?;
    let body: InBody = body.map(|body| body.parse()).transpose()?.unwrap_or_default();
    match body.refresh_token.filter(|token| !token.is_empty()) {
        Some(token) => Ok(token),
        None => Ok(required_token(req).map_err(HandlerError)?),
    }
}

/// Trade a refresh token for a new pair.
///
/// Send it in the body or as Bearer; the one in the body counts. It is spent then: keep the new one. One that comes back within `REFRESH_GRACE` gets the
/// same pair again; later it ends the session.
#[utoipa::path(
    post,
    path = "/api/auth/refresh",
    request_body = Option<InBody>,
    responses((status = 200, description = "A new pair of tokens.", body = Success<Tokens>)),
    security(("refresh_token" = []), ()),
    extensions(("x-codes" = json!(["UNAUTHORIZED", "TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_REVOKED", "TOKEN_REUSED"])))
)]
pub async fn refresh(
    req: HttpRequest,
    state: web::Data<State>,
    mut payload: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let token = token_of(&req, &mut payload).await?;
    let client = client_of(&req, &state);
    let pair = state.blocking(move |s| tokens::refresh(s, &token, &client)).await.map_err(HandlerError)?;
    Ok(HttpResponse::Ok().json(Success::new(Tokens::from(&pair))))
}

/// Log out, with either token. Both stop working at once.
///
/// As Bearer, or the refresh token in the body, which counts; so an app whose access token has expired can log out, too.
#[utoipa::path(
    post,
    path = "/api/auth/logout",
    request_body = Option<InBody>,
    responses((status = 200, description = "The session has ended.", body = Success<Message>)),
    security(("access_token" = []), ("refresh_token" = []), ()),
    extensions(("x-codes" = json!(["UNAUTHORIZED", "TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_REVOKED"])))
)]
pub async fn logout(
    req: HttpRequest,
    state: web::Data<State>,
    mut payload: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let token = token_of(&req, &mut payload).await?;
    let client = client_of(&req, &state);
    let work = move |s: &inside::state::Services| {
        let caller = tokens::caller(s, &token, &[Type::Access, Type::Refresh], &client)?;
        sessions::logout(s, &caller.session, &client)
    };
    state.blocking(work).await.map_err(HandlerError)?;
    Ok(HttpResponse::Ok().json(Success::new(Message::new("Logged out"))))
}

/// Change the password.
///
/// Every other session ends; the tokens of this one stay valid.
#[utoipa::path(
    post,
    path = "/api/auth/change-password",
    request_body = PasswordChange,
    responses((status = 200, description = "The password is changed.", body = Success<Message>)),
    security(("access_token" = [])),
    extensions(("x-codes" = json!(["VALIDATION_ERROR", "INVALID_CREDENTIALS", "RATE_LIMITED"])))
)]
pub async fn change_password(
    req: HttpRequest,
    state: web::Data<State>,
    Bearer(caller): Bearer,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let same = caller.clone();
    let changed = state.hashing(
        client_of(&req, &state),
        move |s, client| change_password::check(s, &same, form, client),
        move |s, form, client| change_password::change_password(s, &caller, &form, client),
    );
    match changed.await {
        Ok(_) => Ok(HttpResponse::Ok().json(Success::new(Message::new("Password changed")))),
        Err(Error::Invalid(errors)) => Err(refused(errors.renamed("password", "new_password")).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// 401 where the current password is wrong, whatever else is: this address always asks for it, so `REAUTH_REQUIRED`, which
/// asks to send it, would mislead.
fn refused(errors: FieldErrors) -> Refusal {
    if !errors.0.iter().any(|error| error.code == "current_password_incorrect") {
        return Refusal::from(&Error::Invalid(errors));
    }
    let sentence = "Current password is incorrect".to_owned();
    Refusal { fields: errors, sentence, ..Refusal::from(&Error::WrongCredentials) }
}

/// Get the account the token belongs to.
#[utoipa::path(
    get,
    path = "/api/auth/me",
    responses((status = 200, description = "The account.", body = Success<Me>)),
    security(("access_token" = []))
)]
pub async fn me(Bearer(caller): Bearer) -> HttpResponse {
    HttpResponse::Ok().json(Success::new(Me::from(&caller.user)))
}

/// Get a greeting: the shortest way to check that an access token works.
#[utoipa::path(
    get,
    path = "/api/auth/protected",
    responses((status = 200, description = "A greeting by name.", body = Success<Message>)),
    security(("access_token" = []))
)]
pub async fn protected(Bearer(caller): Bearer) -> HttpResponse {
    HttpResponse::Ok().json(Success::new(Message::new(format!("Hello, {}", caller.user.username))))
}
