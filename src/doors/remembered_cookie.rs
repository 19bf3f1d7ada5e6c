//! The cookie of a browser that accounts remember: names for its rows, one for each account. It stays when the session ends.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;

use super::browser_cookie::BrowserCookie;
use inside::config::Config;
use inside::secret::Secret;
use inside::sessions::remembered_browsers::MOST_IN_A_BROWSER;

const COOKIE: BrowserCookie = BrowserCookie("__Host-remembered");

/// What this browser holds; nothing where no browser is remembered.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Vec<Secret<String>> {
    if config.remember_browser.is_none() {
        return Vec::new();
    }
    COOKIE.parts(req, config, MOST_IN_A_BROWSER)
}

/// For a browser that is remembered from now on, with everything it holds.
pub(crate) fn remember(config: &Config, held: &[Secret<String>]) -> Cookie<'static> {
    let value = held.iter().map(|secret| secret.expose().as_str()).collect::<Vec<_>>().join(".");
    let lifetime = config.remember_browser.map_or(0, |lifetime| lifetime.whole_seconds());
    COOKIE.with(config, value, Duration::seconds(lifetime))
}
