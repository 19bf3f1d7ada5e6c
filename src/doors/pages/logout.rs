//! Log out, at the pages door.

use actix_web::HttpResponse;

use super::view::FlashKind;
use super::visit::Visit;
use crate::doors::caller::{self, LoggedIn};
use crate::error::Error;
use crate::sessions;

/// POST `/logout`: the row is gone and the cookie empty; 303 to `/`.
pub async fn post(visit: Visit, LoggedIn(caller): LoggedIn) -> Result<HttpResponse, Error> {
    let client = visit.client();
    visit.state.blocking(move |s| sessions::logout(s, &caller.session, &client)).await?;
    caller::forget(&visit.req);
    visit.flash(FlashKind::Done, "Logged out.");
    Ok(visit.see_other("/"))
}
