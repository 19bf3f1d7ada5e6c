//! Recovery codes: ten one-time passwords on paper (look-up secrets, NIST SP 800-63B-4 section 3.1.2), one set for all second
//! factors of an account. They finish a login whose second factor is lost, and do nothing else.

use data_encoding::BASE32_NOPAD;
use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::OneTimeCode;
use crate::account::User;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::recovery_codes;
use crate::secret::{Secret, sha256};
use crate::state::Reads;

/// In one set.
pub(crate) const NUMBER: usize = 10;

/// So many left, or fewer, and the owner is reminded to make new ones.
const FEW: usize = 3;

/// A set that was just made, the only time it is readable.
#[derive(Clone, Debug)]
pub struct RecoveryCodes(Vec<Secret<String>>);

/// A code as it is listed for its owner.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct RecoveryCode {
    pub(crate) created_at: PrimitiveDateTime,
    pub(crate) used_at: Option<PrimitiveDateTime>,
    pub(crate) suspended_at: Option<PrimitiveDateTime>,
}

impl RecoveryCodes {
    /// Each in groups of four: `ABCD-EFGH-IJKL-MNOP`.
    pub fn readable(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|code| code.expose().as_str())
    }
}

/// Splits a text into groups of four.
pub(super) fn in_groups(text: &str, between: &str) -> String {
    let groups: Vec<String> =
        text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join(between)
}

/// 80 random bits. What is kept is a plain digest, salted with the account: nobody can count through 80 bits, not even with the
/// table in hand.
fn generate() -> Secret<String> {
    Secret::new(in_groups(&BASE32_NOPAD.encode(&crate::random::bytes::<10>()), "-"))
}

/// What is kept of a code. Zero, one and eight are not in its alphabet, and are read as the letters they look like.
fn hash(user_id: i64, code: &OneTimeCode) -> String {
    let typed = code.text().replace('0', "O").replace('1', "I").replace('8', "B");
    sha256(&format!("recovery code {user_id} {typed}"))
}

/// Makes a new set in the place of the old one.
///
/// # Errors
/// Only the database's.
pub(crate) fn renew(c: &mut Conn, user_id: i64, now: PrimitiveDateTime) -> Result<RecoveryCodes, Error> {
    delete(c, user_id)?;
    let codes: Vec<Secret<String>> = std::iter::repeat_with(generate).take(NUMBER).collect();
    for code in &codes {
        let row = (
            recovery_codes::user_id.eq(user_id),
            recovery_codes::hash.eq(hash(user_id, &OneTimeCode::new(code.expose()))),
            recovery_codes::created_at.eq(now),
        );
        diesel::insert_into(recovery_codes::table).values(row).execute(c)?;
    }
    Ok(RecoveryCodes(codes))
}

/// Uses a code up; says whether it was right. The one statement decides: a second one finds no row.
///
/// # Errors
/// Only the database's.
pub(crate) fn spend(c: &mut Conn, user_id: i64, code: &OneTimeCode, now: PrimitiveDateTime) -> Result<bool, Error> {
    let unused = recovery_codes::table.find((user_id, hash(user_id, code))).filter(recovery_codes::used_at.is_null());
    let unused = unused.filter(recovery_codes::suspended_at.is_null());
    Ok(diesel::update(unused).set(recovery_codes::used_at.eq(now)).execute(c)? == 1)
}

/// How many of the account's are left.
///
/// # Errors
/// Only the database's.
pub(crate) fn left(c: &mut Conn, user_id: i64) -> Result<usize, Error> {
    let unused =
        recovery_codes::table.filter(recovery_codes::user_id.eq(user_id)).filter(recovery_codes::used_at.is_null());
    let unused = unused.filter(recovery_codes::suspended_at.is_null());
    let number: i64 = unused.count().get_result(c)?;
    usize::try_from(number).map_err(Error::internal)
}

/// How many are left, where that is so few that the owner should make new ones. Asks nothing about an account without a second
/// factor, which needs none.
///
/// # Errors
/// Only the database's.
pub fn few_left(r: &mut Reads<'_>, user: &User) -> Result<Option<usize>, Error> {
    if !user.has_second_factor() {
        return Ok(None);
    }
    Ok(Some(left(r.conn, user.id)?).filter(|left| *left <= FEW))
}

/// Ends the account's set.
///
/// # Errors
/// Only the database's.
pub(crate) fn delete(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id))).execute(c)?;
    Ok(())
}

/// The account's set, without the codes.
///
/// # Errors
/// Only the database's.
pub(crate) fn of_user(c: &mut Conn, user_id: i64) -> Result<Vec<RecoveryCode>, Error> {
    let rows = recovery_codes::table.filter(recovery_codes::user_id.eq(user_id));
    let rows = rows.order((recovery_codes::used_at, recovery_codes::hash));
    Ok(rows.select((recovery_codes::created_at, recovery_codes::used_at, recovery_codes::suspended_at)).load(c)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_sixteen_characters_and_is_read_however_it_is_typed() {
        let code = generate();
        assert_eq!((code.expose().len(), code.expose().matches('-').count()), (19, 3));
        let typed = format!(" {} ", code.expose().to_lowercase().replace('-', " "));
        assert_eq!(hash(7, &OneTimeCode::new(&typed)), hash(7, &OneTimeCode::new(code.expose())));
        assert_ne!(
            hash(7, &OneTimeCode::new(&typed)),
            hash(8, &OneTimeCode::new(&typed)),
            "of one account, useless in another"
        );
        assert_eq!(hash(7, &OneTimeCode::new("0OI1")), hash(7, &OneTimeCode::new("OOII")));
    }
}
