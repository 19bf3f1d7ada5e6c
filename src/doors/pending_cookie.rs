//! The cookies of a login that waits for its second factor: a name for its row, in this browser alone, and where it leads. They go with
//! the login.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::browser_cookie::BrowserCookie;
use inside::config::Config;
use inside::factors::PendingLogin;
use inside::secret::Secret;

const COOKIE: BrowserCookie = BrowserCookie("__Host-pending_login");

/// In a cookie of its own: the session's has no room for an address beside its messages, and nodes of the version before know
/// the other one.
const NEXT: BrowserCookie = BrowserCookie("__Host-pending_next");

/// What this browser holds, if it does.
pub(crate) fn read(req: &HttpRequest, config: &Config) -> Option<Secret<String>> {
    COOKIE.values(req, config).next().map(|value| Secret::new(value.to_owned()))
}

/// Where the login that waits in this browser was to lead, as the cookie says. Nobody signed it: what reads this checks it like any
/// other `next`.
pub(crate) fn next(req: &HttpRequest, config: &Config) -> Option<String> {
    read(req, config)?;
    let kept = NEXT.values(req, config).next()?;
    percent_decode_str(kept).decode_utf8().ok().map(String::from)
}

/// For the browser in which the password was right, and in which nothing else waits from now on.
pub(crate) fn remember(
    req: &HttpRequest,
    config: &Config,
    login: &PendingLogin,
    next: Option<&str>,
) -> impl Iterator<Item = Cookie<'static>> + use<> {
    let lifetime = Duration::seconds(PendingLogin::LIFETIME.whole_seconds());
    let next = match next {
        Some(next) => Some(NEXT.with(config, utf8_percent_encode(next, NON_ALPHANUMERIC).to_string(), lifetime)),
        None => forget_next(req, config),
    };
    [Some(COOKIE.with(config, login.secret.expose().clone(), lifetime)), next].into_iter().flatten()
}

/// Removes them from the browser, once its login is finished or gone.
pub(crate) fn forget(req: &HttpRequest, config: &Config) -> impl Iterator<Item = Cookie<'static>> + use<> {
    let login = read(req, config).map(|_| COOKIE.with(config, String::new(), Duration::ZERO));
    [login, forget_next(req, config)].into_iter().flatten()
}

fn forget_next(req: &HttpRequest, config: &Config) -> Option<Cookie<'static>> {
    NEXT.values(req, config).next().map(|_| NEXT.with(config, String::new(), Duration::ZERO))
}
