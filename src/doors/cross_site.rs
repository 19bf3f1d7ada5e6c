//! Refuses requests that a browser marks as coming from another site. With SameSite=Lax cookies this replaces tokens in
//! forms (OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata headers").

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ORIGIN;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, ResponseError, web};

use super::header_values::single;
use super::origin;
use inside::state::State;

/// Why a request was refused: it came from another site.
#[derive(Debug, thiserror::Error)]
#[error("the request came from another site")]
pub(crate) struct CrossSite;

impl ResponseError for CrossSite {
    fn status_code(&self) -> StatusCode {
        StatusCode::FORBIDDEN
    }
}

/// Middleware: refuses what [`is_allowed`] does not let through, before the caller is looked up.
pub(crate) async fn refuse(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, actix_web::Error> {
    let allowed = req.app_data::<web::Data<State>>().is_some_and(|state| is_allowed(req.request(), state));
    if allowed {
        return next.call(req).await.map(ServiceResponse::map_into_boxed_body);
    }
    Ok(req.error_response(CrossSite))
}

/// Whether this request may change state on the strength of a cookie.
///
/// `Sec-Fetch-Site` decides where a browser sends it, else `Origin`; a request with neither comes from no browser. Pages on
/// the origins that the operator lists may call us. The rule holds for a login too: logging a visitor in to somebody else's
/// account is an attack.
pub(crate) fn is_allowed(req: &HttpRequest, state: &State) -> bool {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let origin = single(req.headers(), ORIGIN);
    if origin.is_some_and(|origin| state.config().allowed_origins.iter().any(|allowed| allowed == origin)) {
        return true;
    }
    match (single(req.headers(), SEC_FETCH_SITE), origin) {
        // `none`: the user typed the address or opened a bookmark.
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            is_ours(origin, origin::authority(req).as_deref(), state.base_url(), state.config().production)
        }
        (None, None) => true,
    }
}

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Whether an `Origin` is our own: scheme, host and port.
///
/// It is if it is `BASE_URL`. Another name that the request was sent to counts too, since proxies and networks have names that
/// `BASE_URL` does not know, and a page there has no cookie of ours that it did not get there. Its scheme is that of
/// `BASE_URL`: behind a proxy that ends TLS the connection itself can't tell, and a page that came without TLS may have been
/// written by anybody on its way. In development the connection's own scheme, plain HTTP, is right as well, except for the
/// host that `BASE_URL` names.
fn is_ours(origin: &str, authority: Option<&str>, base_url: &str, production: bool) -> bool {
    let sent_to = |scheme: &str| authority.and_then(|authority| origin::of(scheme, authority));
    let own_scheme = origin::scheme(base_url);
    if origin == base_url || sent_to(own_scheme).is_some_and(|own| own == origin) {
        return true;
    }
    let is_base_url = sent_to(own_scheme).is_some_and(|own| own == base_url);
    !production && !is_base_url && sent_to("http").is_some_and(|own| own == origin)
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let base = "https://accounts.example";
        let cases = [
            ("https://accounts.example", "accounts.example", true),
            ("https://accounts.example", "Accounts.Example:443", true),
            ("https://accounts.example", "10.0.0.7:5000", true),
            ("https://internal.example", "internal.example", true),
            ("https://internal.example:8443", "internal.example:8443", true),
            ("http://accounts.example", "accounts.example", false),
            ("http://accounts.example", "10.0.0.7:5000", false),
            ("http://accounts.example:443", "accounts.example:443", false),
            ("https://accounts.example:444", "accounts.example", false),
            ("https://accounts.example.evil.example", "accounts.example", false),
            ("https://internal.example", "internal.example:8443", false),
            ("https://internal.example", "x@internal.example", false),
            ("null", "accounts.example", false),
            ("", "", false),
        ];
        for (origin, authority, ours) in cases {
            for production in [true, false] {
                assert_eq!(is_ours(origin, Some(authority), base, production), ours, "{origin} at {authority}");
            }
        }
        assert!(!is_ours("http://127.0.0.1:5000", Some("127.0.0.1:5000"), base, true));
        assert!(is_ours("http://127.0.0.1:5000", Some("127.0.0.1:5000"), base, false));
        assert!(!is_ours("https://127.0.0.1:5000", Some("127.0.0.1:5000"), "http://127.0.0.1:5000", false));
        assert!(is_ours(base, None, base, true) && !is_ours("https://b.example", None, base, true));
    }
}
