//! Accounts and login at this door, in the shapes that existing front ends rely on.

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Call;
use super::answers::{CurrentUser, Done, ProfileUpdated};
use super::errors::with_sentence;
use crate::doors::caller::{self, LoggedIn};
use crate::doors::device_cookie;
use crate::doors::handler_error::HandlerError;
use crate::doors::profile::Profile;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use inside::error::{Error, FieldErrors};
use inside::sessions::{self, Kind};
use inside::users::password::Password;
use inside::users::{self, Credentials, PartialUpdate, Registration};

fn has(errors: &FieldErrors, code: &str) -> bool {
    errors.0.iter().any(|error| error.code == code)
}

fn is_missing(errors: &FieldErrors) -> bool {
    errors.0.iter().any(|error| error.code.ends_with("_required"))
}

/// Create an account.
///
/// An email with a link to confirm the address follows.
#[utoipa::path(
    post,
    path = "/auth/register",
    request_body = Registration,
    responses((
        status = 201,
        description = "The account is created. Log in next.",
        body = Done,
        example = json!({ "ok": true, "msg": "User registered" })
    )),
    extensions(("x-codes" = json!([
        "validation_failed", "username_taken", "email_taken", "registration_closed", "invitation_needed", "rate_limited", "busy"
    ])))
)]
pub async fn register(call: Call, Json(form): Json<Registration>) -> Result<HttpResponse, actix_web::Error> {
    let registered = call
        .state
        .hashing(call.client(), move |s, client| users::register::check(s, form, client), users::register::create)
        .await;
    match registered {
        Ok(_) => Ok(HttpResponse::Created().json(Done::new("User registered"))),
        Err(Error::Invalid(errors)) if is_missing(&errors) => Err(with_sentence(errors, "All fields required").into()),
        Err(Error::Invalid(errors)) => Err(taken(errors, "Email already registered").into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// The sentences that existing clients know for a taken name, where nothing else is wrong.
fn taken(errors: FieldErrors, email_sentence: &str) -> Refusal {
    let sentence = if has(&errors, "username_taken") { "Username already taken" } else { email_sentence };
    let only_taken = errors.0.iter().all(|error| error.code.ends_with("_taken"));
    if only_taken { with_sentence(errors, sentence) } else { Refusal::from(&Error::Invalid(errors)) }
}

/// Log in: the response sets the cookie.
///
/// By username or email address. The browser's previous session ends.
#[utoipa::path(
    post,
    path = "/auth/login",
    request_body = Credentials,
    responses((
        status = 200,
        description = "Logged in.",
        body = Done,
        headers(("Set-Cookie" = String, description = "The session cookie: signed, HttpOnly, SameSite=Lax.")),
        example = json!({ "ok": true, "msg": "login successful" })
    )),
    extensions(("x-codes" = json!([
        "validation_failed", "invalid_credentials", "email_not_verified", "rate_limited", "busy"
    ])))
)]
pub async fn login(call: Call, Json(form): Json<Credentials>) -> Result<HttpResponse, actix_web::Error> {
    let previous = caller::of(&call.req).map(|caller| caller.session.id);
    let login = call
        .state
        .hashing(
            call.client(),
            move |s, client| users::login::check(s, form, client),
            move |s, form, client| users::login(s, &form, Kind::Browser, previous.as_deref(), client),
        )
        .await;
    match login {
        Ok(login) => {
            caller::remember(&call.req, &login).map_err(HandlerError)?;
            let device = device_cookie::remember(&call.req, call.state.config(), login.user.id);
            Ok(HttpResponse::Ok().cookie(device).json(Done::new("login successful")))
        }
        Err(Error::Invalid(errors)) => Err(with_sentence(errors, "missing credentials").into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// Log out: the session ends, and copies of its cookie stop working.
///
/// A guest gets the same response.
#[utoipa::path(
    post,
    path = "/auth/logout",
    responses((
        status = 200,
        description = "The browser is logged out.",
        body = Done,
        example = json!({ "ok": true, "msg": "logged out" })
    )),
    security((), ("session" = []))
)]
pub async fn logout(call: Call) -> Result<HttpResponse, HandlerError> {
    if let Some(caller) = caller::of(&call.req) {
        let client = call.client();
        call.state.blocking(move |s| sessions::logout(s, &caller.session, &client)).await.map_err(HandlerError)?;
    }
    caller::forget(&call.req);
    Ok(HttpResponse::Ok().json(Done::new("logged out")))
}

/// Get the account that is logged in, or null.
///
/// The status is 200 either way, so that a front end can ask without an error in its console.
#[utoipa::path(
    get,
    path = "/auth/current_user",
    responses((status = 200, description = "The account, or null.", body = CurrentUser)),
    security((), ("session" = []))
)]
pub async fn current_user(call: Call) -> HttpResponse {
    let caller = caller::of(&call.req);
    HttpResponse::Ok().json(CurrentUser::new(caller.as_ref().map(|caller| &caller.user)))
}

/// Get the account that is logged in.
#[utoipa::path(
    get,
    path = "/auth/profile",
    responses((status = 200, description = "The account.", body = Profile)),
    security(("session" = []))
)]
pub async fn profile(LoggedIn(caller): LoggedIn) -> HttpResponse {
    HttpResponse::Ok().json(Profile::from(&caller.user))
}

/// The changes to an account. Absent and blank members leave their values as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct ProfileChanges {
    /// A new username.
    #[schema(example = "ada")]
    username: Option<String>,
    /// A new email address. It has to be confirmed again.
    #[schema(example = "ada@example.com", format = Email)]
    email: Option<String>,
    /// The current password, where the answer was `reauth_required`.
    #[schema(value_type = Option<String>, format = Password)]
    current_password: Option<Password>,
}

impl From<ProfileChanges> for PartialUpdate {
    fn from(changes: ProfileChanges) -> PartialUpdate {
        let ProfileChanges { username, email, current_password } = changes;
        PartialUpdate { username, email, current_password, ..PartialUpdate::default() }
    }
}

/// Change the username, the email address, or both.
///
/// A new address needs a login in the last minutes (`SUDO_WINDOW`), or `current_password`. The password is changed at its
/// own address.
#[utoipa::path(
    put,
    path = "/auth/update_profile",
    request_body = ProfileChanges,
    responses((status = 200, description = "The account with its current values.", body = ProfileUpdated)),
    security(("session" = [])),
    extensions(("x-codes" = json!([
        "validation_failed", "username_taken", "email_taken", "reauth_required", "rate_limited", "busy"
    ])))
)]
pub async fn update_profile(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(changes): Json<ProfileChanges>,
) -> Result<HttpResponse, actix_web::Error> {
    let (who, same) = (caller.clone(), caller.clone());
    let form = PartialUpdate::from(changes);
    match call
        .state
        .hashing(
            call.client(),
            move |s, client| users::update_profile::check(s, &who, &who.user.username, form, client),
            move |s, changes, client| users::update_profile::finish(s, &same, changes, client),
        )
        .await
    {
        Ok(updated) => {
            caller::remember_renewed(&call.req, updated.session_id.as_ref()).map_err(HandlerError)?;
            Ok(HttpResponse::Ok().json(ProfileUpdated::new(&updated.user)))
        }
        // Existing clients send all values, changed or not.
        Err(Error::Invalid(errors)) if has(&errors, "nothing_to_change") => {
            Ok(HttpResponse::Ok().json(ProfileUpdated::new(&caller.user)))
        }
        Err(Error::Invalid(errors)) => Err(taken(errors, "Email already in use").into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}
