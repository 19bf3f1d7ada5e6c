//! Check a passkey's answer: at a login, in its second step, and where a change asks for it.

use super::{Caller, User, factor_changes, factor_recovery, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::{Error, PasskeyProblem};
use crate::events::{self, Event, RecoveryStop};
use crate::factors::passkeys::{self, ChallengePurpose, PasskeyAnswer, PasskeyRow, RequestOptions, options};
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::state::Services;

/// An answer that is right, and still has to be spent.
pub(super) struct CheckedPasskey {
    /// Whose passkey it is.
    pub(super) user: User,
    row: PasskeyRow,
    asserted: passkeys::Asserted,
}

/// Checks an answer for this purpose, of the account with this id where one is named. Changes nothing, except that a passkey whose
/// counter went back is refused this once, and its owner is notified: the counter that is kept stays, so that the passkey that goes
/// on counting is right again.
///
/// # Errors
/// The problem, where there is one: of an account that is disabled or gone the same as of an unknown passkey. The database's.
pub(super) fn check(
    s: &Services,
    answer: &PasskeyAnswer,
    purpose: ChallengePurpose<'_>,
    of: Option<i64>,
    context: &Context,
) -> Result<Result<CheckedPasskey, PasskeyProblem>, Error> {
    let found = match answer.credential_id() {
        Err(problem) => return Ok(Err(problem)),
        Ok(id) => s.db.read(|c| find(c, &id, answer, of))?,
    };
    let Some((row, user)) = found else { return Ok(Err(PasskeyProblem::Unknown)) };
    let asserted = match answer.verify(s, &row, purpose, context.now) {
        Ok(asserted) => asserted,
        Err(problem) => return Ok(Err(problem)),
    };
    if row.suspended_at.is_some() {
        return Ok(Err(PasskeyProblem::Suspended));
    }
    if !row.is_for(s.passkey_domain()) {
        return Ok(Err(PasskeyProblem::OtherSite));
    }
    if row.is_cloned(asserted.counter) {
        let notify = limits::may_notify(s, context, EmailKind::Notice, &user)?;
        let refused = s.db.transaction(|c| {
            // An answer is spent by this too: the same one again would send the same email again.
            passkeys::spend(c, &asserted.challenge, context.now)?;
            events::record(c, user.id, &Event::PasskeyRefused { name: row.name.clone() }, context)?;
            factor_changes::notify(s, c, &user, FactorChange::PasskeyRefused, notify, context)
        });
        return match refused {
            Ok(()) => Ok(Err(PasskeyProblem::Cloned)),
            Err(Error::WrongPasskey(problem)) => Ok(Err(problem)),
            // The account was deleted in between: its owner's link can't be made any more.
            Err(Error::NotFound) => Ok(Err(PasskeyProblem::Unknown)),
            Err(error) => Err(error),
        };
    }
    Ok(Ok(CheckedPasskey { user, row, asserted }))
}

/// The passkey and its owner, who is the one that is expected, where one is.
fn find(
    c: &mut Conn,
    credential_id: &[u8],
    answer: &PasskeyAnswer,
    of: Option<i64>,
) -> Result<Option<(PasskeyRow, User)>, Error> {
    let row = passkeys::find(c, credential_id)?.filter(|row| of.is_none_or(|id| id == row.user_id));
    let Some(row) = row else { return Ok(None) };
    let Ok(said) = answer.user_handle() else { return Ok(None) };
    // What it calls its owner has to be what we call them (section 7.2, step 6); it leaves it out only where the passkey was named.
    let is_owner = match said {
        Some(said) => passkeys::handle(c, row.user_id)?.is_some_and(|handle| handle == said),
        None => of.is_some(),
    };
    let user = store::find(c, row.user_id)?.filter(|user| is_owner && user.disabled_at.is_none());
    Ok(user.map(|user| (row, user)))
}

impl CheckedPasskey {
    /// Spends the answer, in the transaction of what it is for.
    ///
    /// # Errors
    /// [`Error::WrongPasskey`] when it was spent before, or the passkey was removed or used meanwhile: that has to roll the
    /// transaction back.
    pub(super) fn spend(&self, c: &mut Conn, context: &Context) -> Result<(), Error> {
        passkeys::spend(c, &self.asserted.challenge, context.now)?;
        match passkeys::note_use(c, &self.row, &self.asserted, context.now)? {
            true => Ok(()),
            false => Err(Error::WrongPasskey(PasskeyProblem::Expired)),
        }
    }
}

/// What the browser is asked for where a change needs a passkey of the caller's.
///
/// # Errors
/// [`Error::NotFound`] where this installation has no passkeys, or the account has none; the database's.
pub fn confirmation_options(s: &Services, caller: &Caller, context: &Context) -> Result<RequestOptions, Error> {
    let known = s.db.read(|c| passkeys::that_count(c, caller.user.id, s.passkey_domain()))?;
    if known.is_empty() {
        return Err(Error::NotFound);
    }
    let purpose = ChallengePurpose::Confirm(caller.session.handle.as_str());
    options::to_get(s, purpose, &known, context.now).map_err(|_| Error::NotFound)
}

/// Checks and spends the answer of one of the caller's passkeys. Nobody guesses a signature: a wrong one counts for nothing but the
/// work that it makes.
///
/// # Errors
/// [`Error::WrongCurrentPasskey`]; [`Error::TooMany`] for a network that sends too many wrong ones; the database's.
pub(super) fn confirm(s: &Services, caller: &Caller, answer: &PasskeyAnswer, context: &Context) -> Result<(), Error> {
    let attempt = limits::passkey(s, context, Some(caller.session.handle.as_str()))?;
    let purpose = ChallengePurpose::Confirm(caller.session.handle.as_str());
    let checked = check(s, answer, purpose, Some(caller.user.id), context)?;
    let checked = checked.map_err(Error::WrongCurrentPasskey)?;
    let spent = s.db.transaction(|c| {
        // The account first, as in every verb that wants both: a recovery may have begun since the request did.
        let user = store::hold(c, caller.user.id)?.ok_or(Error::NotLoggedIn)?;
        checked.spend(c, context)?;
        factor_recovery::stop(c, &user, RecoveryStop::SecondFactor, context)?;
        attempt.withdrawn(c, s)
    });
    spent.map_err(|error| match error {
        Error::WrongPasskey(problem) => Error::WrongCurrentPasskey(problem),
        error => error,
    })
}
