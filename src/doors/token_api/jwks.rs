//! The public keys, for services that verify our tokens.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use jsonwebtoken::jwk::Jwk;
use serde::Serialize;
use utoipa::ToSchema;

use inside::state::State;

/// Public keys (RFC 7517 section 5).
#[derive(Serialize, ToSchema)]
pub(crate) struct KeySet {
    /// Each has a `kid`, which tokens name in their header.
    #[schema(value_type = Vec<Object>)]
    keys: Vec<Jwk>,
}

/// Get the public keys that verify access tokens.
///
/// Empty under HS256. May be cached for five minutes: after a change of keys, the previous key is still listed.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    operation_id = "jwks",
    responses((status = 200, description = "The current key and the previous one.", body = KeySet))
)]
pub(crate) async fn get(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(KeySet { keys: state.config().token_keys.public().keys })
}
