//! The pages door: HTML for people with a browser, JavaScript or not.

pub(crate) mod add_passkey;
pub(crate) mod admin;
pub(crate) mod admin_action;
pub(crate) mod admin_list;
pub(crate) mod admin_tabs;
pub(crate) mod administration;
pub(crate) mod api_docs;
pub(crate) mod api_operation;
pub(crate) mod attention;
pub(crate) mod audit_csv;
pub(crate) mod audit_log;
pub(crate) mod change_password;
pub(crate) mod codes;
pub(crate) mod confirm_email;
pub(crate) mod confirm_its_you;
pub(crate) mod confirm_totp;
pub(crate) mod connect;
pub(crate) mod create_invitation;
pub(crate) mod dead_link;
pub(crate) mod delete_account;
pub(crate) mod delete_user;
pub(crate) mod dev_mailbox;
pub(crate) mod disable_user;
pub(crate) mod enable_user;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod end_sessions;
pub(crate) mod error_codes;
pub(crate) mod errors;
pub(crate) mod escaper;
pub(crate) mod export;
pub(crate) mod fields;
pub(crate) mod filters;
pub(crate) mod find_users;
pub(crate) mod finish_factor_recovery;
pub(crate) mod flash;
pub(crate) mod forget_browser;
pub(crate) mod form_state;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod icons;
pub(crate) mod identity_fields;
mod input;
pub(crate) mod layout;
pub(crate) mod layout_parts;
pub(crate) mod list_factors;
pub(crate) mod list_passkeys;
pub(crate) mod list_sessions;
pub(crate) mod log_in_with_passkey;
pub(crate) mod login;
mod login_query;
pub(crate) mod logout;
pub(crate) mod look;
pub(crate) mod message;
pub(crate) mod not_me;
pub(crate) mod page_context;
pub(crate) mod password_confirmation;
pub(crate) mod password_warning;
pub(crate) mod profile_updated;
pub(crate) mod recovery_codes;
pub(crate) mod register;
pub(crate) mod remove_passkey;
pub(crate) mod remove_totp;
pub(crate) mod rename_passkey;
pub(crate) mod renew_recovery_codes;
pub(crate) mod request_reset;
pub(crate) mod reset_factors;
pub(crate) mod reset_password;
pub(crate) mod revoke_invitation;
pub(crate) mod rows;
pub(crate) mod script_words;
pub(crate) mod second_step;
pub(crate) mod second_step_ways;
pub(crate) mod security;
pub(crate) mod send_confirmation;
pub(crate) mod send_reset;
pub(crate) mod set_language;
pub(crate) mod set_role;
pub(crate) mod set_theme;
pub(crate) mod set_up_at_login;
pub(crate) mod set_up_totp;
pub(crate) mod show_user;
pub(crate) mod sign_up_rules;
pub(crate) mod start_factor_recovery;
pub(crate) mod stop_factor_recovery;
pub(crate) mod theme;
pub(crate) mod totp_page;
pub(crate) mod undo_email_change;
pub(crate) mod update_profile;
pub(crate) mod verify_email;
pub(crate) mod view;

use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, web};

use super::codes::CODES_PATH;
use super::secret_address::secret_address;
use super::{assets, caller, cross_site, forward_auth, health, openapi, submission};
use crate::doors::handler_error::HandlerError;
use inside::config::Config;
use inside::context::Door;
use inside::error::Error;
use inside::state::State;

