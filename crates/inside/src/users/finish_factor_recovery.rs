//! Finish the delayed recovery: with the link in its last email every second factor goes.

use super::{User, factor_changes, factor_recovery, linked_account, store};
use crate::context::{Context, Credential};
use crate::error::{DeadLink, Error};
use crate::events::{self, Event};
use crate::factors::{self, recoveries};
use crate::links::{Purpose, Token};
use crate::mail::FactorChange;
use crate::sessions;
use crate::state::Services;

/// Removes every second factor with what belongs to it, and ends every session: where the owner had one, they have not seen or not
/// heeded what it told them for days, and a change like this leaves nothing behind that was logged in before it. Logs nobody in:
/// the password is still needed. None when the wait is not over, because the clock was turned back; the link is not spent then.
///
/// # Errors
/// [`Error::DeadLink`]. Of two requests at once exactly one succeeds.
pub fn finish_factor_recovery(s: &Services, token: &Token, context: &Context) -> Result<Option<User>, Error> {
    let (now, purpose) = (context.now, Purpose::FinishRecovery);
    s.db.transaction(|c| {
        let (_, user) = linked_account::find(c, now, purpose, token)?;
        let user = store::hold(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Unknown))?;
        let recovery = recoveries::find(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Void))?;
        if now < recovery.ready_at {
            return Ok(None);
        }
        linked_account::spend(c, now, purpose, token)?;
        let context = &context.acting_for(user.id, Credential::Link);
        factor_recovery::end(c, user.id, now)?;
        factors::remove_all(c, user.id)?;
        store::set_second_factor(c, user.id, None)?;
        sessions::end_all(c, user.id)?;
        events::record(c, user.id, &Event::FactorsRecovered, context)?;
        // The address is confirmed, so no limit counts this email.
        factor_changes::notify(s, c, &user, FactorChange::Recovered, true, context)?;
        Ok(Some(user))
    })
}
