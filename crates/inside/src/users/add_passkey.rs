//! Add a passkey to an account.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, User, factor_changes, factor_recovery, passkey_name};
use crate::context::Context;
use crate::db::Conn;
use crate::error::{Error, Field, FieldCode, FieldErrors, PasskeyProblem};
use crate::events::{self, Event, RecoveryStop};
use crate::factors::passkeys::{
    self, ChallengePurpose, CreatedPasskey, CreationOptions, PasskeyRow, VerifiedPasskey, options, providers,
};
use crate::factors::{self, RecoveryCodes};
use crate::limits::{self, EmailKind};
use crate::mail::FactorChange;
use crate::sessions::{self, Method, Renewed, SessionId};
use crate::state::{Hashing, Services};
use crate::user_agent;

/// How many passkeys an account may have: each comes back in the options of the next one.
pub(crate) const MOST: usize = 20;

/// What the browser is asked to make.
pub struct PasskeySetUp {
    /// For the browser.
    pub options: CreationOptions,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// A passkey that counts.
pub struct PasskeyAdded {
    /// What pages name it by.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Made with the account's first factor; this is the only time they are readable.
    pub recovery_codes: Option<RecoveryCodes>,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// Begins: after an identity check, because a session that was stolen must not be able to add a way in that stays.
///
/// # Errors
/// [`Error::NotFound`] where this installation has no passkeys; [`Error::Invalid`] where the account has as many as it may; those
/// of [`identity_check::require`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn passkey_options(
    s: &Hashing,
    caller: &Caller,
    evidence: &Evidence,
    context: &Context,
) -> Result<PasskeySetUp, Error> {
    passkeys::settings(s).map_err(|_| Error::NotFound)?;
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        let known = passkeys::of_user(c, user.id)?;
        let handle = passkeys::handle_or_new(c, user.id)?;
        is_room(known.len())?;
        let renewed = match verified.is_empty() {
            true => Renewed::unchanged(&caller.session),
            false => sessions::renew(c, &caller.session, verified)?,
        };
        let factors = factors::fingerprint(c, &user)?;
        let purpose = ChallengePurpose::Add(caller.session.handle.as_str(), &factors);
        let options = options::to_create(s, purpose, &user.username, &handle, &known, context.now);
        Ok(PasskeySetUp { options: options.map_err(|_| Error::NotFound)?, session_id: renewed.id })
    })
}

fn is_room(number: usize) -> Result<(), Error> {
    match number < MOST {
        true => Ok(()),
        false => Err(Error::Invalid(FieldErrors::one(Field::Passkey, FieldCode::TooManyPasskeys { most: MOST }))),
    }
}

/// Keeps the passkey that the browser made. The options were given to the same session after its identity check, and end, also with
/// any change of the account's factors; so there is no second check. Without a `name` it is called after its provider, or after the browser it was made in.
///
/// # Errors
/// [`Error::Invalid`] when the passkey or its name is refused; those of [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session
/// ended meanwhile.
pub fn add_passkey(
    s: &Services,
    caller: &Caller,
    created: &CreatedPasskey,
    name: Option<&str>,
    context: &Context,
) -> Result<PasskeyAdded, Error> {
    passkeys::settings(s).map_err(refused)?;
    let chosen = name.filter(|name| !name.trim().is_empty()).map(passkey_name::parse).transpose()?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let factors = s.db.read(|c| factors::fingerprint(c, &caller.user))?;
    let purpose = ChallengePurpose::Add(caller.session.handle.as_str(), &factors);
    let verified = created.verify(s, purpose, context.now).map_err(refused)?;
    let name = chosen.unwrap_or_else(|| name_of(&verified, context));
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    let added = s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        if factors::fingerprint(c, &user)? != factors {
            return Err(Error::WrongPasskey(PasskeyProblem::Expired));
        }
        factor_recovery::stop(c, &user, RecoveryStop::FactorsChanged, context)?;
        let (row, recovery_codes) = keep(s, c, &user, &verified, name.clone(), notify, context)?;
        // To have made it with user verification is as good as to use it.
        let made = sessions::Authentications::by(Method::Passkey, context.now);
        let renewed = sessions::renew(c, &caller.session, made)?;
        Ok(PasskeyAdded { id: row.id, name: row.name, recovery_codes, session_id: renewed.id })
    });
    added.map_err(at_the_field)
}

/// Keeps a passkey that was verified, and spends its challenge. The caller holds the account.
///
/// # Errors
/// [`Error::Invalid`] where the account has as many as it may; [`Error::WrongPasskey`] when the challenge was spent before; the
/// database's.
pub(super) fn keep(
    s: &Services,
    c: &mut Conn,
    user: &User,
    verified: &VerifiedPasskey,
    name: String,
    notify: bool,
    context: &Context,
) -> Result<(PasskeyRow, Option<RecoveryCodes>), Error> {
    let domain = &passkeys::settings(s).map_err(refused)?.domain;
    is_room(passkeys::of_user(c, user.id)?.len())?;
    passkeys::spend(c, &verified.challenge, context.now)?;
    let row = passkeys::add(c, user.id, domain, verified, name, context.now)?;
    let recovery_codes = factor_changes::first_factor(c, user, context.now)?;
    events::record(c, user.id, &Event::PasskeyAdded { name: row.name.clone() }, context)?;
    factor_changes::notify(s, c, user, FactorChange::PasskeyAdded, notify, context)?;
    Ok((row, recovery_codes))
}

/// What a passkey is called that nobody named: after its provider, or after the browser it was made in.
pub(super) fn name_of(verified: &VerifiedPasskey, context: &Context) -> String {
    let provider = providers::name(&verified.aaguid()).map(str::to_owned);
    provider.unwrap_or_else(|| user_agent::english_name(&context.client.user_agent))
}

/// A new passkey that is refused, at the field of a form.
pub(super) fn refused(problem: PasskeyProblem) -> Error {
    Error::Invalid(FieldErrors::one(Field::Passkey, FieldCode::Passkey(problem)))
}

/// The same for what a transaction refused.
pub(super) fn at_the_field(error: Error) -> Error {
    match error {
        Error::WrongPasskey(problem) => refused(problem),
        error => error,
    }
}
