//! The session cookie: signed, and only a name for a row.

use actix_session::config::{CookieContentSecurity, PersistentSession};
use actix_session::storage::CookieSessionStore;
use actix_session::{Session, SessionMiddleware};
use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};

use crate::config::Config;
use crate::state::State;

/// Where the row's id stands in the cookie; the user's id stands beside it, kept by actix-identity.
const SESSION_ID: &str = "sid";

/// actix-session with the contract's attributes. Max-Age is the longest a session can live; the row decides how long it does.
pub fn middleware(config: &Config) -> SessionMiddleware<CookieSessionStore> {
    let lifetime = actix_web::cookie::time::Duration::seconds(config.session_max_lifetime.whole_seconds());
    SessionMiddleware::builder(CookieSessionStore::default(), config.secret_key.expose().clone())
        .cookie_name(config.cookie_name().to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_secure(config.production)
        .cookie_path("/".to_owned())
        .cookie_domain(config.cookie_domain.clone())
        .session_lifecycle(PersistentSession::default().session_ttl(lifetime))
        .build()
}

/// The session row this cookie names.
pub fn session_id(cookie: &Session) -> Option<String> {
    cookie.get(SESSION_ID).ok().flatten()
}

/// Writes the row's name into the cookie.
///
/// # Errors
/// Never for a plain string; kept so that a caller can't ignore it silently.
pub fn set_session_id(cookie: &Session, id: &str) -> Result<(), actix_web::Error> {
    cookie.insert(SESSION_ID, id).map_err(actix_web::Error::from)
}

/// Middleware around everything that reads cookies: of a line that is not UTF-8, what is. All applications of a host, and
/// those of the hosts above it, write into one line, and the parser refuses it whole: a neighbour would log people out.
pub async fn keep_text(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let lines: Vec<&[u8]> = req.headers().get_all(header::COOKIE).map(HeaderValue::as_bytes).collect();
    if lines.iter().any(|line| std::str::from_utf8(line).is_err()) {
        let all = lines.iter().flat_map(|line| line.split(|byte| *byte == b';'));
        let text = all.filter_map(|one| std::str::from_utf8(one).ok()).collect::<Vec<_>>().join(";");
        req.headers_mut().remove(header::COOKIE);
        if let Ok(line) = HeaderValue::from_bytes(text.as_bytes()) {
            req.headers_mut().insert(header::COOKIE, line);
        }
    }
    next.call(req).await
}

/// In a request whose cookie was signed with the key before this one.
pub struct SignedAnew;

/// Middleware around the session's: a cookie signed with the key before this one is signed anew with today's, so that a
/// change of keys logs nobody out.
pub async fn read_previous_key(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = req.app_data::<web::Data<State>>().cloned();
    if let Some(config) = state.as_ref().map(|state| state.config())
        && let Some(previous) = &config.secret_key_previous
        && let Some(line) =
            sign_anew(req.headers(), config.cookie_name(), previous.expose(), config.secret_key.expose())
    {
        req.headers_mut().insert(header::COOKIE, line);
        req.extensions_mut().insert(SignedAnew);
    }
    next.call(req).await
}

/// The Cookie header with the session signed by `current`, if it was signed by `previous`. Read by hand: the request
/// would cache the cookies it parsed.
fn sign_anew(headers: &HeaderMap, name: &str, previous: &Key, current: &Key) -> Option<HeaderValue> {
    let lines: Vec<&str> = headers.get_all(header::COOKIE).filter_map(|line| line.to_str().ok()).collect();
    let cookies: Vec<Cookie<'_>> = lines
        .iter()
        .flat_map(|line| line.split(';'))
        .filter_map(|one| Cookie::parse_encoded(one.trim()).ok())
        .collect();
    let mut jar = CookieJar::new();
    jar.add_original(cookies.iter().find(|cookie| cookie.name() == name)?.clone().into_owned());
    let content = jar.signed(previous).get(name)?;
    jar.signed_mut(current).add(content);
    let signed = jar.get(name)?;
    let others = cookies.iter().filter(|cookie| cookie.name() != name);
    let line: Vec<String> = others.chain([signed]).map(|cookie| cookie.encoded().stripped().to_string()).collect();
    HeaderValue::from_str(&line.join("; ")).ok()
}
