//! The token that a refresh or a logout is about.

use actix_web::{HttpRequest, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::bearer::required_token;
use crate::doors::handler_error::HandlerError;
use crate::doors::submission;
use inside::secret::Secret;

/// A refresh token in the request body.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = RefreshToken)]
pub(super) struct InBody {
    /// Counts, whatever the Authorization header holds.
    #[schema(value_type = Option<String>)]
    refresh_token: Option<Secret<String>>,
}

/// The token that a request is about: the refresh token in its body, else the one in the Authorization header. Clients
/// attach the access token to every request, expired or not; a refresh token given by name says more.
pub(super) async fn token_of(
    req: &HttpRequest,
    payload: &mut web::Payload,
) -> Result<Secret<String>, actix_web::Error> {
    let body = submission::read_optional(req, payload).await?;
    let body: InBody = body.map(|body| body.parse()).transpose()?.unwrap_or_default();
    match body.refresh_token.filter(|token| !token.expose().is_empty()) {
        Some(token) => Ok(token),
        None => Ok(required_token(req).map_err(HandlerError)?),
    }
}
