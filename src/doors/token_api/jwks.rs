//! The public keys, for those who verify our tokens.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use jsonwebtoken::jwk::Jwk;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::State;

/// Public keys (RFC 7517 section 5).
#[derive(Serialize, ToSchema)]
pub struct KeySet {
    /// Each with its `kid`, which tokens name in their header.
    #[schema(value_type = Vec<Object>)]
    keys: Vec<Jwk>,
}

/// The public keys that verify access tokens.
///
/// Empty under HS256. May be kept for five minutes: a new key is listed together with the one before it, so nobody needs to
/// be faster.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    operation_id = "jwks",
    responses((status = 200, description = "The current key, and the one before it.", body = KeySet))
)]
pub async fn get(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(KeySet { keys: state.config().token_keys.public().keys })
}
