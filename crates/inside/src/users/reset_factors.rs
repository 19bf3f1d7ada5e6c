//! Remove every second factor of an account: the operator's way out for an owner who lost them all.

use super::{User, factor_changes, factor_recovery, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors;
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::state::Services;

/// Removes them, with the recovery codes and the logins that wait for a second factor; a recovery that runs ends. Says whether there was one. Sessions go
/// on: whoever holds one has shown more than this takes away.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`].
pub fn reset_factors(s: &Services, user: &User, context: &Context) -> Result<bool, Error> {
    let notify = limits::may_notify(s, context, EmailKind::Notice, user)?;
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let user = store::hold(c, user.id)?.ok_or(Error::NotFound)?;
        let had_one = user.has_second_factor();
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        factors::remove_all(c, user.id)?;
        if had_one {
            store::set_second_factor(c, user.id, None)?;
            events::record(c, user.id, &Event::FactorsReset, context)?;
            factor_changes::notify(s, c, &user, FactorChange::Reset, notify, context)?;
        }
        Ok(had_one)
    })
}
