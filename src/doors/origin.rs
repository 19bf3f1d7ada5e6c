//! Origins: scheme, host and port in the one form that browsers send (RFC 6454 section 6.1), so that two of them are the same
//! exactly where their text is.

use actix_web::HttpRequest;
use actix_web::http::header::HOST;
use url::Url;

use super::header_values::single;

/// The host and port that the request is for, as the client wrote them: those of the request line if it names them, else
/// the Host header (RFC 9112 section 3.2.2). None where there is none, or more than one.
pub(crate) fn authority(req: &HttpRequest) -> Option<String> {
    match req.uri().authority() {
        Some(authority) => Some(authority.as_str().to_owned()),
        None => single(req.headers(), HOST).filter(|host| !host.is_empty()).map(str::to_owned),
    }
}

/// The origin that a scheme and an authority make: lower case, and without the scheme's own port. User information, and
/// whatever else is not a host with perhaps a port, has no place in an authority (RFC 9110 section 7.2).
pub(crate) fn of(scheme: &str, authority: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if !authority.chars().all(is_part) {
        return None;
    }
    let url = Url::parse(&format!("{scheme}://{authority}")).ok()?;
    Some(url.origin().ascii_serialization()).filter(|_| url.has_host())
}

/// The scheme of an origin, `http` or `https`.
pub(crate) fn scheme(origin: &str) -> &str {
    origin.split_once("://").map_or("", |(scheme, _)| scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_has_one_form() {
        for (scheme, authority, origin) in [
            ("https", "Accounts.Example:443", "https://accounts.example"),
            ("https", "accounts.example:80", "https://accounts.example:80"),
            ("http", "accounts.example:80", "http://accounts.example"),
            ("http", "[::1]:5000", "http://[::1]:5000"),
            ("http", "[0:0::1]", "http://[::1]"),
        ] {
            assert_eq!(of(scheme, authority).as_deref(), Some(origin), "{authority}");
        }
        for wrong in ["", ":5000", "a@b", "a/b", "a?b", "a#b", "a\\b", "a b", "a:99999", "a:b", "a,b", "é", "a%2eb"] {
            assert_eq!(of("http", wrong), None, "{wrong}");
        }
    }
}
