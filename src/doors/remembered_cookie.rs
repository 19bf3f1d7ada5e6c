//! The cookie of a browser that accounts remember: names for its rows, one for each account. It is no login, and stays when the
//! session ends.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::cookie_header;
use inside::config::Config;
use inside::secret::Secret;
use inside::sessions::remembered_browsers::MOST_IN_A_BROWSER;

/// `__Host-` under the same rule as the session cookie.
fn name(config: &Config) -> &'static str {
    if config.production && config.cookie_domain.is_none() { "__Host-remembered" } else { "remembered" }
}

/// What this browser holds; nothing where no browser is remembered.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Vec<Secret<String>> {
    if config.remember_browser.is_none() {
        return Vec::new();
    }
    let pairs = cookie_header::pairs(req.headers());
    let ours = pairs.iter().filter(|(key, _)| key == name(config));
    let held = ours.flat_map(|(_, value)| value.split('.')).filter(|one| !one.is_empty());
    held.take(MOST_IN_A_BROWSER).map(|one| Secret::new(one.to_owned())).collect()
}

/// For a browser that is remembered from now on, with everything it holds.
pub(crate) fn remember(config: &Config, held: &[Secret<String>]) -> Cookie<'static> {
    let value = held.iter().map(|secret| secret.expose().as_str()).collect::<Vec<_>>().join(".");
    let lifetime = config.remember_browser.map_or(0, |lifetime| lifetime.whole_seconds());
    let cookie = Cookie::build(name(config), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.production)
        .max_age(Duration::seconds(lifetime));
    match config.cookie_domain.clone() {
        Some(domain) => cookie.domain(domain).finish(),
        None => cookie.finish(),
    }
}
