//! The session cookie: signed, and only a name for a row. Which one of several is read decides [`super::cookie_header`].

use actix_session::config::{CookieContentSecurity, PersistentSession};
use actix_session::storage::CookieSessionStore;
use actix_session::{Session, SessionMiddleware};
use actix_web::cookie::{Key, SameSite};

use inside::config::Config;
use inside::key_ring::CookieKey;
use inside::sessions::SessionId;

/// The member of the cookie with the row's id.
pub(crate) const SESSION_ID: &str = "sid";

/// The member of the cookie with the user's id, which actix-identity keeps.
pub(crate) const USER_ID: &str = "actix_identity.user_id";

/// The key that signs cookies, as the library takes it.
pub(crate) fn signing_key(key: &CookieKey) -> Key {
    Key::from(key.bytes())
}

/// actix-session with the contract's attributes. Max-Age is the maximum session lifetime; the row decides when the session
/// ends.
pub(crate) fn middleware(config: &Config) -> SessionMiddleware<CookieSessionStore> {
    let lifetime = actix_web::cookie::time::Duration::seconds(config.session_max_lifetime.whole_seconds());
    SessionMiddleware::builder(CookieSessionStore::default(), signing_key(&config.keys.cookies.current))
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

/// The session that this cookie names.
pub(crate) fn session_id(cookie: &Session) -> Option<SessionId> {
    cookie.get(SESSION_ID).ok().flatten()
}

/// Writes it into the cookie.
///
/// # Errors
/// Never for a plain string; kept so that a caller can't ignore it silently.
pub(crate) fn set_session_id(cookie: &Session, id: &SessionId) -> Result<(), actix_web::Error> {
    cookie.insert(SESSION_ID, id.expose()).map_err(actix_web::Error::from)
}
