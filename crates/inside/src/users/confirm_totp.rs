//! Confirm an authenticator app with its first code: from then on it counts.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, User, factor_changes, factor_recovery};
use crate::context::Context;
use crate::db::Conn;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event, RecoveryStop};
use crate::factors::{self, OneTimeCode, RecoveryCodes, TotpSecret, totp};
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::sessions::{self, Method, SessionId};
use crate::state::{Hashing, Services};

/// An app that counts.
pub struct TotpConfirmed {
    /// Made with the account's first factor; this is the only time they are readable.
    pub recovery_codes: Option<RecoveryCodes>,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// Confirms the app that this session is setting up. The code is used by that. `evidence` is for the password: a code of the app can't be
/// one before it counts.
///
/// # Errors
/// [`Error::Invalid`] when no app is being set up, or the code is missing or wrong; those of [`identity_check::require`] and
/// [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn confirm_totp(
    s: &Hashing,
    caller: &Caller,
    code: &OneTimeCode,
    evidence: &Evidence,
    context: &Context,
) -> Result<TotpConfirmed, Error> {
    if code.is_empty() {
        return Err(invalid(FieldCode::CodeRequired));
    }
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        let begun = factors::find_totp(c, user.id)?.and_then(|row| row.begun_by(s, user.id, &caller.session));
        let secret = begun.ok_or_else(|| invalid(FieldCode::TotpNotStarted))?;
        let recovery_codes = confirm(s, c, &user, &secret, code, notify, context)?;
        let renewed = sessions::renew(c, &caller.session, verified.and(Method::Totp, context.now))?;
        Ok(TotpConfirmed { recovery_codes, session_id: renewed.id })
    })
}

/// The same for an account that is held and whose owner is known to be there: the app counts from now on, the code is used, and
/// the owner is notified. Returns the recovery codes that come with the account's first factor.
///
/// # Errors
/// [`Error::Invalid`] when the code is wrong.
pub(super) fn confirm(
    s: &Services,
    c: &mut Conn,
    user: &User,
    secret: &TotpSecret,
    code: &OneTimeCode,
    notify: bool,
    context: &Context,
) -> Result<Option<RecoveryCodes>, Error> {
    let now = context.now;
    let step = secret.step_of(code, totp::step_at(now)).ok_or_else(|| invalid(FieldCode::CodeIncorrect))?;
    factors::confirm_totp(s, c, user.id, secret, step, now)?;
    let recovery_codes = factor_changes::first_factor(c, user, now)?;
    events::record(c, user.id, &Event::TotpAdded, context)?;
    factor_changes::notify(s, c, user, FactorChange::TotpAdded, notify, context)?;
    Ok(recovery_codes)
}

fn invalid(code: FieldCode) -> Error {
    Error::Invalid(FieldErrors::one(Field::Code, code))
}
