//! Second factors: what proves, beside the password, that the owner of an account is there, and the logins that wait for it.
//!
//! The verbs on them are those of [`crate::users`], because they change accounts.

mod code;
pub mod method;
pub mod passkeys;
pub(crate) mod pending;
pub(crate) mod recoveries;
pub mod recovery_codes;
mod store;
pub(crate) mod suspension;
pub mod totp;

use crate::account::User;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::totp as totp_table;
use crate::sessions::remembered_browsers;
use crate::state::Services;
pub(crate) use store::{TotpRow, begin_totp, confirm_totp, delete_totp, find_totp, open_every_totp};

pub use code::OneTimeCode;
pub use method::SecondStepMethod;
pub use pending::PendingLogin;
pub use recovery_codes::RecoveryCodes;
pub use suspension::Suspended;
pub use totp::TotpSecret;

use diesel::prelude::*;
use time::PrimitiveDateTime;

/// Uses a code of the account's authenticator app up; says whether it was right. Of many at the same moment, and of several within
/// one time step, exactly one is: the one statement decides (RFC 6238 section 5.2). It also decides that the app is still the one
/// whose secret was read, and is not suspended.
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
    let Some(row) = store::find_totp(c, user_id)?.filter(TotpRow::counts) else { return Ok(false) };
    let secret = row.open(s, user_id)?;
    let Some(step) = secret.step_of(code, totp::step_at(now)) else { return Ok(false) };
    let unused = totp_table::table.find(user_id).filter(totp_table::last_step.lt(step));
    let unused =
        unused.filter(totp_table::confirmed_at.eq(row.confirmed_at)).filter(totp_table::suspended_at.is_null());
    let is_spent = diesel::update(unused).set(totp_table::last_step.eq(step)).execute(c)? == 1;
    if is_spent {
        store::reseal_totp(s, c, user_id, &row, &secret)?;
    }
    Ok(is_spent)
}

/// What finishes the logins of the account where passkeys are for this domain.
///
/// # Errors
/// Only the database's.
pub(crate) fn methods(c: &mut Conn, user_id: i64, domain: Option<&str>) -> Result<Vec<SecondStepMethod>, Error> {
    let mut methods = Vec::new();
    if has_totp(c, user_id)? {
        methods.push(SecondStepMethod::Totp);
    }
    if recovery_codes::left(c, user_id)? > 0 {
        methods.push(SecondStepMethod::RecoveryCode);
    }
    if !passkeys::that_count(c, user_id, domain)?.is_empty() {
        methods.push(SecondStepMethod::Passkey);
    }
    Ok(methods)
}

/// Whether the account has an authenticator app that counts.
///
/// # Errors
/// Only the database's.
pub(crate) fn has_totp(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    Ok(store::find_totp(c, user_id)?.is_some_and(|row| row.counts()))
}

/// How many second factors of the account count where passkeys are for this domain. Recovery codes are none; what is suspended, and
/// a passkey for another domain, does not count.
///
/// # Errors
/// Only the database's.
pub(crate) fn number(c: &mut Conn, user_id: i64, domain: Option<&str>) -> Result<usize, Error> {
    Ok(usize::from(has_totp(c, user_id)?) + passkeys::that_count(c, user_id, domain)?.len())
}

/// The second factors of an account that do not count, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unusable {
    /// So many are suspended.
    pub suspended: usize,
    /// So many more are passkeys for another domain than today's.
    pub elsewhere: usize,
}

/// Those of the account.
///
/// # Errors
/// Only the database's.
pub(crate) fn unusable(c: &mut Conn, user_id: i64, domain: Option<&str>) -> Result<Unusable, Error> {
    let app = store::find_totp(c, user_id)?.filter(|row| row.is_confirmed() && row.suspended_at.is_some());
    let passkeys = passkeys::of_user(c, user_id)?;
    let (suspended, others): (Vec<_>, Vec<_>) = passkeys.into_iter().partition(|row| row.suspended_at.is_some());
    let elsewhere = others.iter().filter(|row| !row.is_for(domain)).count();
    Ok(Unusable { suspended: suspended.len() + usize::from(app.is_some()), elsewhere })
}

/// Says which second factors the account has, in a text that changes with each of them.
///
/// # Errors
/// Only the database's.
pub(crate) fn fingerprint(c: &mut Conn, user: &User) -> Result<String, Error> {
    let app =
        store::find_totp(c, user.id)?.filter(TotpRow::is_confirmed).map(|row| (row.confirmed_at, row.suspended_at));
    let passkeys: Vec<_> = passkeys::of_user(c, user.id)?.into_iter().map(|row| (row.id, row.suspended_at)).collect();
    Ok(crate::secret::sha256(&format!("{:?} {app:?} {passkeys:?}", user.second_factor_since)))
}

/// Ends every second factor of the account with everything that belongs to one.
///
/// # Errors
/// Only the database's.
pub(crate) fn remove_all(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    store::delete_totp(c, user_id)?;
    passkeys::delete_all(c, user_id)?;
    recovery_codes::delete(c, user_id)?;
    remembered_browsers::forget_all(c, user_id)?;
    pending::delete_all(c, user_id)
}
