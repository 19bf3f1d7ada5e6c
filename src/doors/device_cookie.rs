//! The device cookie: proves that this browser has logged in to an account before (see [`Device`]). It is no login.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::cookie_header;
use inside::config::Config;
use inside::device::Device;

/// How many accounts one browser is remembered for: people share computers.
const MOST: usize = 4;

/// How many signatures are checked: a header full of them costs a stranger more than us.
const MOST_CHECKED: usize = 16;

/// As long as browsers keep a cookie at most (RFC 6265bis section 5.5).
const LIFETIME: Duration = Duration::days(400);

/// `__Host-` under the same rule as the session cookie.
fn name(config: &Config) -> &'static str {
    if config.production && config.cookie_domain.is_none() { "__Host-device" } else { "device" }
}

/// The accounts that this browser has logged in to before, the last one first. What we did not sign is ignored.
///
/// The header is read by hand: the request would keep the cookies that it parsed, and the session's may still be chosen.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Vec<Device> {
    let pairs = cookie_header::pairs(req.headers());
    let ours = pairs.iter().filter(|(key, _)| key == name(config));
    ours.flat_map(|(_, value)| value.split('.'))
        .take(MOST_CHECKED)
        .filter_map(|one| Device::verified(one, &config.keys.devices))
        .collect()
}

/// The cookie for a browser that has just logged in to this account. It keeps the name it has, and with it what is counted
/// on it.
pub(crate) fn remember(req: &HttpRequest, config: &Config, user_id: i64) -> Cookie<'static> {
    let (own, others): (Vec<_>, Vec<_>) = read(req, config).into_iter().partition(|device| device.user_id() == user_id);
    let own = own.into_iter().next().unwrap_or_else(|| Device::new(user_id));
    let devices = std::iter::once(own).chain(others).take(MOST);
    let value = devices.map(|device| device.signed(&config.keys.devices)).collect::<Vec<_>>().join(".");
    let cookie = Cookie::build(name(config), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.production)
        .max_age(LIFETIME);
    match config.cookie_domain.clone() {
        Some(domain) => cookie.domain(domain).finish(),
        None => cookie.finish(),
    }
}
