//! The account that is logged in, for front ends: an answer for guests, too, or a refusal.

use actix_web::HttpResponse;

use super::answers::CurrentUser;
use crate::doors::access::LoggedIn;
use crate::doors::call::Call;
use crate::doors::caller;
use crate::doors::profile::Profile;

/// Get the account that is logged in, or null.
///
/// The status is 200 either way, so that a front end can ask without an error in its console.
#[utoipa::path(
    get,
    path = "/auth/current_user",
    responses((status = 200, description = "The account, or null.", body = CurrentUser)),
    security((), ("session" = []))
)]
pub(crate) async fn current_user(call: Call) -> HttpResponse {
    let caller = caller::of(&call.req);
    HttpResponse::Ok().json(CurrentUser::new(caller.as_ref().map(|caller| &caller.user)))
}

/// Get the account that is logged in.
#[utoipa::path(
    get,
    path = "/auth/profile",
    responses((status = 200, description = "The account.", body = Profile)),
    security(("session" = []))
)]
pub(crate) async fn profile(LoggedIn(caller): LoggedIn) -> HttpResponse {
    HttpResponse::Ok().json(Profile::from(&caller.user))
}
