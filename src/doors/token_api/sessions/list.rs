//! List the account's sessions, at this door.

use actix_web::{HttpResponse, web};

use crate::doors::token_api::answers::{SessionList, Success};
use crate::doors::token_api::bearer::Bearer;
use crate::error::Error;
use crate::sessions;
use crate::state::State;

/// List the browsers and apps that are logged in to the account.
///
/// This session first, then the most recently used. An `id` only names a session in this list; it grants nothing.
#[utoipa::path(
    get,
    path = "/api/auth/sessions",
    responses((status = 200, description = "The sessions.", body = Success<SessionList>)),
    security(("access_token" = []))
)]
pub async fn list(state: web::Data<State>, Bearer(caller): Bearer) -> Result<HttpResponse, Error> {
    let own = caller.session.handle.clone();
    let sessions = state.blocking(move |s| sessions::list(s, &caller)).await?;
    Ok(HttpResponse::Ok().json(Success::new(SessionList::new(&sessions, &own))))
}
