//! The row of an authenticator app.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::TotpSecret;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::totp;
use crate::sessions::Session;
use crate::state::Services;

/// An authenticator app that is set up, or being set up.
///
/// While it is being set up, its secret is sealed for the session that began it: no other session can read or confirm it. A
/// thief in another session could otherwise begin first, let the owner scan a secret that the thief knows, and share the owner's
/// second factor from then on.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct TotpRow {
    sealed: Vec<u8>,
    /// When its secret was made.
    pub(crate) created_at: PrimitiveDateTime,
    /// Since when it counts: none before a first code has confirmed it.
    pub(crate) confirmed_at: Option<PrimitiveDateTime>,
    /// Since when it is suspended, if it is.
    pub(crate) suspended_at: Option<PrimitiveDateTime>,
}

impl TotpRow {
    /// Whether a first code has confirmed it.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.confirmed_at.is_some()
    }

    /// Whether its codes count.
    pub(crate) fn counts(&self) -> bool {
        self.is_confirmed() && self.suspended_at.is_none()
    }

    /// Its secret, once it counts.
    ///
    /// # Errors
    /// When no key of this node opens it.
    pub(crate) fn open(&self, s: &Services, user_id: i64) -> Result<TotpSecret, Error> {
        let opened = s.secrets.open(&name(user_id), &self.sealed);
        let lost = |_| Error::internal("the secret of an authenticator app was sealed with a key that is not there");
        opened.map(TotpSecret::from_bytes).map_err(lost)
    }

    /// The secret that is being set up, if this session began that.
    pub(crate) fn begun_by(&self, s: &Services, user_id: i64, session: &Session) -> Option<TotpSecret> {
        let opened = s.secrets.open(&name_while_begun(user_id, session), &self.sealed);
        opened.ok().filter(|_| self.confirmed_at.is_none()).map(TotpSecret::from_bytes)
    }
}

fn name(user_id: i64) -> String {
    format!("totp {user_id}")
}

/// By the handle: the session's id changes when its person is authenticated again.
fn name_while_begun(user_id: i64, session: &Session) -> String {
    format!("totp {user_id} in {}", session.handle)
}

/// Opens the secret of every authenticator app that was confirmed, and forgets it at once: how many could be opened, and how many
/// could not.
///
/// # Errors
/// Only the database's.
pub(crate) fn open_every_totp(s: &Services) -> Result<(usize, usize), Error> {
    const AT_ONCE: i64 = 1_000;
    let (mut after, mut opened, mut lost) = (0, 0, 0);
    loop {
        let rows: Vec<(i64, Vec<u8>)> = s.db.read(|c| {
            let rows = totp::table.filter(totp::confirmed_at.is_not_null()).filter(totp::user_id.gt(after));
            Ok(rows.order(totp::user_id).limit(AT_ONCE).select((totp::user_id, totp::sealed)).load(c)?)
        })?;
        let Some((last, _)) = rows.last() else { return Ok((opened, lost)) };
        after = *last;
        for (user_id, sealed) in &rows {
            match s.secrets.open(&name(*user_id), sealed) {
                Ok(_) => opened += 1,
                Err(_) => lost += 1,
            }
        }
    }
}

/// The account's, confirmed or not.
pub(crate) fn find_totp(c: &mut Conn, user_id: i64) -> Result<Option<TotpRow>, Error> {
    let row =
        totp::table.find(user_id).select((totp::sealed, totp::created_at, totp::confirmed_at, totp::suspended_at));
    Ok(row.get_result(c).optional()?)
}

/// Seals the secret with the key of now, where it was sealed with the one before: after a change of `SECRET_KEY` each app that is
/// used needs the old one no longer.
pub(crate) fn reseal_totp(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    row: &TotpRow,
    secret: &TotpSecret,
) -> Result<(), Error> {
    let name = name(user_id);
    if s.secrets.is_current(&name, &row.sealed) {
        return Ok(());
    }
    let sealed = s.secrets.close(&name, secret.bytes())?;
    diesel::update(totp::table.find(user_id)).set(totp::sealed.eq(sealed)).execute(c)?;
    Ok(())
}

/// Keeps a new secret that no code has confirmed yet, in the place of an earlier one of the same kind. Only `session` can open it.
pub(crate) fn begin_totp(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    session: &Session,
    secret: &TotpSecret,
    now: PrimitiveDateTime,
) -> Result<(), Error> {
    let unconfirmed = totp::table.find(user_id).filter(totp::confirmed_at.is_null());
    diesel::delete(unconfirmed).execute(c)?;
    let row = (
        totp::user_id.eq(user_id),
        totp::sealed.eq(s.secrets.close(&name_while_begun(user_id, session), secret.bytes())?),
        totp::created_at.eq(now),
        totp::last_step.eq(i64::MIN),
    );
    diesel::insert_into(totp::table).values(row).execute(c)?;
    Ok(())
}

/// An app with this secret counts from now on, in the place of one that no code has confirmed, and the code that confirmed it is
/// used. For an account that is held and has no app that counts.
pub(crate) fn confirm_totp(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    secret: &TotpSecret,
    step: i64,
    now: PrimitiveDateTime,
) -> Result<(), Error> {
    let unconfirmed = totp::table.find(user_id).filter(totp::confirmed_at.is_null());
    diesel::delete(unconfirmed).execute(c)?;
    let row = (
        totp::user_id.eq(user_id),
        totp::sealed.eq(s.secrets.close(&name(user_id), secret.bytes())?),
        totp::created_at.eq(now),
        totp::confirmed_at.eq(now),
        totp::last_step.eq(step),
    );
    diesel::insert_into(totp::table).values(row).execute(c)?;
    Ok(())
}

/// Ends it; says whether there was one.
pub(crate) fn delete_totp(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    Ok(diesel::delete(totp::table.find(user_id)).execute(c)? == 1)
}
