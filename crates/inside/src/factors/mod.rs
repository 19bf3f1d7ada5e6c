//! Second factors: what proves, beside the password, that the owner of an account is there, and the logins that wait for it.
//!
//! The verbs on them are those of [`crate::users`], because they change accounts.

mod code;
pub mod passkeys;
pub(crate) mod pending;
pub(crate) mod recoveries;
pub mod recovery_codes;
pub(crate) mod store;
pub mod totp;

use crate::db::Conn;
use crate::error::Error;
use crate::schema::totp as totp_table;
use crate::sessions::remembered_browsers;
use crate::state::Services;

pub use code::OneTimeCode;
pub use pending::PendingLogin;
pub use recovery_codes::RecoveryCodes;
pub use totp::TotpSecret;

use diesel::prelude::*;
use time::PrimitiveDateTime;

/// Uses a code of the account's authenticator app up; says whether it was right. Of many at the same moment, and of several within
/// one time step, exactly one is: the one statement decides (RFC 6238 section 5.2).
///
/// # Errors
/// [`Error::Internal`] when the secret can't be opened; the database's.
pub(crate) fn spend_code(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    code: &OneTimeCode,
    now: PrimitiveDateTime,
) -> Result<bool, Error> {
    let Some(row) = store::totp(c, user_id)?.filter(|row| row.confirmed_at.is_some()) else { return Ok(false) };
    let secret = row.open(s, user_id)?;
    let Some(step) = secret.step_of(code, totp::step_at(now)) else { return Ok(false) };
    let unused = totp_table::table.find(user_id).filter(totp_table::last_step.lt(step));
    let is_spent = diesel::update(unused).set(totp_table::last_step.eq(step)).execute(c)? == 1;
    if is_spent {
        store::reseal_totp(s, c, user_id, &row, &secret)?;
    }
    Ok(is_spent)
}

/// What the account has, in words for programs: what finishes its logins.
///
/// # Errors
/// Only the database's.
pub(crate) fn methods(c: &mut Conn, user_id: i64) -> Result<Vec<&'static str>, Error> {
    let mut methods = Vec::new();
    if has_totp(c, user_id)? {
        methods.push("totp");
    }
    if recovery_codes::left(c, user_id)? > 0 {
        methods.push("recovery_code");
    }
    if passkeys::store::number(c, user_id)? > 0 {
        methods.push("passkey");
    }
    Ok(methods)
}

/// Whether the account has an authenticator app that counts.
///
/// # Errors
/// Only the database's.
pub(crate) fn has_totp(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    Ok(store::totp(c, user_id)?.is_some_and(|row| row.confirmed_at.is_some()))
}

/// How many second factors the account has. Recovery codes are none.
///
/// # Errors
/// Only the database's.
pub(crate) fn number(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    Ok(usize::from(has_totp(c, user_id)?) + passkeys::store::number(c, user_id)?)
}

/// Ends every second factor of the account with everything that belongs to one.
///
/// # Errors
/// Only the database's.
pub(crate) fn remove_all(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    store::delete_totp(c, user_id)?;
    passkeys::store::delete_all(c, user_id)?;
    recovery_codes::delete(c, user_id)?;
    remembered_browsers::forget_all(c, user_id)?;
    pending::delete_all(c, user_id)
}
