//! Accounts and tokens at this door.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::bearer::{Bearer, client_of, required_token, token};
use crate::doors::profile::profile_of;
use crate::doors::submission::{self, Json, Submission};
use crate::error::{Error, TokenProblem};
use crate::sessions::{self, Kind};
use crate::state::State;
use crate::tokens::claims::Type;
use crate::tokens::{self, Pair};
use crate::users::change_password::{self, PasswordChange};
use crate::users::{self, Credentials, Registered, Registration, User};

fn success(data: Value) -> Value {
    json!({ "success": true, "data": data })
}

fn with_tokens(user: &User, pair: &Pair) -> Value {
    let mut data = tokens_of(pair);
    data["user"] = profile_of(user);
    success(data)
}

fn tokens_of(pair: &Pair) -> Value {
    json!({
        "access_token": pair.access_token,
        "refresh_token": pair.refresh_token,
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
    })
}

/// POST `/api/auth/register`: the account and its first tokens.
pub async fn register(
    req: HttpRequest,
    state: web::Data<State>,
    form: Json<Registration>,
) -> Result<HttpResponse, Error> {
    let client = client_of(&req, &state);
    let work = move |s: &crate::state::Hashing<'_>| {
        let Registered::Account(user) = users::register(s, form.0, &client)? else { return Ok(None) };
        if s.config.require_verified_email && !user.email_verified {
            return Ok(None);
        }
        let pair = tokens::start(s, &user, &client)?;
        Ok(Some((user, pair)))
    };
    let data = match state.hashing(work).await? {
        Some((user, pair)) => with_tokens(&user, &pair),
        // Tokens would tell that the account is a new one, or let somebody in whose address is not confirmed.
        None => success(json!({ "message": "Account created. Log in to continue." })),
    };
    Ok(HttpResponse::Created().json(data))
}

/// POST `/api/auth/login`.
pub async fn login(req: HttpRequest, state: web::Data<State>, form: Json<Credentials>) -> Result<HttpResponse, Error> {
    let client = client_of(&req, &state);
    let work = move |s: &crate::state::Hashing<'_>| {
        let login = users::login(s, &form.0, Kind::Program, None, &client)?;
        let pair = tokens::first_pair(s, &login.user, &login.session)?;
        Ok((login.user, pair))
    };
    let (user, pair) = state.hashing(work).await?;
    Ok(HttpResponse::Ok().json(with_tokens(&user, &pair)))
}

/// The refresh token in a body.
#[derive(Default, Deserialize)]
#[serde(default)]
struct InBody {
    refresh_token: Option<String>,
}

/// POST `/api/auth/refresh`: the refresh token as Bearer, or in the body.
pub async fn refresh(
    req: HttpRequest,
    state: web::Data<State>,
    mut payload: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let token = match token(&req) {
        Some(token) => token,
        None if req.headers().contains_key(CONTENT_TYPE) => {
            let sent: Submission = submission::read(&req, &mut payload).await?;
            let body: InBody = sent.parse()?;
            body.refresh_token.filter(|token| !token.is_empty()).ok_or(Error::Token(TokenProblem::Missing))?
        }
        None => required_token(&req)?,
    };
    let client = client_of(&req, &state);
    let pair = state.blocking(move |s| tokens::refresh(s, &token, &client)).await?;
    Ok(HttpResponse::Ok().json(success(tokens_of(&pair))))
}

/// POST `/api/auth/logout`, with either token: both are dead at once.
pub async fn logout(req: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Error> {
    let token = required_token(&req)?;
    let client = client_of(&req, &state);
    let work = move |s: &crate::state::Services| {
        let caller = tokens::caller(s, &token, &[Type::Access, Type::Refresh], &client)?;
        sessions::logout(s, &caller.session, &client)
    };
    state.blocking(work).await?;
    Ok(HttpResponse::Ok().json(success(json!({ "message": "Logged out" }))))
}

/// POST `/api/auth/change-password`: every other session ends, this one's tokens stay.
pub async fn change_password(
    req: HttpRequest,
    state: web::Data<State>,
    Bearer(caller): Bearer,
    Json(form): Json<PasswordChange>,
) -> Result<HttpResponse, actix_web::Error> {
    let client = client_of(&req, &state);
    match state.hashing(move |s| change_password::change_password(s, &caller, &form, &client)).await {
        Ok(_) => Ok(HttpResponse::Ok().json(success(json!({ "message": "Password changed" })))),
        Err(Error::Invalid(errors)) if errors.0.iter().any(|error| error.code == "current_password_incorrect") => {
            Err(Error::WrongCurrentPassword.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// GET `/api/auth/me`.
pub async fn me(Bearer(caller): Bearer) -> HttpResponse {
    HttpResponse::Ok().json(success(json!({ "user": profile_of(&caller.user) })))
}

/// GET `/api/auth/protected`.
pub async fn protected(Bearer(caller): Bearer) -> HttpResponse {
    HttpResponse::Ok().json(success(json!({ "message": format!("Hello, {}", caller.user.username) })))
}
