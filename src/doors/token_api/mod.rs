//! The token API: JSON with Bearer tokens, for programs and mobile apps. This door reads no cookie.

pub mod answers;
pub mod auth;
pub mod bearer;
pub mod delete;
pub mod errors;
pub mod jwks;
pub mod request_reset;
pub mod reset_password;
pub mod send_verification;
pub mod sessions;
pub mod update_profile;
pub mod verify_email;

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;

use super::{cors, submission};
use crate::doors::handler_error::HandlerError;
use inside::config::Config;
use inside::error::Error;

/// Every route of this door. A handler that takes `Bearer` is for callers with an access token.
pub fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let door = web::scope("/api/auth")
        .service(web::resource("/register").route(web::post().to(auth::register)))
        .service(web::resource("/login").route(web::post().to(auth::login)))
        .service(web::resource("/refresh").route(web::post().to(auth::refresh)))
        .service(web::resource("/logout").route(web::post().to(auth::logout)))
        .service(
            web::resource("/me")
                .route(web::get().to(auth::me))
                .route(web::patch().to(update_profile::update_profile))
                .route(web::delete().to(delete::delete)),
        )
        .service(web::resource("/change-password").route(web::post().to(auth::change_password)))
        .service(web::resource("/forgot-password").route(web::post().to(request_reset::request_reset)))
        .service(web::resource("/reset-password").route(web::post().to(reset_password::reset_password)))
        .service(web::resource("/verify").route(web::post().to(verify_email::verify_email)))
        .service(web::resource("/verify/resend").route(web::post().to(send_verification::send_verification)))
        .service(
            web::resource("/sessions")
                .route(web::get().to(sessions::list))
                .route(web::delete().to(sessions::end_others)),
        )
        .service(web::resource("/sessions/{id}").route(web::delete().to(sessions::end)))
        .service(web::resource("/protected").route(web::get().to(auth::protected)))
        .default_service(web::to(nowhere))
        .wrap(from_fn(submission::bounded))
        .wrap(cors::middleware(settings))
        .wrap(from_fn(cors::join_request_headers))
        .wrap(from_fn(errors::render));
    config.service(door);
    let keys = web::resource("/.well-known/jwks.json").route(web::get().to(jwks::get)).wrap(from_fn(errors::render));
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
        update_profile::update_profile,
        delete::delete,
        auth::change_password,
        request_reset::request_reset,
        reset_password::reset_password,
        verify_email::verify_email,
        send_verification::send_verification,
        sessions::list::list,
        sessions::end_others::end_others,
        sessions::end::end,
        auth::protected,
        jwks::get
    ),
    components(schemas(errors::Failure))
)]
pub struct Document;

async fn nowhere() -> Result<HttpResponse, HandlerError> {
    Err(Error::NotFound.into())
}
