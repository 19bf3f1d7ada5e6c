//! Buy a new pair with a refresh token, once (RFC 9700 section 4.14.2).

use time::Duration;

use super::claims::{self, Type};
use super::store::RefreshToken;
use super::{Pair, new_refresh_token, pair, store};
use crate::context::Context;
use crate::error::{Error, TokenProblem};
use crate::events::{self, Event};
use crate::secret::Secret;
use crate::sessions;
use crate::state::Services;

/// How long a spent token is kept beyond `REFRESH_GRACE`: more than the clocks of two nodes differ.
const KEPT: Duration = Duration::MINUTE;

/// Spends the refresh token and gives a new pair.
///
/// A session has one unspent refresh token at any time. A client that comes within `REFRESH_GRACE` with the one that was
/// just spent, a second tab, gets that same successor: of many parallel refreshes exactly one rotates, and the user stays
/// logged in. After the grace a spent token is a stolen one: whichever of the two holders is the thief, the session ends.
///
/// Spent tokens need not be kept for that. Our signature proves that a token was issued to this session; if it has no row and
/// is no newer than the unspent one, it was spent.
///
/// # Errors
/// [`Error::Token`] with what is wrong.
pub fn refresh(s: &Services, token: &Secret<String>, context: &Context) -> Result<Pair, Error> {
    let claims = claims::verify(&s.config.token_keys, token.expose(), &[Type::Refresh], &s.base_url, context.unix())?;
    let now = context.now;
    let session_id = claims.sid;
    let revoked = || Error::Token(TokenProblem::Revoked);
    // The end of a session must be kept although the answer is a refusal: the transaction returns it, not an error.
    s.db.transaction(|c| {
        let Some((session, user)) = sessions::find_with_user(c, &session_id.key())? else { return Ok(Err(revoked())) };
        let is_usable = user.id.to_string() == claims.sub && user.disabled_at.is_none();
        if !is_usable || !session.is_alive(&s.config, now) {
            return Ok(Err(revoked()));
        }
        // Held before its tokens: a verb that ends a session takes them in the same order.
        if !sessions::note_use(c, &session.id, now, context.client.address)? {
            return Ok(Err(revoked()));
        }
        if store::spend(c, &claims.jti, &session.id, now)? {
            store::delete_spent_before(c, &session.id, now - s.config.refresh_grace - KEPT)?;
            let successor = new_refresh_token(s, c, &session)?;
            return pair(s, &user, &session, &session_id, &successor, false).map(Ok);
        }
        let Some(unspent) = store::newest(c, &session.id)? else { return Ok(Err(revoked())) };
        match store::find(c, &claims.jti, &session.id)? {
            Some(RefreshToken { spent_at: Some(spent_at), .. }) => {
                // A clock that was turned back makes the age negative; that must not make a grace without end.
                let age = now - spent_at;
                if age < s.config.refresh_grace && -age < s.config.refresh_grace {
                    return pair(s, &user, &session, &session_id, &unspent, false).map(Ok);
                }
            }
            // Newer than all we know of: the database was restored from a backup.
            None if claims.iat > unspent.issued_at.assume_utc().unix_timestamp() => return Ok(Err(revoked())),
            None => {}
            Some(_) => return Ok(Err(revoked())),
        }
        sessions::end(c, &session)?;
        events::record(c, user.id, &Event::TokenReused, context)?;
        Ok(Err(Error::Token(TokenProblem::Reused)))
    })?
}
