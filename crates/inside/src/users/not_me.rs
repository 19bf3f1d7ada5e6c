//! "This wasn't me": an intruder is in the account. Log everyone out and let the owner of the mailbox back in.

use super::consequences::LockedOut;
use super::{User, consequences, factor_recovery, linked_account, request_reset};
use crate::context::{Context, Credential};
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors::{Suspended, pending};
use crate::limits::{self, EmailKind};
use crate::links::{Purpose, Token};
use crate::sessions::{self, Caller, remembered_browsers};
use crate::state::Services;

/// An account whose every session ended.
pub struct LoggedOut {
    /// Whether the link was sent: an unconfirmed address gets only so many.
    pub link_sent: bool,
    /// What became of its second factors.
    pub suspended: Suspended,
}

/// Ends every session of the caller's account, this one and all tokens included, and sends a link for a new password. Second
/// factors that were added after the caller had logged in, and not proved by this session, are suspended.
///
/// A thief who holds a session can do this too. It logs the thief out, so the password stays as it is; and what it suspends lets
/// nobody in.
///
/// # Errors
/// [`Error::NotLoggedIn`] when this session was ended meanwhile.
pub fn not_me(s: &Services, caller: &Caller, context: &Context) -> Result<LoggedOut, Error> {
    let send = limits::may_notify(s, context, EmailKind::Reset, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold(c, context)?;
        sessions::end_all(c, user.id)?;
        pending::delete_all(c, user.id)?;
        factor_recovery::stop(c, &user, RecoveryStop::LockedOut, context)?;
        remembered_browsers::forget_all(c, user.id)?;
        if send {
            request_reset::send(s, c, &user, context)?;
        }
        events::record(c, user.id, &Event::NotMe, context)?;
        let session = &caller.session;
        let suspended =
            consequences::suspend_factors(s, c, user.id, session.created_at, &session.authenticated, context)?;
        Ok(LoggedOut { link_sent: send, suspended })
    })
}

/// The account that this link would lock. Changes nothing.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn find(s: &Services, token: &Token, context: &Context) -> Result<User, Error> {
    let (_, user) = s.db.read(|c| linked_account::find(c, context.now, Purpose::NotMe, token))?;
    Ok(user)
}

/// Locks everyone out of the account ([`consequences::lock_out`]) on the strength of a link from a notice.
///
/// Links that undo an email change stay as they are: the mailbox that holds one decides about the address, this link only
/// about who is logged in.
///
/// # Errors
/// [`Error::DeadLink`]. Of two requests at once exactly one succeeds.
pub fn not_me_from_email(s: &Services, token: &Token, context: &Context) -> Result<LockedOut, Error> {
    let now = context.now;
    s.db.transaction(|c| {
        let (link, user) = linked_account::spend(c, now, Purpose::NotMe, token)?;
        let context = &context.acting_for(user.id, Credential::Link);
        events::record(c, user.id, &Event::NotMe, context)?;
        consequences::lock_out(s, c, &user, link.created_at, context)
    })
}
