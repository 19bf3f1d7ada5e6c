//! The row of an authenticator app.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::TotpSecret;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::totp;
use crate::state::Services;

/// An authenticator app that is set up, or being set up.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct TotpRow {
    sealed: Vec<u8>,
    /// When its secret was made.
    pub(crate) created_at: PrimitiveDateTime,
    /// Since when it counts: none before a first code has confirmed it.
    pub(crate) confirmed_at: Option<PrimitiveDateTime>,
}

impl TotpRow {
    /// Its secret.
    ///
    /// # Errors
    /// When no key of this node opens it.
    pub(crate) fn open(&self, s: &Services, user_id: i64) -> Result<TotpSecret, Error> {
        let opened = s.secrets.open(&name(user_id), &self.sealed);
        let lost = |_| Error::internal("the secret of an authenticator app was sealed with a key that is not there");
        opened.map(TotpSecret::from_bytes).map_err(lost)
    }
}

fn name(user_id: i64) -> String {
    format!("totp {user_id}")
}

/// The account's, confirmed or not.
pub(crate) fn totp(c: &mut Conn, user_id: i64) -> Result<Option<TotpRow>, Error> {
    let row = totp::table.find(user_id).select((totp::sealed, totp::created_at, totp::confirmed_at));
    Ok(row.get_result(c).optional()?)
}

/// Keeps a new secret that no code has confirmed yet, in the place of an earlier one of the same kind.
pub(crate) fn begin_totp(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    secret: &TotpSecret,
    now: PrimitiveDateTime,
) -> Result<(), Error> {
    let unconfirmed = totp::table.find(user_id).filter(totp::confirmed_at.is_null());
    diesel::delete(unconfirmed).execute(c)?;
    let row = (
        totp::user_id.eq(user_id),
        totp::sealed.eq(s.secrets.close(&name(user_id), secret.bytes())?),
        totp::created_at.eq(now),
        totp::last_step.eq(i64::MIN),
    );
    diesel::insert_into(totp::table).values(row).execute(c)?;
    Ok(())
}

/// The app counts from now on, and the code that confirmed it is used.
pub(crate) fn confirm_totp(c: &mut Conn, user_id: i64, step: i64, now: PrimitiveDateTime) -> Result<bool, Error> {
    let unconfirmed = totp::table.find(user_id).filter(totp::confirmed_at.is_null());
    let confirmed = (totp::confirmed_at.eq(now), totp::last_step.eq(step));
    Ok(diesel::update(unconfirmed).set(confirmed).execute(c)? == 1)
}

/// Ends it; says whether there was one.
pub(crate) fn delete_totp(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    Ok(diesel::delete(totp::table.find(user_id)).execute(c)? == 1)
}
