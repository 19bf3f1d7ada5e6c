//! The token API: JSON with Bearer tokens, for programs and mobile apps. No cookie is read here.

pub mod answers;
pub mod auth;
pub mod bearer;
pub mod errors;
pub mod jwks;

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;

use super::{cors, submission};
use crate::config::Config;
use crate::error::Error;

/// Every route of this door. A handler that takes `Bearer` is for callers with an access token.
pub fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let door = web::scope("/api/auth")
        .service(web::resource("/register").route(web::post().to(auth::register)))
        .service(web::resource("/login").route(web::post().to(auth::login)))
        .service(web::resource("/refresh").route(web::post().to(auth::refresh)))
        .service(web::resource("/logout").route(web::post().to(auth::logout)))
        .service(web::resource("/me").route(web::get().to(auth::me)))
        .service(web::resource("/change-password").route(web::post().to(auth::change_password)))
        .service(web::resource("/protected").route(web::get().to(auth::protected)))
        .default_service(web::to(nowhere))
        .wrap(from_fn(submission::bounded))
        .wrap(cors::middleware(settings))
        .wrap(from_fn(cors::join_request_headers))
        .wrap(from_fn(errors::dress));
    config.service(door);
    let keys = web::resource("/.well-known/jwks.json").route(web::get().to(jwks::get)).wrap(from_fn(errors::dress));
    config.service(keys);
}

/// The same routes for `/openapi.json`; a test compares the two lists.
#[derive(OpenApi)]
#[openapi(
    paths(
        auth::register,
        auth::login,
        auth::refresh,
        auth::logout,
        auth::me,
        auth::change_password,
        auth::protected,
        jwks::get
    ),
    components(schemas(errors::Failure))
)]
pub struct Document;

async fn nowhere() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
