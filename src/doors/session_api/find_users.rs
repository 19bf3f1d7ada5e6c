//! Find accounts, at this door.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::answers::UserPage;
use crate::doors::access::Admin;
use crate::doors::call::Call;
use crate::doors::codes::Code;
use crate::doors::handler_error::HandlerError;
use crate::doors::refusal::Refusal;
use inside::error::Error;
use inside::texts::Texts;
use inside::users;

/// Search and page.
#[derive(Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// A part of a username or email address; empty lists all accounts.
    q: String,
    /// The page, starting at 1.
    #[param(example = 1)]
    page: i64,
}

impl Default for Search {
    fn default() -> Search {
        Search { q: String::new(), page: 1 }
    }
}

/// Find accounts.
///
/// For administrators.
#[utoipa::path(
    get,
    operation_id = "users",
    path = "/auth/admin/users",
    params(Search),
    responses((status = 200, description = "One page of the accounts found.", body = UserPage)),
    security(("session" = [])),
    extensions(("x-codes" = json!([Code::BadRequest, Code::Forbidden, Code::SecondFactorSetupRequired])))
)]
pub(crate) async fn find_users(
    call: Call,
    admin: Result<Admin, HandlerError>,
    search: Result<web::Query<Search>, actix_web::Error>,
) -> Result<HttpResponse, actix_web::Error> {
    let admin = admin.map_err(|error| match error {
        HandlerError(Error::Forbidden) => Refusal::new(Code::Forbidden).saying(Texts::api_admin_access_required).into(),
        error => actix_web::Error::from(error),
    })?;
    let Search { q, page } = search?.into_inner();
    let found =
        call.blocking(move |s, _| users::find_users(s, admin.oversight, &q, page)).await.map_err(HandlerError)?;
    Ok(HttpResponse::Ok().json(UserPage::from(&found)))
}
