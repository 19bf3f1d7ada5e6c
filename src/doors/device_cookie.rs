//! The device cookie: proves that this browser has logged in to an account before (see [`Device`]). It is no login.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;

use super::browser_cookie::BrowserCookie;
use inside::config::Config;
use inside::device::Device;

/// How many accounts one browser is remembered for: people share computers.
const MOST: usize = 4;

/// How many signatures are checked: a header full of them costs a stranger more than us.
const MOST_CHECKED: usize = 16;

/// As long as browsers keep a cookie at most (RFC 6265bis section 5.5).
const LIFETIME: Duration = Duration::days(400);

const COOKIE: BrowserCookie = BrowserCookie("__Host-device");

/// The accounts that this browser has logged in to before, the last one first. What we did not sign is ignored.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Vec<Device> {
    let signed = COOKIE.parts(req, config, MOST_CHECKED).into_iter();
    signed.filter_map(|one| Device::verified(one.expose(), &config.keys.devices)).collect()
}

/// The cookie for a browser that has just logged in to this account. It keeps the name it has, and with it what is counted
/// on it.
pub(crate) fn remember(req: &HttpRequest, config: &Config, user_id: i64) -> Cookie<'static> {
    let (own, others): (Vec<_>, Vec<_>) = read(req, config).into_iter().partition(|device| device.user_id() == user_id);
    let own = own.into_iter().next().unwrap_or_else(|| Device::new(user_id));
    let devices = std::iter::once(own).chain(others).take(MOST);
    let value = devices.map(|device| device.signed(&config.keys.devices)).collect::<Vec<_>>().join(".");
    COOKIE.with(config, value, LIFETIME)
}
