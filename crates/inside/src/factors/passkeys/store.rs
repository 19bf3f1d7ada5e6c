//! The rows of passkeys.

use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;
use time::PrimitiveDateTime;

use super::verified::{Asserted, VerifiedPasskey};
use crate::db::Conn;
use crate::error::{Error, PasskeyProblem};
use crate::random::is_handle;
use crate::schema::{passkey_handles, passkeys};

/// A passkey.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = passkeys)]
pub(crate) struct PasskeyRow {
    /// What its owner sees it named by. It opens nothing.
    pub(crate) id: String,
    /// Whose it is.
    pub(crate) user_id: i64,
    /// What its authenticator calls it.
    pub(crate) credential_id: Vec<u8>,
    /// Its key in COSE.
    pub(crate) public_key: Vec<u8>,
    /// What it is for: the `PASSKEY_DOMAIN` of its day.
    pub(crate) domain: String,
    counter: i64,
    transports: String,
    /// It may be copied to other devices.
    pub(crate) backup_eligible: bool,
    /// It has been.
    pub(crate) backed_up: bool,
    /// The make of its authenticator, in hex.
    pub(crate) aaguid: String,
    /// What its owner calls it.
    pub(crate) name: String,
    /// When it was added.
    pub(crate) created_at: PrimitiveDateTime,
    /// When it was last right.
    pub(crate) last_used_at: Option<PrimitiveDateTime>,
    /// Since when it is suspended, if it is.
    pub(crate) suspended_at: Option<PrimitiveDateTime>,
}

impl PasskeyRow {
    /// Whether its answers count where passkeys are for this domain.
    pub(crate) fn counts(&self, domain: Option<&str>) -> bool {
        self.suspended_at.is_none() && self.is_for(domain)
    }

    /// Whether it was made for this domain: it signs for no other.
    pub(crate) fn is_for(&self, domain: Option<&str>) -> bool {
        domain == Some(self.domain.as_str())
    }

    pub(super) fn new(
        user_id: i64,
        domain: &str,
        verified: &VerifiedPasskey,
        name: String,
        now: PrimitiveDateTime,
    ) -> PasskeyRow {
        PasskeyRow {
            id: crate::random::handle(),
            user_id,
            credential_id: verified.credential_id.clone(),
            public_key: verified.public_key.clone(),
            domain: domain.to_owned(),
            counter: verified.counter,
            transports: verified.transports.join(" "),
            backup_eligible: verified.backup_eligible,
            backed_up: verified.backed_up,
            aaguid: verified.aaguid(),
            name,
            created_at: now,
            last_used_at: None,
            suspended_at: None,
        }
    }

    /// How browsers reach its authenticator.
    pub(crate) fn transports(&self) -> impl Iterator<Item = &str> {
        self.transports.split(' ').filter(|word| !word.is_empty())
    }

    /// Whether this counter says that there are two of it: it is not above the one before. Passkeys that are copied between
    /// devices don't count, and say 0 (section 6.1.1).
    pub(crate) fn is_cloned(&self, counter: i64) -> bool {
        (counter > 0 || self.counter > 0) && counter <= self.counter
    }
}

/// The account's, oldest first.
pub(crate) fn of_user(c: &mut Conn, user_id: i64) -> Result<Vec<PasskeyRow>, Error> {
    let rows = passkeys::table.filter(passkeys::user_id.eq(user_id));
    Ok(rows.order((passkeys::created_at, passkeys::id)).load(c)?)
}

/// Those of them that count where passkeys are for this domain.
pub(crate) fn that_count(c: &mut Conn, user_id: i64, domain: Option<&str>) -> Result<Vec<PasskeyRow>, Error> {
    Ok(of_user(c, user_id)?.into_iter().filter(|row| row.counts(domain)).collect())
}

/// The one that an authenticator calls this, whoever's it is.
pub(crate) fn find(c: &mut Conn, credential_id: &[u8]) -> Result<Option<PasskeyRow>, Error> {
    Ok(passkeys::table.filter(passkeys::credential_id.eq(credential_id)).get_result(c).optional()?)
}

/// Keeps a new one.
///
/// # Errors
/// [`PasskeyProblem::AlreadyAdded`] when some account has it.
pub(crate) fn add(
    c: &mut Conn,
    user_id: i64,
    domain: &str,
    verified: &VerifiedPasskey,
    name: String,
    now: PrimitiveDateTime,
) -> Result<PasskeyRow, Error> {
    if find(c, &verified.credential_id)?.is_some() {
        return Err(Error::WrongPasskey(PasskeyProblem::AlreadyAdded));
    }
    let row = PasskeyRow::new(user_id, domain, verified, name, now);
    match diesel::insert_into(passkeys::table).values(&row).execute(c) {
        Ok(_) => Ok(row),
        // By another account, at the same moment.
        Err(DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Err(Error::WrongPasskey(PasskeyProblem::AlreadyAdded))
        }
        Err(cause) => Err(cause.into()),
    }
}

/// Notes that it was right. Says whether it still counts and has the counter of when it was read: of two answers with the same
/// counter one is right, and none that comes after "This wasn't me" has suspended it.
pub(crate) fn note_use(
    c: &mut Conn,
    row: &PasskeyRow,
    asserted: &Asserted,
    now: PrimitiveDateTime,
) -> Result<bool, Error> {
    let unchanged = passkeys::table.find(&row.id).filter(passkeys::counter.eq(row.counter));
    let unchanged = unchanged.filter(passkeys::suspended_at.is_null());
    let changes = (
        passkeys::counter.eq(asserted.counter),
        passkeys::backed_up.eq(asserted.backed_up),
        passkeys::last_used_at.eq(now),
    );
    Ok(diesel::update(unchanged).set(changes).execute(c)? == 1)
}

/// Gives one of the account's another name. Says whether there is such a one.
pub(crate) fn rename(c: &mut Conn, user_id: i64, id: &str, name: &str) -> Result<bool, Error> {
    if !is_handle(id) {
        return Ok(false);
    }
    let own = passkeys::table.find(id).filter(passkeys::user_id.eq(user_id));
    Ok(diesel::update(own).set(passkeys::name.eq(name)).execute(c)? == 1)
}

/// Ends one of the account's; says which it was.
pub(crate) fn delete(c: &mut Conn, user_id: i64, id: &str) -> Result<Option<PasskeyRow>, Error> {
    if !is_handle(id) {
        return Ok(None);
    }
    let own = passkeys::table.find(id).filter(passkeys::user_id.eq(user_id));
    Ok(diesel::delete(own).returning(passkeys::all_columns).get_result(c).optional()?)
}

/// Ends all of the account's.
pub(crate) fn delete_all(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    diesel::delete(passkeys::table.filter(passkeys::user_id.eq(user_id))).execute(c)?;
    Ok(())
}

/// What authenticators call the account: random, and no number of ours (section 14.6.1). Made with its first passkey.
pub(crate) fn handle(c: &mut Conn, user_id: i64) -> Result<Option<Vec<u8>>, Error> {
    Ok(passkey_handles::table.find(user_id).select(passkey_handles::handle).get_result(c).optional()?)
}

/// The same, made where there is none. The account has to be held.
pub(crate) fn handle_or_new(c: &mut Conn, user_id: i64) -> Result<Vec<u8>, Error> {
    if let Some(handle) = handle(c, user_id)? {
        return Ok(handle);
    }
    let handle = crate::random::bytes::<16>().to_vec();
    let row = (passkey_handles::user_id.eq(user_id), passkey_handles::handle.eq(&handle));
    diesel::insert_into(passkey_handles::table).values(row).execute(c)?;
    Ok(handle)
}
