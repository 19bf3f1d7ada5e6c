//! Stop the delayed recovery of the second factors: by any session of the account, or by the link in any of its emails.

use super::{Caller, FactorRecovery, User, factor_recovery, linked_account};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::{DeadLink, Error};
use crate::events::RecoveryStop;
use crate::factors::recoveries;
use crate::links::{Purpose, Token};
use crate::state::Services;

/// A recovery, as the holder of a link about it sees it.
pub struct LinkedRecovery {
    /// The account.
    pub user: User,
    /// Its times.
    pub recovery: FactorRecovery,
    /// Whether this link finishes it now; it stops it in any case.
    pub can_finish: bool,
}

/// Stops the one of the caller's account. Needs no identity check: to stop it leaves the account as it was.
///
/// # Errors
/// [`Error::NotFound`] when none runs; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub fn stop_factor_recovery(s: &Services, caller: &Caller, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        let user = caller.hold(c, context)?;
        let was_running = factor_recovery::stop(c, &user, RecoveryStop::Session, context)?;
        was_running.then_some(()).ok_or(Error::NotFound)
    })
}

/// What this link is about. Changes nothing.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn find(s: &Services, token: &Token, context: &Context) -> Result<LinkedRecovery, Error> {
    let (purpose, user, row) = s.db.read(|c| {
        let (purpose, user) = linked(c, token, context)?;
        let row = recoveries::find(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Void))?;
        Ok((purpose, user, row))
    })?;
    let recovery = FactorRecovery { started_at: row.started_at, ready_at: row.ready_at };
    let can_finish = purpose == Purpose::FinishRecovery && row.ready_at <= context.now;
    Ok(LinkedRecovery { user, recovery, can_finish })
}

/// Stops the recovery that this link is about.
///
/// # Errors
/// [`Error::DeadLink`]. Of two requests at once exactly one succeeds.
pub fn stop_factor_recovery_from_email(s: &Services, token: &Token, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        let (purpose, _) = linked(c, token, context)?;
        let (_, user) = linked_account::spend(c, context.now, purpose, token)?;
        let context = &context.acting_for(user.id, Credential::Link);
        let was_running = factor_recovery::stop(c, &user, RecoveryStop::Link, context)?;
        was_running.then_some(()).ok_or(Error::DeadLink(DeadLink::Void))
    })
}

/// The account of a link, and which of the two kinds it is: both stand at the same address.
fn linked(c: &mut Conn, token: &Token, context: &Context) -> Result<(Purpose, User), Error> {
    let purpose = Purpose::StopRecovery;
    match linked_account::find(c, context.now, purpose, token) {
        Ok((_, user)) => Ok((purpose, user)),
        Err(Error::DeadLink(DeadLink::Unknown)) => {
            let (_, user) = linked_account::find(c, context.now, Purpose::FinishRecovery, token)?;
            Ok((Purpose::FinishRecovery, user))
        }
        Err(error) => Err(error),
    }
}
