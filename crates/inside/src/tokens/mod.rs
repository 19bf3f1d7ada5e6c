//! JWTs for programs: short access tokens and rotating refresh tokens, both bound to a session row.

pub mod claims;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub(crate) mod refresh;
mod store;

use time::PrimitiveDateTime;

use crate::account::User;
use crate::db::Conn;
use crate::email_address::EmailAddress;
use crate::error::{Error, TokenProblem};
use crate::secret::Secret;
use crate::sessions::{PresentedSession, Session, SessionId, SessionKind};
use crate::state::{Services, State};
use claims::{Claims, Type};

pub use refresh::refresh;
pub(crate) use store::{RefreshToken, of_session, sweep};

/// What a program gets for a login or a refresh.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Proves who is calling.
    pub access_token: Secret<String>,
    /// Buys the next pair, once.
    pub refresh_token: Secret<String>,
    /// Seconds until the access token expires.
    pub expires_in: i64,
}

/// Keeps the first refresh token of a session that is started in the same transaction: a login is done whole, with what its
/// program will hold, or not at all. A browser's session has none.
///
/// # Errors
/// Only the database's.
pub(crate) fn begin(s: &Services, c: &mut Conn, session: &Session) -> Result<Option<RefreshToken>, Error> {
    (session.kind == SessionKind::Program).then(|| new_refresh_token(s, c, session)).transpose()
}

/// The first pair of a session, with what [`begin`] kept.
///
/// # Errors
/// Faults of ours.
pub(crate) fn first_pair(
    s: &Services,
    user: &User,
    session: &Session,
    session_id: &SessionId,
    first: &RefreshToken,
) -> Result<Pair, Error> {
    pair(s, user, session, session_id, first, true)
}

/// The session that a token of one of these kinds names. The row decides whether it still opens anything, so a token of an ended
/// session is revoked at once.
///
/// # Errors
/// [`Error::Token`] with what is wrong.
pub fn presented(state: &State, token: &Secret<String>, kinds: &[Type]) -> Result<PresentedSession, Error> {
    let unix = state.now().assume_utc().unix_timestamp();
    let claims = claims::verify(&state.config().token_keys, token.expose(), kinds, state.base_url(), unix)?;
    let user_id = claims.sub.parse().map_err(|_| Error::Token(TokenProblem::Invalid))?;
    Ok(PresentedSession::new(user_id, &claims.sid))
}

/// Keeps a row for the session's next refresh token. It lives no longer than its session can.
fn new_refresh_token(s: &Services, c: &mut Conn, session: &Session) -> Result<RefreshToken, Error> {
    let now = s.clock.now();
    let expires_at = (now + s.config.jwt_refresh_token_expires).min(session.created_at + s.config.session_max_lifetime);
    let token = RefreshToken {
        id: crate::random::id(),
        session_id: session.id.clone(),
        issued_at: now,
        expires_at,
        spent_at: None,
    };
    store::insert(c, &token)?;
    Ok(token)
}

/// An access token of this moment beside a refresh token, which is the same one (`jti`) however often it is asked for: only the
/// account's name and address in it are those of this moment.
fn pair(
    s: &Services,
    user: &User,
    session: &Session,
    session_id: &SessionId,
    refresh: &RefreshToken,
    fresh: bool,
) -> Result<Pair, Error> {
    let unix = |time: PrimitiveDateTime| time.assume_utc().unix_timestamp();
    let (now, expires_in) = (s.clock.unix(), s.config.jwt_access_token_expires.whole_seconds());
    let access = Claims {
        iss: s.base_url.clone(),
        sub: user.id.to_string(),
        kind: Type::Access,
        fresh,
        jti: crate::random::id(),
        iat: now,
        nbf: now,
        exp: now + expires_in,
        sid: session_id.clone(),
        username: user.username.clone(),
        // An address from before the present rule may hold anything; a service that trusts the token must not get it.
        email: EmailAddress::parse(&user.email).is_ok().then(|| user.email.clone()),
        amr: session.authenticated.amr(),
        auth_time: session.authenticated.latest().map(unix),
    };
    let issued = unix(refresh.issued_at);
    let refresh = Claims {
        kind: Type::Refresh,
        fresh: false,
        jti: refresh.id.clone(),
        iat: issued,
        nbf: issued,
        exp: unix(refresh.expires_at),
        // It comes out the same after another authentication of the session.
        amr: Vec::new(),
        auth_time: None,
        ..access.clone()
    };
    let sign = |claims: &Claims| claims::sign(&s.config.token_keys, claims).map(Secret::new);
    Ok(Pair { access_token: sign(&access)?, refresh_token: sign(&refresh)?, expires_in })
}
