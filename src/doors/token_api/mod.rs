//! The token API: JSON with Bearer tokens, for programs and mobile apps. This door reads no cookie.

pub(crate) mod answers;
pub(crate) mod bearer;
pub(crate) mod change_password;
pub(crate) mod codes;
pub(crate) mod confirm_email;
pub(crate) mod current_user;
pub(crate) mod delete_account;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod errors;
pub(crate) mod jwks;
pub(crate) mod list_sessions;
pub(crate) mod log_in_with_passkey;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod presented_token;
pub(crate) mod refresh;
pub(crate) mod register;
pub(crate) mod request_reset;
pub(crate) mod reset_password;
pub(crate) mod second_step;
pub(crate) mod send_confirmation;
pub(crate) mod stop_factor_recovery;
pub(crate) mod update_profile;

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;

use super::{cors, submission};
use crate::doors::handler_error::HandlerError;
use inside::config::Config;
use inside::context::Door;
use inside::error::Error;

/// Every route of this door. A handler that takes `Bearer` is for callers with an access token.
pub(crate) fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let door = web::scope("/api/auth")
        .app_data(Door::TokenApi)
        .service(web::resource("/register").route(web::post().to(register::register)))
        .service(web::resource("/login").route(web::post().to(login::login)))
        .service(web::resource("/login/second-factor").route(web::post().to(second_step::second_step)))
        .service(web::resource("/login/passkey").route(web::post().to(log_in_with_passkey::log_in_with_passkey)))
        .service(web::resource("/login/passkey-options").route(web::post().to(log_in_with_passkey::passkey_options)))
        .service(web::resource("/refresh").route(web::post().to(refresh::refresh)))
        .service(web::resource("/logout").route(web::post().to(logout::logout)))
        .service(
            web::resource("/me")
                .route(web::get().to(current_user::me))
                .route(web::patch().to(update_profile::update_profile))
                .route(web::delete().to(delete_account::delete_account)),
        )
        .service(
            web::resource("/me/passkey-options")
                .route(web::post().to(log_in_with_passkey::passkey_confirmation_options)),
        )
        .service(web::resource("/change-password").route(web::post().to(change_password::change_password)))
        .service(web::resource("/forgot-password").route(web::post().to(request_reset::request_reset)))
        .service(web::resource("/reset-password").route(web::post().to(reset_password::reset_password)))
        .service(web::resource("/verify").route(web::post().to(confirm_email::confirm_email)))
        .service(web::resource("/verify/resend").route(web::post().to(send_confirmation::send_confirmation)))
        .service(web::resource("/factor-recovery").route(web::delete().to(stop_factor_recovery::stop_factor_recovery)))
        .service(
            web::resource("/sessions")
                .route(web::get().to(list_sessions::list_sessions))
                .route(web::delete().to(end_other_sessions::end_other_sessions)),
        )
        .service(web::resource("/sessions/{id}").route(web::delete().to(end_session::end_session)))
        .service(web::resource("/protected").route(web::get().to(current_user::protected)))
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
        register::register,
        login::login,
        second_step::second_step,
        log_in_with_passkey::passkey_options,
        log_in_with_passkey::log_in_with_passkey,
        log_in_with_passkey::passkey_confirmation_options,
        refresh::refresh,
        logout::logout,
        current_user::me,
        update_profile::update_profile,
        delete_account::delete_account,
        change_password::change_password,
        request_reset::request_reset,
        reset_password::reset_password,
        confirm_email::confirm_email,
        send_confirmation::send_confirmation,
        stop_factor_recovery::stop_factor_recovery,
        list_sessions::list_sessions,
        end_other_sessions::end_other_sessions,
        end_session::end_session,
        current_user::protected,
        jwks::get
    ),
    components(schemas(errors::TokenFailure))
)]
pub(crate) struct TokenDocument;

async fn nowhere() -> Result<HttpResponse, HandlerError> {
    Err(Error::NotFound.into())
}
