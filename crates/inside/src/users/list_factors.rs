//! The second factors of an account, as its owner sees them.

use time::PrimitiveDateTime;

use super::{Caller, FactorRecovery, User, required_factor};
use crate::error::Error;
use crate::factors::{self, TotpRow, passkeys, recovery_codes};
use crate::state::Reads;

/// What is set up.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// Since when an authenticator app counts, if one does.
    pub totp_since: Option<PrimitiveDateTime>,
    /// Since when that is suspended, if it is.
    pub totp_suspended_at: Option<PrimitiveDateTime>,
    /// How many passkeys it has.
    pub passkeys: usize,
    /// How many of them are suspended.
    pub suspended_passkeys: usize,
    /// How many of them count: neither suspended nor made for another domain than today's.
    pub usable_passkeys: usize,
    /// How many recovery codes are left.
    pub recovery_codes_left: usize,
    /// Whether the account must have a second factor.
    pub is_required: bool,
    /// The delayed recovery that runs, if one does.
    pub recovery: Option<FactorRecovery>,
}

impl Factors {
    /// Whether an authenticator app answers now.
    pub fn has_usable_app(&self) -> bool {
        self.totp_since.is_some() && self.totp_suspended_at.is_none()
    }

    /// Whether one of the passkeys answers now.
    pub fn has_usable_passkey(&self) -> bool {
        self.usable_passkeys > 0
    }
}

/// What the caller's account has.
///
/// # Errors
/// Only the database's.
pub fn list_factors(r: &mut Reads<'_>, caller: &Caller) -> Result<Factors, Error> {
    of_user(r, &caller.user)
}

/// What an account has.
pub(super) fn of_user(r: &mut Reads<'_>, user: &User) -> Result<Factors, Error> {
    let user_id = user.id;
    let app = factors::find_totp(r.conn, user_id)?.filter(TotpRow::is_confirmed);
    let passkeys = passkeys::of_user(r.conn, user_id)?;
    Ok(Factors {
        totp_since: app.as_ref().and_then(|row| row.confirmed_at),
        totp_suspended_at: app.and_then(|row| row.suspended_at),
        passkeys: passkeys.len(),
        suspended_passkeys: passkeys.iter().filter(|row| row.suspended_at.is_some()).count(),
        usable_passkeys: passkeys.iter().filter(|row| row.counts(r.passkey_domain)).count(),
        recovery_codes_left: recovery_codes::left(r.conn, user_id)?,
        is_required: required_factor::is_required(r.config, user),
        recovery: user.factor_recovery(),
    })
}
