//! Accounts and sessions at this door: the shapes that the front ends of the originals were written for.

use actix_web::HttpResponse;
use serde_json::json;

use super::Call;
use super::errors::with_sentence;
use crate::doors::caller::{self, LoggedIn};
use crate::doors::profile::profile_of;
use crate::doors::refusal::Refusal;
use crate::doors::submission::Json;
use crate::error::{Error, FieldErrors};
use crate::sessions::{self, Kind};
use crate::users::{self, Credentials, PartialUpdate, Registration};

fn has(errors: &FieldErrors, code: &str) -> bool {
    errors.0.iter().any(|error| error.code == code)
}

fn is_missing(errors: &FieldErrors) -> bool {
    errors.0.iter().any(|error| error.code.ends_with("_required"))
}

/// POST `/auth/register`.
pub async fn register(call: Call, Json(form): Json<Registration>) -> Result<HttpResponse, actix_web::Error> {
    let client = call.client();
    match call.state.hashing(move |s| users::register(s, form, &client)).await {
        Ok(_) => Ok(HttpResponse::Created().json(json!({ "ok": true, "msg": "User registered" }))),
        Err(Error::Invalid(errors)) if is_missing(&errors) => Err(with_sentence(errors, "All fields required").into()),
        Err(Error::Invalid(errors)) => Err(taken(errors, "Email already registered").into()),
        Err(error) => Err(error.into()),
    }
}

/// The originals' sentences where a name is taken and nothing else is wrong.
fn taken(errors: FieldErrors, email_sentence: &str) -> Refusal {
    let sentence = if has(&errors, "username_taken") { "Username already taken" } else { email_sentence };
    let only_taken = errors.0.iter().all(|error| error.code.ends_with("_taken"));
    if only_taken { with_sentence(errors, sentence) } else { Refusal::from(&Error::Invalid(errors)) }
}

/// POST `/auth/login`: the cookie comes with the answer.
pub async fn login(call: Call, Json(form): Json<Credentials>) -> Result<HttpResponse, actix_web::Error> {
    let previous = caller::of(&call.req).map(|caller| caller.session.id);
    let client = call.client();
    let login = call.state.hashing(move |s| users::login(s, &form, Kind::Browser, previous.as_deref(), &client)).await;
    match login {
        Ok(login) => {
            caller::remember(&call.req, &login)?;
            Ok(HttpResponse::Ok().json(json!({ "ok": true, "msg": "login successful" })))
        }
        Err(Error::Invalid(errors)) => Err(with_sentence(errors, "missing credentials").into()),
        Err(error) => Err(error.into()),
    }
}

/// POST `/auth/logout`: also the right answer for somebody who is not logged in.
pub async fn logout(call: Call) -> Result<HttpResponse, Error> {
    if let Some(caller) = caller::of(&call.req) {
        let client = call.client();
        call.state.blocking(move |s| sessions::logout(s, &caller.session, &client)).await?;
    }
    caller::forget(&call.req);
    Ok(HttpResponse::Ok().json(json!({ "ok": true, "msg": "logged out" })))
}

/// GET `/auth/current_user`: 200 either way, so that a front end can ask without an error in its console.
pub async fn current_user(call: Call) -> HttpResponse {
    HttpResponse::Ok().json(match caller::of(&call.req) {
        Some(caller) => json!({ "ok": true, "user": profile_of(&caller.user) }),
        None => json!({ "ok": false, "user": null }),
    })
}

/// GET `/auth/profile`.
pub async fn profile(LoggedIn(caller): LoggedIn) -> HttpResponse {
    HttpResponse::Ok().json(profile_of(&caller.user))
}

/// PUT `/auth/update_profile`: what is absent stays. A password is changed at its own route.
pub async fn update_profile(
    call: Call,
    LoggedIn(caller): LoggedIn,
    form: Json<PartialUpdate>,
) -> Result<HttpResponse, actix_web::Error> {
    let form = PartialUpdate { password: None, ..form.0 };
    let (client, who) = (call.client(), caller.clone());
    let name = caller.user.username.clone();
    match call.state.hashing(move |s| users::update_profile(s, &who, &name, form, &client)).await {
        Ok(updated) => {
            caller::remember_renewed(&call.req, &caller, &updated.session_id)?;
            let user = profile_of(&updated.user);
            Ok(HttpResponse::Ok().json(json!({ "ok": true, "msg": "Profile updated", "user": user })))
        }
        Err(Error::Invalid(errors)) => Err(taken(errors, "Email already in use").into()),
        Err(error) => Err(error.into()),
    }
}
