//! The cookie of a login that waits for its second factor: a name for its row, in this browser alone. It is no session, and goes
//! with the login.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::cookie_header;
use inside::config::Config;
use inside::factors::PendingLogin;
use inside::secret::Secret;

/// `__Host-` under the same rule as the session cookie.
fn name(config: &Config) -> &'static str {
    if config.production && config.cookie_domain.is_none() { "__Host-pending_login" } else { "pending_login" }
}

/// What this browser holds, if it does.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Option<Secret<String>> {
    let pairs = cookie_header::pairs(req.headers());
    let ours = pairs.into_iter().find(|(key, value)| key == name(config) && !value.is_empty());
    ours.map(|(_, value)| Secret::new(value))
}

/// For the browser in which the password was right.
pub(crate) fn remember(config: &Config, login: &PendingLogin) -> Cookie<'static> {
    let lifetime = Duration::seconds(PendingLogin::LIFETIME.whole_seconds());
    cookie(config, login.secret.expose().clone(), lifetime)
}

/// Removes it from the browser, once its login is finished or gone.
pub(crate) fn forget(config: &Config) -> Cookie<'static> {
    cookie(config, String::new(), Duration::ZERO)
}

fn cookie(config: &Config, value: String, lifetime: Duration) -> Cookie<'static> {
    let cookie = Cookie::build(name(config), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.production)
        .max_age(lifetime);
    match config.cookie_domain.clone() {
        Some(domain) => cookie.domain(domain).finish(),
        None => cookie.finish(),
    }
}
