//! Remove the authenticator app.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, User, factor_changes, factor_recovery, required_factor};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors;
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::sessions::{self, SessionId};
use crate::state::{Hashing, Services};

/// Removes the caller's authenticator app, and with the last second factor the recovery codes. Returns the new id of the
/// caller's session, where it got one.
///
/// # Errors
/// [`Error::NotFound`] when there is none; [`Error::LastFactor`] when the account must have one; those of
/// [`identity_check::require`], which asks for a second factor too, and of [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn remove_totp(
    s: &Hashing,
    caller: &Caller,
    evidence: &Evidence,
    context: &Context,
) -> Result<Option<SessionId>, Error> {
    s.db.read(|c| may_remove(c, s, &caller.user))?;
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        may_remove(c, s, &user)?;
        let was_on = factors::find_totp(c, user.id)?.is_some_and(|row| row.is_confirmed());
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        if !factors::delete_totp(c, user.id)? {
            return Err(Error::NotFound);
        }
        factor_changes::after_removal(s, c, &user)?;
        let renewed = sessions::renew(c, &caller.session, verified)?;
        // What was never confirmed was no factor.
        if was_on {
            events::record(c, user.id, &Event::TotpRemoved, context)?;
            factor_changes::notify(s, c, &user, FactorChange::TotpRemoved, notify, context)?;
        }
        Ok(renewed.id)
    })
}

fn may_remove(c: &mut Conn, s: &Services, user: &User) -> Result<(), Error> {
    let is_suspended = factors::find_totp(c, user.id)?.is_some_and(|row| row.suspended_at.is_some());
    required_factor::may_lose_one(s, c, user, !is_suspended)
}
