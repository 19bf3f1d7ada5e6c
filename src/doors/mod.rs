//! The doors, and what they share: the client behind a request, how bodies are read, which headers every answer carries.

pub mod assets;
pub mod call;
pub mod caller;
pub mod client;
pub mod codes;
pub mod compression;
pub mod cookie;
pub mod cookie_header;
pub mod cookie_scopes;
pub mod cors;
pub mod cross_site;
pub mod destination;
pub mod device_cookie;
pub mod event_sentences;
pub mod handler_error;
pub mod header_values;
pub mod headers;
pub mod health;
pub mod local_path;
pub mod negotiation;
pub mod openapi;
pub mod origin;
pub mod pages;
pub mod profile;
pub mod refusal;
pub mod request_log;
pub mod secret_address;
pub mod session_api;
pub mod session_row;
pub mod submission;
pub mod this_machine;
pub mod token_api;

use actix_web::{guard, web};

use inside::config::Config;

/// Every prefix of the application on one screen. Order matters: the pages door answers everything that no other door
/// claims.
///
/// The first four are public, so no caller is looked up for them. They answer GET only: other methods are refused by the
/// pages door.
pub fn mount(config: &mut web::ServiceConfig, settings: &Config) {
    config
        .service(assets::resource().guard(guard::Get()).route(web::get().to(assets::immutable)))
        .service(web::resource(health::ALIVE).guard(guard::Get()).route(web::get().to(health::alive)))
        .service(web::resource(health::READY).guard(guard::Get()).route(web::get().to(health::ready)))
        .service(web::resource(openapi::PATH).guard(guard::Get()).route(web::get().to(openapi::get)))
        .configure(|config| token_api::mount(config, settings))
        .configure(|config| session_api::mount(config, settings))
        .configure(pages::mount);
}
