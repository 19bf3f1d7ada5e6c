//! Deletes session cookies of other scopes: left over from another `COOKIE_DOMAIN`, or set by a neighbour below a path.
//!
//! A browser sends every cookie whose domain and path match, and a server can only delete one whose domain and path it names
//! (RFC 6265 section 5.3).

use std::net::IpAddr;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{HeaderValue, SET_COOKIE};
use actix_web::{HttpMessage, HttpRequest};
use url::Url;

use inside::state::State;

/// Marks a request that logged somebody in or out.
struct Due;

/// How many domains above the host, and how many paths, are named at most.
const MOST_DOMAINS: usize = 4;
const MOST_PATHS: usize = 4;

/// Has the cookies of other scopes deleted with this answer.
pub(crate) fn mark(req: &HttpRequest) {
    req.extensions_mut().insert(Due);
}

/// Whether [`mark`] was called for this request.
pub(crate) fn is_due(req: &HttpRequest) -> bool {
    req.extensions().contains::<Due>()
}

/// Adds a deletion for each scope in which a cookie of our name may stand beside the current one. Where the browser sent
/// `rivals`, domains above our own and paths on the way to this request are among them; without any, only the scopes that
/// nobody else writes to: a cookie of that name for the whole of example.com may belong to another application there.
pub(crate) fn delete_others<B>(res: &mut ServiceResponse<B>, state: &State, rivals: bool) {
    let config = state.config();
    let name = config.cookie_name();
    if name.starts_with("__Host-") {
        // Browsers take it for this host and the path `/` only.
        return;
    }
    let host = Url::parse(state.base_url()).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let every = others(config.cookie_domain.as_deref(), &host, res.request().path(), rivals);
    // The deletions come first: to a client that keeps one cookie for a domain, host-only or not (RFC 6265 section 5.3), the
    // deletion for this host would otherwise take the new session with it.
    let own: Vec<HeaderValue> = res.headers().get_all(SET_COOKIE).cloned().collect();
    res.headers_mut().remove(SET_COOKIE);
    for (domain, path) in every {
        let mut cookie = Cookie::build(name, "").path(path).http_only(true).same_site(SameSite::Lax).finish();
        cookie.set_secure(config.production);
        if let Some(domain) = domain {
            cookie.set_domain(domain);
        }
        cookie.make_removal();
        if let Ok(line) = HeaderValue::from_str(&cookie.to_string()) {
            res.headers_mut().append(SET_COOKIE, line);
        }
    }
    own.into_iter().for_each(|line| res.headers_mut().append(SET_COOKIE, line));
}

/// Domain and path of every scope but our own, which is the path `/` of `own`, or of this host alone.
fn others(own: Option<&str>, host: &str, path: &str, rivals: bool) -> Vec<(Option<String>, String)> {
    let is_below_own = |domain: &str| own.is_some_and(|own| domain.len() > own.len());
    let mut domains = vec![None];
    domains.extend(with_parents(host).into_iter().filter(|domain| rivals || is_below_own(domain)).map(Some));
    let mut paths = vec!["/".to_owned()];
    if rivals {
        paths.extend(on_the_way(path));
    }
    let every = domains.iter().flat_map(|domain| paths.iter().map(move |path| (domain.clone(), path.clone())));
    every.filter(|(domain, path)| (domain.as_deref(), path.as_str()) != (own, "/")).collect()
}

/// The host and the domains above it that can have cookies; none for an address.
fn with_parents(host: &str) -> Vec<String> {
    if host.parse::<IpAddr>().is_ok() || host.starts_with('[') {
        return Vec::new();
    }
    let labels: Vec<&str> = host.split('.').collect();
    let parents = (0..labels.len().saturating_sub(1)).map(|from| labels[from..].join("."));
    parents.take(MOST_DOMAINS).collect()
}

/// The paths whose cookies came with a request: each folder above it, with and without its slash, and itself.
fn on_the_way(path: &str) -> Vec<String> {
    let plain = |c: char| c.is_ascii_graphic() && c != ';' && c != ',';
    if !path.chars().all(plain) {
        return Vec::new();
    }
    let slashes = path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0);
    let mut paths: Vec<String> = slashes.flat_map(|at| [path[..at].to_owned(), path[..=at].to_owned()]).collect();
    paths.push(path.to_owned());
    paths.retain(|path| path != "/");
    paths.dedup();
    paths.truncate(MOST_PATHS);
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(own: Option<&str>, host: &str, path: &str, rivals: bool) -> Vec<String> {
        let named = others(own, host, path, rivals).into_iter();
        named.map(|(domain, path)| format!("{} {path}", domain.as_deref().unwrap_or("host"))).collect()
    }

    #[test]
    fn every_scope_but_our_own_is_named() {
        assert_eq!(scopes(None, "accounts.example.com", "/login", false), [""; 0]);
        assert_eq!(
            scopes(None, "accounts.example.com", "/login", true),
            [
                "host /login",
                "accounts.example.com /",
                "accounts.example.com /login",
                "example.com /",
                "example.com /login"
            ]
        );
        let shared = scopes(Some("example.com"), "a.shop.example.com", "/auth/login", false);
        assert_eq!(shared, ["host /", "a.shop.example.com /", "shop.example.com /"]);
        let shared = scopes(Some("shop.example.com"), "shop.example.com", "/auth/login", true);
        assert!(shared.contains(&"host /".to_owned()) && shared.contains(&"example.com /auth/".to_owned()));
        assert!(shared.contains(&"shop.example.com /auth/login".to_owned()));
        assert!(!shared.contains(&"shop.example.com /".to_owned()), "that one is ours");
        for address in ["127.0.0.1", "[::1]", "localhost"] {
            assert_eq!(scopes(None, address, "/login", false), [""; 0]);
            assert_eq!(scopes(None, address, "/login", true), ["host /login"]);
        }
        assert!(scopes(None, &"a.".repeat(60), &"/a".repeat(60), true).len() < 30);
        assert_eq!(on_the_way("/a;Domain=b"), [""; 0]);
    }
}
