//! Which requests a browser says came from elsewhere. With SameSite=Lax cookies this replaces tokens in forms
//! (OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata headers").

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HOST, HeaderMap, ORIGIN};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, ResponseError, web};

use crate::state::State;

/// The answer to a request that is not allowed.
#[derive(Debug, thiserror::Error)]
#[error("the request came from another site")]
pub struct CrossSite;

impl ResponseError for CrossSite {
    fn status_code(&self) -> StatusCode {
        StatusCode::FORBIDDEN
    }
}

/// Middleware: refuses what [`is_allowed`] does not let through, before anyone is asked who they are.
pub async fn refuse(
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
/// `Sec-Fetch-Site` decides where a browser sends it, else `Origin`; a request with neither is no browser's. Origins the
/// operator lists are let in, since their pages may call us. A login counts too: logging somebody into another's account
/// is an attack.
pub fn is_allowed(req: &HttpRequest, state: &State) -> bool {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let headers = req.headers();
    let origin = text(headers, "origin");
    if origin.is_some_and(|origin| state.config().allowed_origins.iter().any(|allowed| allowed == origin)) {
        return true;
    }
    match text(headers, "sec-fetch-site") {
        // `none`: typed or bookmarked by the person.
        Some(site) => matches!(site, "same-origin" | "none"),
        // A page that says `no-referrer` posts with the origin `null` (Fetch standard, "append a request Origin header"),
        // and over plain HTTP browsers send no `Sec-Fetch-Site` beside it. What such a form may do it may do by the secret
        // in its address, not by the cookie.
        None if origin == Some("null") && has_secret_in_address(req) => true,
        None if headers.contains_key(ORIGIN) => origin.is_some_and(|origin| is_ours(origin, headers, state.base_url())),
        None => true,
    }
}

fn has_secret_in_address(req: &HttpRequest) -> bool {
    req.match_pattern().is_some_and(|pattern| pattern.contains("{token}"))
}

fn is_ours(origin: &str, headers: &HeaderMap, base_url: &str) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    origin == base_url || (authority.is_some() && authority == host)
}

/// A header's text; one that is no text is there, and matches nothing.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or(""))
}
