//! "This wasn't me": somebody else is in the account. Lock everyone out and let the owner of the address back in.

use super::caller::Caller;
use super::request_reset;
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, Kind};
use crate::limits::{self, EmailKind};
use crate::sessions;
use crate::state::Services;

/// Ends every session of the caller's account, this one and all tokens included, and sends a link for a new password.
/// Returns whether it did: an address that nobody confirmed gets only so many.
///
/// Whoever holds a session can do this, the thief too; it gives them nothing but their own way out.
///
/// # Errors
/// [`Error::NotLoggedIn`] when this session was ended meanwhile.
pub fn not_me(s: &Services, caller: &Caller, client: &Client) -> Result<bool, Error> {
    let now = s.clock.now();
    let send = limits::may_tell(s, client, EmailKind::Reset, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold(c, now, client)?;
        sessions::store::delete_all(c, user.id)?;
        if send {
            request_reset::send(s, c, now, &user, client)?;
        }
        events::record(c, now, Kind::NotMe, &user.id.into(), client)?;
        Ok(send)
    })
}
