//! Make a new set of recovery codes.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, factor_changes, factor_recovery};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors::{RecoveryCodes, recovery_codes};
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::sessions::{self, SessionId};
use crate::state::Hashing;

/// A new set.
pub struct Renewal {
    /// This is the only time they are readable.
    pub recovery_codes: RecoveryCodes,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// Makes a new set in the place of the old one, which ends with it.
///
/// # Errors
/// [`Error::NotFound`] for an account without a second factor; those of [`identity_check::require`] and [`limits::change_factors`];
/// [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn renew_recovery_codes(
    s: &Hashing,
    caller: &Caller,
    evidence: &Evidence,
    context: &Context,
) -> Result<Renewal, Error> {
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        if !user.has_second_factor() {
            return Err(Error::NotFound);
        }
        let recovery_codes = recovery_codes::renew(c, user.id, context.now)?;
        let renewed = sessions::renew(c, &caller.session, verified)?;
        events::record(c, user.id, &Event::RecoveryCodesRenewed, context)?;
        factor_changes::notify(s, c, &user, FactorChange::RecoveryCodesRenewed, notify, context)?;
        Ok(Renewal { recovery_codes, session_id: renewed.id })
    })
}
