//! The second factors of the account, at this door.

use actix_web::HttpResponse;

use super::factor_answers::FactorList;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::handler_error::HandlerError;
use crate::doors::language;
use inside::users;

/// What is set up for two-step login.
#[utoipa::path(
    get,
    path = "/auth/factors",
    responses((status = 200, description = "The second factors of the account.", body = FactorList)),
    security(("session" = []))
)]
pub(crate) async fn list_factors(call: Call, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, HandlerError> {
    let t = language::of_api(&call.req, &call.state);
    let who = caller.clone();
    let factors = call.state.read(move |r| users::list_factors(r, &who)).await?;
    let passkeys = match factors.passkeys {
        0 => Vec::new(),
        _ => call.blocking(move |s, _| users::list_passkeys(s, &caller)).await?.list,
    };
    Ok(HttpResponse::Ok().json(FactorList::new(t, factors, passkeys)))
}
