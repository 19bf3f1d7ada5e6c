//! Remove a passkey.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, User, factor_changes, factor_recovery, required_factor};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors::passkeys;
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::sessions::{self, SessionId};
use crate::state::{Hashing, Services};

/// A passkey that is gone.
pub struct PasskeyRemoved {
    /// What it was called.
    pub name: String,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// Removes one of the caller's passkeys, and with the last second factor the recovery codes.
///
/// # Errors
/// [`Error::NotFound`] when the caller has no such passkey; [`Error::LastFactor`] when the account must have a second factor and
/// this is the last; those of [`identity_check::require`], which asks for a second factor too, and of [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn remove_passkey(
    s: &Hashing,
    caller: &Caller,
    id: &str,
    evidence: &Evidence,
    context: &Context,
) -> Result<PasskeyRemoved, Error> {
    s.db.read(|c| may_remove(c, s, &caller.user, id))?;
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        may_remove(c, s, &user, id)?;
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        let row = passkeys::delete(c, user.id, id)?.ok_or(Error::NotFound)?;
        factor_changes::after_removal(s, c, &user)?;
        let renewed = sessions::renew(c, &caller.session, verified)?;
        events::record(c, user.id, &Event::PasskeyRemoved { name: row.name.clone() }, context)?;
        factor_changes::notify(s, c, &user, FactorChange::PasskeyRemoved, notify, context)?;
        Ok(PasskeyRemoved { name: row.name, session_id: renewed.id })
    })
}

fn may_remove(c: &mut Conn, s: &Services, user: &User, id: &str) -> Result<(), Error> {
    let domain = s.passkey_domain();
    let is_useless = passkeys::of_user(c, user.id)?.iter().any(|row| row.id == id && !row.counts(domain));
    required_factor::may_lose_one(s, c, user, !is_useless)
}
