//! The doors, and what they share: the client behind a request, how bodies are read, which headers every answer carries.

pub(crate) mod access;
pub(crate) mod assets;
pub(crate) mod browser_cookie;
pub(crate) mod call;
pub(crate) mod caller;
pub(crate) mod client;
pub mod code_sections;
pub mod codes;
pub(crate) mod compression;
pub(crate) mod cookie;
pub(crate) mod cookie_header;
pub(crate) mod cookie_scopes;
pub(crate) mod cors;
pub(crate) mod cross_site;
pub(crate) mod destination;
pub(crate) mod device_cookie;
pub(crate) mod finished_login;
pub(crate) mod forward_auth;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub(crate) mod handler_error;
pub(crate) mod header_values;
pub(crate) mod headers;
pub(crate) mod health;
pub(crate) mod held_until_sent;
pub(crate) mod language;
pub(crate) mod local_path;
pub(crate) mod metrics_listener;
pub(crate) mod negotiation;
pub(crate) mod openapi;
pub(crate) mod origin;
pub(crate) mod pages;
pub(crate) mod pending_cookie;
pub(crate) mod profile;
pub(crate) mod proxied_request;
pub(crate) mod refusal;
pub(crate) mod remembered_cookie;
pub(crate) mod request_log;
pub(crate) mod request_metrics;
pub(crate) mod second_factor;
pub(crate) mod secret_address;
pub(crate) mod session_api;
pub(crate) mod session_row;
pub(crate) mod submission;
pub(crate) mod this_machine;
pub(crate) mod token_api;
pub(crate) mod trace_parent;

use actix_web::{guard, web};

use inside::config::Config;

/// Every prefix of the application on one screen. Order matters: the pages door answers everything that no other door
/// claims.
///
/// The first four are public, so no caller is looked up for them. They, and the one for proxies, answer GET only: other methods are
/// refused by the pages door.
pub(crate) fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    config
        .service(assets::resource(&settings.branding).guard(guard::Get()).route(web::get().to(assets::immutable)))
        .service(web::resource(health::ALIVE).guard(guard::Get()).route(web::get().to(health::alive)))
        .service(web::resource(health::READY).guard(guard::Get()).route(web::get().to(health::ready)))
        .service(web::resource(openapi::PATH).guard(guard::Get()).route(web::get().to(openapi::get)))
        .service(web::resource(forward_auth::PATH).guard(guard::Get()).route(web::get().to(forward_auth::get)))
        .configure(|config| token_api::mount(config, settings))
        .configure(|config| session_api::mount(config, settings))
        .configure(|config| pages::mount(config, settings));
}
