//! What a browser gets when a login is complete, whichever way it went.

use actix_web::{HttpRequest, HttpResponse};

use super::{caller, device_cookie, pending_cookie, remembered_cookie};
use inside::config::Config;
use inside::error::Error;
use inside::users::Login;

/// Makes the browser of this request the session's: its cookie, the one by which it is known as a browser of the account, and the
/// one by which it is remembered, if it is. What waited in it is done with.
///
/// # Errors
/// When a cookie can't be written; the login is then useless.
pub(crate) fn remember(
    req: &HttpRequest,
    config: &Config,
    login: &Login,
    answer: &mut HttpResponse,
) -> Result<(), Error> {
    caller::remember(req, login)?;
    let device = device_cookie::remember(req, config, login.user.id);
    let remembered = login.remembered.as_ref().map(|held| remembered_cookie::remember(config, held));
    for cookie in [Some(device), remembered].into_iter().flatten().chain(pending_cookie::forget(req, config)) {
        answer.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(())
}
