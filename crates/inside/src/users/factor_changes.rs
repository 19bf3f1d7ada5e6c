//! What follows a change of an account's second factors: remembered browsers are forgotten, and its owner is notified by email,
//! with a link that locks everyone out.

use super::{User, not_me_link, store};
use time::PrimitiveDateTime;

use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::factors::{self, RecoveryCodes, recovery_codes};
use crate::mail::{self, Email, FactorChange, Occasion};
use crate::sessions::remembered_browsers;
use crate::state::Services;

/// Notes that the account has a factor, with its first one; and makes its recovery codes then.
///
/// # Errors
/// Only the database's.
pub(super) fn first_factor(c: &mut Conn, user: &User, now: PrimitiveDateTime) -> Result<Option<RecoveryCodes>, Error> {
    if user.has_second_factor() {
        return Ok(None);
    }
    store::set_second_factor(c, user.id, Some(now))?;
    recovery_codes::renew(c, user.id, now).map(Some)
}

/// What follows the removal of a factor: with the last one that counts everything goes that belongs to factors, and what does not
/// count too. Its owner has just proved that one.
///
/// # Errors
/// Only the database's.
pub(super) fn after_removal(s: &Services, c: &mut Conn, user: &User) -> Result<(), Error> {
    if factors::number(c, user.id, s.passkey_domain())? > 0 {
        return Ok(());
    }
    factors::remove_all(c, user.id)?;
    store::set_second_factor(c, user.id, None)
}

/// Forgets the browsers that were remembered for the factors of before, and queues the notice, in the transaction of the change.
/// `notify` is the answer of
/// [`limits::may_notify`](crate::limits::may_notify) about the owner.
///
/// # Errors
/// Those of [`mail::queue`].
pub(super) fn notify(
    s: &Services,
    c: &mut Conn,
    user: &User,
    change: FactorChange,
    notify: bool,
    context: &Context,
) -> Result<(), Error> {
    match change {
        FactorChange::TotpAdded
        | FactorChange::TotpRemoved
        | FactorChange::PasskeyAdded
        | FactorChange::PasskeyRemoved
        | FactorChange::Reset
        | FactorChange::Recovered => {
            remembered_browsers::forget_all(c, user.id)?;
        }
        // None of these changes which factors there are.
        FactorChange::PasskeyRefused | FactorChange::RecoveryCodesRenewed | FactorChange::RecoveryCodeUsed { .. } => {}
    }
    if !notify {
        return Ok(());
    }
    let not_me_link = not_me_link::issue(s, c, context.now, user)?;
    let occasion = match change {
        FactorChange::Reset => Occasion::by_staff(context),
        _ => Occasion::of(context),
    };
    mail::queue(s, c, user.recipient(), &Email::SecondFactor { change, not_me_link, occasion })
}
