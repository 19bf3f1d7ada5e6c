//! The cookies that a browser keeps beside its session's. Each names or proves something, none is a login; they share the
//! attributes and the rule for the name.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::cookie_header;
use inside::config::Config;
use inside::secret::Secret;

/// One of them, by the name it has in production: it begins with `__Host-`.
pub(super) struct BrowserCookie(pub(super) &'static str);

impl BrowserCookie {
    /// `__Host-` under the same rule as the session cookie.
    fn name(&self, config: &Config) -> &'static str {
        let is_bound = config.production && config.cookie_domain.is_none();
        if is_bound { self.0 } else { self.0.trim_start_matches("__Host-") }
    }

    /// The values that came with the request, in its order.
    ///
    /// The header is read by hand: the request would keep the cookies that it parsed, and the session's may still be chosen.
    pub(super) fn values<'a>(&self, req: &'a HttpRequest, config: &Config) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = self.name(config);
        let pairs = cookie_header::pairs(req.headers());
        pairs.into_iter().filter(move |(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value)
    }

    /// The parts of a list, which a dot separates; no more than `most` of them.
    pub(super) fn parts(&self, req: &HttpRequest, config: &Config, most: usize) -> Vec<Secret<String>> {
        let parts = self.values(req, config).flat_map(|value| value.split('.')).filter(|part| !part.is_empty());
        parts.take(most).map(|part| Secret::new(part.to_owned())).collect()
    }

    /// With this value, for so long; no time at all removes it from the browser.
    pub(super) fn with(&self, config: &Config, value: String, lifetime: Duration) -> Cookie<'static> {
        let cookie = Cookie::build(self.name(config), value)
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
}
