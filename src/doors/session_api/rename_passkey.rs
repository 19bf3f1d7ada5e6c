//! Give a passkey another name, at this door.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answers::Done;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use crate::doors::submission::Json;
use inside::users;

/// Another name.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PasskeyName {
    /// What to call it.
    #[schema(required, example = "My phone")]
    name: String,
}

/// Give a passkey another name.
#[utoipa::path(
    patch,
    path = "/auth/factors/passkeys/{id}",
    params(("id" = String, Path, description = "The id from the list of second factors.")),
    request_body = PasskeyName,
    responses((status = 200, description = "The passkey has its new name.", body = Done)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::ValidationFailed, Code::NotFound, Code::RateLimited])))
)]
pub(crate) async fn rename_passkey(
    call: Call,
    LoggedIn(caller): LoggedIn,
    id: web::Path<String>,
    Json(PasskeyName { name }): Json<PasskeyName>,
) -> Result<HttpResponse, HandlerError> {
    call.blocking(move |s, context| users::rename_passkey(s, &caller, &id, &name, context)).await?;
    let t = language::of_api(&call.req, &call.state);
    Ok(HttpResponse::Ok().json(Done::new(t.api_passkey_renamed())))
}
