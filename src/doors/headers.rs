//! What every answer carries to keep a browser from doing more than it should.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{StatusCode, Version};
use actix_web::middleware::Next;
use actix_web::web;

use crate::state::State;

/// No inline script or style, nothing from other hosts, no framing. `connect-src` is for passkeys and the docs page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

/// Middleware. What an answer says for itself is kept.
///
/// HTTP/1.0 gets nothing compressed: its length would not be known, and it has no chunks (RFC 9112 section 6.1). Proxies
/// still speak it.
pub async fn secure(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let production = req.app_data::<web::Data<State>>().is_some_and(|state| state.config().production);
    let secret_in_address = req.match_pattern().is_some_and(|pattern| pattern.contains("{token}"));
    if req.version() < Version::HTTP_11 {
        req.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let mut res = next.call(req).await?;
    let keeps_a_secret = secret_in_address && res.status() != StatusCode::GONE;
    let headers = res.headers_mut();
    default(headers, header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(headers, header::X_FRAME_OPTIONS, "DENY");
    // A page whose address holds the secret of a mail tells nobody where it was, not even ourselves. One that opens nothing
    // any more need not be kept, and the form that asks for another works in browsers that judge by the origin alone.
    default(headers, header::REFERRER_POLICY, if keeps_a_secret { "no-referrer" } else { "same-origin" });
    default(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
    default(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    // Whatever does not say that it may be kept may not: most answers here are about a person.
    default(headers, header::CACHE_CONTROL, "no-store");
    if production {
        default(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    Ok(res)
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
