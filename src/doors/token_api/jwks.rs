//! The public keys, for those who verify our tokens.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::state::State;

/// GET `/.well-known/jwks.json` (RFC 7517 section 5); an empty set under HS256. May be kept for five minutes: a new key
/// is listed together with the one before it, so nobody needs to be faster.
pub async fn get(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .json(state.config().token_keys.public())
}
