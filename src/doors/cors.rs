//! Which pages on other origins may read our answers: those the operator lists, by name, and no others.

use actix_cors::Cors;
use actix_web::http::header;

use crate::config::Config;

/// CORS for a door. It only tells browsers who may read: what may change state is decided by
/// [`super::cross_site`] and by tokens.
pub fn middleware(config: &Config) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        .allowed_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
        .expose_headers([header::LINK, header::RETRY_AFTER, header::HeaderName::from_static("x-request-id")])
        .supports_credentials()
        // A request from elsewhere is answered without the headers that would let a page there read it.
        .block_on_origin_mismatch(false)
        .max_age(600);
    config.allowed_origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
