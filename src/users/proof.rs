//! "Confirm it's you": a stolen session alone must not be able to take an account over (OWASP ASVS 5.0, 7.5.1).

use super::caller::Caller;
use super::password::{self, Password};
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::state::Hashing;

/// Lets a sensitive change through if this session proved its password within `SUDO_WINDOW`, or `current` is right.
/// Returns whether the password was proved just now.
///
/// # Errors
/// [`Error::ReauthRequired`] when neither is there; [`Error::WrongCurrentPassword`] when one was sent and is wrong.
pub fn require(s: &Hashing<'_>, caller: &Caller, current: Option<&Password>, client: &Client) -> Result<bool, Error> {
    let since_proof = s.clock.now() - caller.session.proved_at;
    // A proof from the future means that the clock was turned back; it proves nothing.
    if since_proof < s.config.sudo_window && since_proof > -time::Duration::MINUTE {
        return Ok(false);
    }
    match current.filter(|password| !password.is_empty()) {
        None => Err(Error::ReauthRequired),
        Some(password) if password::verify(s, password, &caller.user.password_hash) => Ok(true),
        Some(_) => {
            // Whoever holds the session did not prove to be the account's owner.
            let about = About::stranger_to(caller.user.id);
            s.db.transaction(|c| events::record(c, s.clock.now(), Kind::ProofFailed, &about, client))?;
            Err(Error::WrongCurrentPassword)
        }
    }
}
