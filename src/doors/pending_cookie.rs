//! The cookie of a login that waits for its second factor: a name for its row, in this browser alone. It goes with the login.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;

use super::browser_cookie::BrowserCookie;
use inside::config::Config;
use inside::factors::PendingLogin;
use inside::secret::Secret;

const COOKIE: BrowserCookie = BrowserCookie("__Host-pending_login");

/// What this browser holds, if it does.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Option<Secret<String>> {
    COOKIE.values(req, config).next().map(|value| Secret::new(value.to_owned()))
}

/// For the browser in which the password was right.
pub(crate) fn remember(config: &Config, login: &PendingLogin) -> Cookie<'static> {
    COOKIE.with(config, login.secret.expose().clone(), Duration::seconds(PendingLogin::LIFETIME.whole_seconds()))
}

/// Removes it from the browser, once its login is finished or gone.
pub(crate) fn forget(config: &Config) -> Cookie<'static> {
    COOKIE.with(config, String::new(), Duration::ZERO)
}
