//! The session API: JSON on the same cookie as the pages, for a separate front end (`credentials: "include"`).

pub(crate) mod add_passkey;
pub(crate) mod answers;
pub(crate) mod change_password;
pub(crate) mod codes;
pub(crate) mod confirm_email;
pub(crate) mod confirm_totp;
pub(crate) mod current_user;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod errors;
mod factor_answers;
pub(crate) mod find_users;
pub(crate) mod forget_browser;
pub(crate) mod list_factors;
pub(crate) mod list_sessions;
pub(crate) mod log_in_with_passkey;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod register;
pub(crate) mod remove_passkey;
pub(crate) mod remove_totp;
pub(crate) mod rename_passkey;
pub(crate) mod renew_recovery_codes;
pub(crate) mod request_reset;
pub(crate) mod reset_password;
pub(crate) mod second_step;
pub(crate) mod set_up_totp;
pub(crate) mod stop_factor_recovery;
pub(crate) mod update_profile;

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;

use super::refusal::SessionFailure;
use super::secret_address::secret_address;
use super::{caller, cors, cross_site, submission};
use crate::doors::handler_error::HandlerError;
use inside::config::Config;
use inside::context::Door;
use inside::error::Error;

/// Every route of this door.
pub(crate) fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let door = web::scope("/auth")
        .app_data(Door::SessionApi)
        .service(web::resource("/register").route(web::post().to(register::register)))
        .service(web::resource("/login").route(web::post().to(login::login)))
        .service(web::resource("/login/second_factor").route(web::post().to(second_step::second_step)))
        .service(web::resource("/login/passkey").route(web::post().to(log_in_with_passkey::log_in_with_passkey)))
        .service(web::resource("/login/passkey_options").route(web::post().to(log_in_with_passkey::passkey_options)))
        .service(web::resource("/logout").route(web::post().to(logout::logout)))
        .service(web::resource("/current_user").route(web::get().to(current_user::current_user)))
        .service(web::resource("/profile").route(web::get().to(current_user::profile)))
        .service(web::resource("/update_profile").route(web::put().to(update_profile::update_profile)))
        .service(secret_address(web::resource("/verify/{token}").route(web::get().to(confirm_email::confirm_email))))
        .service(web::resource("/request_reset").route(web::post().to(request_reset::request_reset)))
        .service(secret_address(
            web::resource("/reset_password/{token}").route(web::post().to(reset_password::reset_password)),
        ))
        .service(web::resource("/change_password").route(web::put().to(change_password::change_password)))
        .service(web::resource("/factors").route(web::get().to(list_factors::list_factors)))
        .service(
            web::resource("/factors/totp")
                .route(web::post().to(set_up_totp::set_up_totp))
                .route(web::delete().to(remove_totp::remove_totp)),
        )
        .service(web::resource("/factors/totp/confirm").route(web::post().to(confirm_totp::confirm_totp)))
        .service(
            web::resource("/factors/recovery_codes").route(web::post().to(renew_recovery_codes::renew_recovery_codes)),
        )
        .service(web::resource("/factors/passkeys").route(web::post().to(add_passkey::add_passkey)))
        .service(web::resource("/factors/passkeys/options").route(web::post().to(add_passkey::options)))
        .service(
            web::resource("/factors/passkeys/confirm_options").route(web::post().to(add_passkey::confirmation_options)),
        )
        .service(
            web::resource("/factors/passkeys/{id}")
                .route(web::patch().to(rename_passkey::rename_passkey))
                .route(web::delete().to(remove_passkey::remove_passkey)),
        )
        .service(web::resource("/factors/recovery").route(web::delete().to(stop_factor_recovery::stop_factor_recovery)))
        .service(
            web::resource("/sessions")
                .route(web::get().to(list_sessions::list_sessions))
                .route(web::delete().to(end_other_sessions::end_other_sessions)),
        )
        .service(web::resource("/sessions/{id}").route(web::delete().to(end_session::end_session)))
        .service(web::resource("/remembered_browsers/{id}").route(web::delete().to(forget_browser::forget_browser)))
        .service(web::resource("/admin/users").route(web::get().to(find_users::find_users)))
        .default_service(web::to(nowhere))
        // The last wrap runs first: a preflight is answered before the caller is resolved.
        .wrap(from_fn(caller::resolve))
        .wrap(from_fn(submission::bounded))
        .wrap(from_fn(cross_site::refuse))
        .wrap(cors::middleware(settings))
        .wrap(from_fn(cors::join_request_headers))
        .wrap(from_fn(errors::render));
    config.service(door);
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
        logout::logout,
        current_user::current_user,
        current_user::profile,
        update_profile::update_profile,
        confirm_email::confirm_email,
        request_reset::request_reset,
        reset_password::reset_password,
        change_password::change_password,
        list_factors::list_factors,
        set_up_totp::set_up_totp,
        confirm_totp::confirm_totp,
        remove_totp::remove_totp,
        renew_recovery_codes::renew_recovery_codes,
        add_passkey::options,
        add_passkey::confirmation_options,
        add_passkey::add_passkey,
        rename_passkey::rename_passkey,
        remove_passkey::remove_passkey,
        stop_factor_recovery::stop_factor_recovery,
        list_sessions::list_sessions,
        end_other_sessions::end_other_sessions,
        end_session::end_session,
        forget_browser::forget_browser,
        find_users::find_users
    ),
    components(schemas(SessionFailure))
)]
pub(crate) struct SessionDocument;

async fn nowhere() -> Result<HttpResponse, HandlerError> {
    Err(Error::NotFound.into())
}