/// Every route of this door. A handler that takes `LoggedIn` is for people who are; the others are open to all.
pub(crate) fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    let others = web::scope("")
        .service(web::resource("/register").route(web::get().to(register::get)).route(web::post().to(register::post)))
        .service(web::resource("/login").route(web::get().to(login::get)).route(web::post().to(login::post)))
        .service(web::resource("/logout").route(web::post().to(logout::post)))
        .service(
            web::resource("/partial/{username}")
                .route(web::patch().to(update_profile::partial))
                .route(web::post().to(update_profile::partial_form)),
        )
        .service(
            web::resource("/update/{username}")
                .route(web::put().to(update_profile::full))
                .route(web::post().to(update_profile::full_form)),
        )
        .service(
            web::resource("/login/code")
                .route(web::get().to(second_step::get_code))
                .route(web::post().to(second_step::post_code)),
        )
        .service(
            web::resource("/login/recovery-code")
                .route(web::get().to(second_step::get_recovery_code))
                .route(web::post().to(second_step::post_recovery_code)),
        )
        .service(
            web::resource("/login/set-up")
                .route(web::get().to(set_up_at_login::get))
                .route(web::post().to(set_up_at_login::post)),
        )
        .service(web::resource("/login/set-up/passkey/options").route(web::post().to(set_up_at_login::passkey_options)))
        .service(web::resource("/login/set-up/passkey").route(web::post().to(set_up_at_login::post_passkey)))
        .service(
            web::resource("/login/lost-factors")
                .route(web::get().to(start_factor_recovery::get))
                .route(web::post().to(start_factor_recovery::post)),
        )
        .service(
            web::resource("/login/passkey")
                .route(web::get().to(second_step::get_passkey))
                .route(web::post().to(log_in_with_passkey::post)),
        )
        .service(web::resource("/login/passkey/options").route(web::post().to(log_in_with_passkey::options)))
        .service(
            web::resource("/passkeys")
                .route(web::get().to(list_passkeys::get))
                .route(web::post().to(add_passkey::post)),
        )
        .service(web::resource("/passkeys/options").route(web::post().to(add_passkey::options)))
        .service(web::resource("/passkeys/confirm/options").route(web::post().to(add_passkey::confirmation_options)))
        .service(web::resource("/passkeys/signals").route(web::get().to(list_passkeys::signals)))
        .service(web::resource("/passkeys/{id}/rename").route(web::post().to(rename_passkey::post)))
        .service(web::resource("/passkeys/{id}/remove").route(web::post().to(remove_passkey::post)))
        .service(web::resource("/.well-known/passkey-endpoints").route(web::get().to(list_passkeys::endpoints)))
        .service(web::resource("/.well-known/webauthn").route(web::get().to(list_passkeys::related_origins)))
        .service(web::resource("/two-step").route(web::get().to(list_factors::get)))
        .service(
            web::resource("/two-step/app")
                .route(web::get().to(set_up_totp::get))
                .route(web::post().to(set_up_totp::post)),
        )
        .service(web::resource("/two-step/app/remove").route(web::post().to(remove_totp::post)))
        .service(
            web::resource("/two-step/recovery-codes")
                .route(web::get().to(renew_recovery_codes::get))
                .route(web::post().to(renew_recovery_codes::post)),
        )
        .service(web::resource("/two-step/recovery/stop").route(web::post().to(stop_factor_recovery::post)))
        .service(web::resource("/security").route(web::get().to(security::get)))
        .service(web::resource("/sessions").route(web::get().to(list_sessions::get)))
        .service(web::resource("/sessions/end-others").route(web::post().to(end_other_sessions::post)))
        .service(web::resource("/sessions/remembered/{id}/forget").route(web::post().to(forget_browser::post)))
        .service(web::resource("/sessions/{id}/end").route(web::post().to(end_session::post)))
        .service(web::resource("/history").route(web::get().to(history::get)))
        .service(web::resource("/history/not-me").route(web::post().to(history::not_me)))
        .service(
            web::resource("/forgot-password")
                .route(web::get().to(request_reset::get))
                .route(web::post().to(request_reset::post)),
        )
        .service(web::resource("/forgot-password/sent").route(web::get().to(request_reset::sent)))
        .service(secret_address(
            web::resource("/reset-password/{token}")
                .route(web::get().to(reset_password::get))
                .route(web::post().to(reset_password::post)),
        ))
        .service(web::resource("/verify").route(web::post().to(send_confirmation::post)))
        .service(secret_address(
            web::resource("/verify/{token}")
                .route(web::get().to(confirm_email::get))
                .route(web::post().to(confirm_email::post)),
        ))
        .service(secret_address(
            web::resource("/email-change/{token}")
                .route(web::get().to(undo_email_change::get))
                .route(web::post().to(undo_email_change::post)),
        ))
        .service(secret_address(
            web::resource("/not-me/{token}").route(web::get().to(not_me::get)).route(web::post().to(not_me::post)),
        ))
        .service(secret_address(
            web::resource("/factor-recovery/{token}")
                .route(web::get().to(stop_factor_recovery::get_link))
                .route(web::post().to(stop_factor_recovery::post_link)),
        ))
        .service(
            web::resource("/change-password")
                .route(web::get().to(change_password::get))
                .route(web::post().to(change_password::post)),
        )
        .service(web::resource("/.well-known/change-password").route(web::get().to(change_password::well_known)))
        .service(web::resource("/export").route(web::get().to(export::get)))
        .service(
            web::resource("/delete-account")
                .route(web::get().to(delete_account::get))
                .route(web::post().to(delete_account::post)),
        )
        .service(admin::scope())
        .service(web::resource("/dev/mailbox").route(web::get().to(dev_mailbox::list)))
        .service(web::resource("/dev/mailbox/{id}").route(web::get().to(dev_mailbox::message)))
        .service(web::resource("/dev/mailbox/{id}/html").route(web::get().to(dev_mailbox::html)))
        .service(web::resource("/dev/look").route(web::get().to(look::get)))
        .service(web::resource("/theme").route(web::post().to(set_theme::post)))
        .service(web::resource("/language").route(web::post().to(set_language::post)))
        .service(web::resource(api_docs::PATH).route(web::get().to(api_docs::get)))
        .service(web::resource(CODES_PATH).route(web::get().to(error_codes::get)))
        .service(web::resource("/docs/errors/{code}").route(web::get().to(error_codes::one)))
        .service(web::resource("/docs/{api}").route(web::get().to(api_docs::one)))
        .service(web::resource("/favicon.ico").route(web::get().to(favicon)))
        .service(web::resource("/robots.txt").route(web::get().to(robots)))
        // GET is answered before this door (`doors::mount`). What comes here has another method, and is told so.
        .service(assets::resource(&settings.branding).route(web::get().to(nowhere)))
        .service(
            web::resource([health::ALIVE, health::READY, openapi::PATH, forward_auth::PATH])
                .route(web::get().to(nowhere)),
        )
        .default_service(web::to(nowhere))
        .wrap(from_fn(caller::resolve));
    let door = web::scope("")
        .app_data(Door::Pages)
        .service(web::resource("/").route(web::get().to(home::get)).wrap(from_fn(home::resolve)))
        .service(others)
        // Outermost last: an error of anything within gets this door's face.
        .wrap(from_fn(submission::bounded))
        .wrap(from_fn(cross_site::refuse))
        .wrap(from_fn(errors::render_errors));
    config.service(door);
}

async fn favicon(req: HttpRequest, state: web::Data<State>) -> HttpResponse {
    match &state.config().branding.favicon {
        Some(icon) => assets::of_the_site(&icon.file, assets::A_DAY),
        None => assets::at_fixed_address(&req, "icon.svg"),
    }
}

async fn robots(req: HttpRequest) -> HttpResponse {
    assets::at_fixed_address(&req, "robots.txt")
}

async fn nowhere() -> Result<HttpResponse, HandlerError> {
    Err(Error::NotFound.into())
}
