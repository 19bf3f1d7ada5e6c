//! Buy a new pair with a refresh token, once (RFC 9700 section 4.14.2).

use super::claims::{self, Type};
use super::{Pair, new_refresh_token, pair, store};
use crate::client::Client;
use crate::error::{Error, TokenProblem};
use crate::events::{self, About, Kind};
use crate::sessions::{self, SessionId};
use crate::state::Services;

/// Spends the refresh token and gives a new pair.
///
/// A session has one unspent refresh token at any time. Whoever comes within `REFRESH_GRACE` with the one that was just
/// spent, a second tab, gets that same successor: of many parallel refreshes exactly one rotates, and nobody is logged
/// out. After the grace a spent token is a stolen one: whichever of the two holders is the thief, the session ends.
///
/// # Errors
/// [`Error::Token`] with what is wrong.
pub fn refresh(s: &Services, token: &str, client: &Client) -> Result<Pair, Error> {
    let claims = claims::verify(&s.config.token_keys, token, &[Type::Refresh], &s.base_url, s.clock.unix())?;
    let now = s.clock.now();
    let session_id = SessionId::new(claims.sid);
    let revoked = Error::Token(TokenProblem::Revoked);
    // The end of a session must be kept although the answer is a refusal: the transaction returns it, not an error.
    s.db.transaction(|c| {
        let Some((session, user)) = sessions::store::find_with_user(c, &session_id)? else { return Ok(Err(revoked)) };
        let is_usable = user.id.to_string() == claims.sub && user.disabled_at.is_none();
        if !is_usable || !session.is_alive(&s.config, now) {
            return Ok(Err(revoked));
        }
        // Held before its tokens, in the order in which whoever ends it comes by.
        if !sessions::store::touch(c, &session.id, now, client.address)? {
            return Ok(Err(revoked));
        }
        if store::spend(c, &claims.jti, &session.id, now)? {
            let successor = new_refresh_token(s, c, &session)?;
            return pair(s, &user, &session_id, &successor, false).map(Ok);
        }
        let Some(spent_at) = store::find(c, &claims.jti, &session.id)?.and_then(|row| row.spent_at) else {
            return Ok(Err(revoked));
        };
        // A clock that was turned back makes the age negative; that must not make a grace without end.
        let age = now - spent_at;
        if age < s.config.refresh_grace && -age < s.config.refresh_grace {
            return match store::newest(c, &session.id)? {
                Some(successor) => pair(s, &user, &session_id, &successor, false).map(Ok),
                None => Ok(Err(revoked)),
            };
        }
        sessions::store::delete(c, user.id, &session.id)?;
        events::record(c, now, Kind::TokenReused, &About { user: Some(user.id), actor: None }, client)?;
        Ok(Err(Error::Token(TokenProblem::Reused)))
    })?
}
