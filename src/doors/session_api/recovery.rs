//! Confirming an address, and resetting or changing a password, at this door.

use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Call;
use super::answers::Done;
use super::errors::with_sentence;
use crate::doors::caller::{self, LoggedIn};
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use crate::doors::request_log::Head;
use crate::doors::submission::Json;
use inside::error::{Error, FieldErrors};
use inside::links::Token;
use inside::users::change_password::PasswordChange;
use inside::users::reset_password::Reset;
use inside::users::{
    self, change_password as change, request_reset as request, reset_password as reset, verify_email as verify_verb,
};

/// A link that can't be used, in the sentence of the route.
fn dead(error: Error, sentence: &str) -> actix_web::Error {
    match error {
        Error::DeadLink(_) => Refusal::new(StatusCode::BAD_REQUEST, "dead_link", sentence).into(),
        error => HandlerError(error).into(),
    }
}

/// Confirm an email address with the token of an emailed link.
///
/// A front end's page calls it for the user who opened the link. The token can be used once; HEAD only checks it, since
/// mail scanners send HEAD.
#[utoipa::path(
    get,
    path = "/auth/verify/{token}",
    params(("token" = String, Path, description = "The last part of the link's address.")),
    responses((
        status = 200,
        description = "The address is confirmed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Email verified!" })
    )),
    extensions(("x-codes" = json!(["dead_link"])))
)]
pub async fn verify(call: Call, token: web::Path<String>) -> Result<HttpResponse, actix_web::Error> {
    let only_check = call.req.extensions().contains::<Head>();
    let (token, client) = (Token::new(token.into_inner()), call.client());
    let work = move |s: &inside::state::Services| {
        if only_check { verify_verb::look(s, &token) } else { verify_verb::verify_email(s, &token, &client) }
    };
    call.state.blocking(work).await.map_err(|error| dead(error, "Invalid token"))?;
    Ok(HttpResponse::Ok().json(Done::new("Email verified!")))
}

/// The account whose password is forgotten.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Forgotten {
    /// The account's email address. Without one nothing happens, and the response is the same.
    #[schema(nullable, example = "ada@example.com")]
    #[serde(deserialize_with = "users::rules::blank_if_null")]
    email: String,
}

/// Send an email with a link to choose a new password.
///
/// The response is the same, and takes as long, whether or not an account uses the address.
#[utoipa::path(
    post,
    path = "/auth/request_reset",
    request_body = Forgotten,
    responses((
        status = 200,
        description = "If an account uses the address, its owner gets an email.",
        body = Done,
        example = json!({ "ok": true, "msg": "If email exists, reset link sent" })
    )),
    extensions(("x-codes" = json!(["rate_limited"])))
)]
pub async fn request_reset(call: Call, Json(form): Json<Forgotten>) -> Result<HttpResponse, HandlerError> {
    let client = call.client();
    match call.state.blocking(move |s| request::request_reset(s, &form.email, &client)).await {
        Ok(()) | Err(Error::Invalid(_)) => Ok(HttpResponse::Ok().json(Done::new("If email exists, reset link sent"))),
        Err(error) => Err(error.into()),
    }
}

/// Set a new password with the token of an emailed link.
///
/// Every session of the account ends, tokens included. Log in next.
#[utoipa::path(
    post,
    path = "/auth/reset_password/{token}",
    params(("token" = String, Path, description = "The last part of the link's address. It can be used once.")),
    request_body = Reset,
    responses((
        status = 200,
        description = "The password is changed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Password reset successful" })
    )),
    extensions(("x-codes" = json!(["validation_failed", "dead_link", "busy"])))
)]
pub async fn reset_password(
    call: Call,
    token: web::Path<String>,
    Json(form): Json<Reset>,
) -> Result<HttpResponse, actix_web::Error> {
    let token = Token::new(token.into_inner());
    let reset = call.state.hashing(
        call.client(),
        move |s, _| reset::check(s, token, form),
        |s, (token, form), client| reset::reset_password(s, &token, &form, client),
    );
    reset.await.map_err(|error| dead(error, "Invalid or expired token"))?;
    caller::forget(&call.req);
    Ok(HttpResponse::Ok().json(Done::new("Password reset successful")))
}

/// Change the password.
///
/// Every other session ends; this one continues with a new cookie.
#[utoipa::path(
    put,
    path = "/auth/change_password",
    request_body = PasswordChange,
    responses((
        status = 200,
        description = "The password is changed.",
        body = Done,
        example = json!({ "ok": true, "msg": "Password changed" })
    )),
    security(("session" = [])),
    extensions(("x-codes" = json!(["validation_failed", "current_password_incorrect", "rate_limited", "busy"])))
)]
pub async fn change_password(
    call: Call,
    LoggedIn(caller): LoggedIn,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let same = caller.clone();
    let changed = call.state.hashing(
        call.client(),
        move |s, client| change::check(s, &same, form, client),
        move |s, form, client| change::change_password(s, &caller, &form, client),
    );
    match changed.await {
        Ok(session_id) => {
            caller::remember_renewed(&call.req, session_id.as_ref()).map_err(HandlerError)?;
            Ok(HttpResponse::Ok().json(Done::new("Password changed")))
        }
        Err(Error::Invalid(errors)) => Err(wrong_current(errors.renamed("password", "new_password")).into()),
        Err(error) => Err(HandlerError(error).into()),
    }
}

/// 401 where the current password is wrong, whatever else is.
fn wrong_current(errors: FieldErrors) -> Refusal {
    let is_wrong = errors.0.iter().any(|error| error.code == "current_password_incorrect");
    if !is_wrong {
        return Refusal::from(&Error::Invalid(errors));
    }
    let refusal = with_sentence(errors, "Current password incorrect");
    Refusal { status: StatusCode::UNAUTHORIZED, code: "current_password_incorrect", ..refusal }
}
