//! Give accounts back to another application, with hashes that it can read.

mod readable;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::{Role, User};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors;
use crate::oversight::Oversight;
use crate::schema::users;
use crate::secret::Secret;
use crate::state::Services;

pub use readable::HashReader;

/// An account as it leaves.
pub struct LeavingAccount {
    /// Here.
    pub id: i64,
    /// As typed.
    pub username: String,
    /// As typed.
    pub email: String,
    /// The owner confirmed the address.
    pub email_verified: bool,
    /// The hash; none where there is none that the other application can read.
    pub hash: Option<Secret<String>>,
    /// It may do everything.
    pub is_admin: bool,
    /// It may not log in.
    pub is_disabled: bool,
    /// Member since.
    pub created_at: PrimitiveDateTime,
    /// The secret of its authenticator app in base32, where it was asked for.
    pub totp: Option<Secret<String>>,
}

/// The accounts whose ids come after `after`, in order, at most so many.
///
/// # Errors
/// [`Error::Internal`] when the secret of an authenticator app can't be opened; the database's.
pub fn export_accounts(
    s: &Services,
    _: Oversight,
    reader: HashReader,
    with_totp: bool,
    after: i64,
    most: i64,
) -> Result<Vec<LeavingAccount>, Error> {
    s.db.read(|c| read(s, c, reader, with_totp, after, most))
}

fn read(
    s: &Services,
    c: &mut Conn,
    reader: HashReader,
    with_totp: bool,
    after: i64,
    most: i64,
) -> Result<Vec<LeavingAccount>, Error> {
    let accounts = users::table.filter(users::id.gt(after)).order(users::id).limit(most);
    let accounts: Vec<User> = accounts.load(c)?;
    let leave = |user: User| {
        let totp = if with_totp { factors::find_totp(c, user.id)? } else { None };
        let totp = totp.filter(factors::TotpRow::counts).map(|row| row.open(s, user.id)).transpose()?;
        Ok(LeavingAccount {
            id: user.id,
            hash: reader.reads(&user.password).map(Secret::new),
            username: user.username,
            email: user.email,
            email_verified: user.email_verified,
            is_admin: user.role == Role::Admin,
            is_disabled: user.disabled_at.is_some(),
            created_at: user.created_at,
            totp: totp.map(|secret| Secret::new(secret.base32())),
        })
    };
    accounts.into_iter().map(leave).collect()
}

/// Records that the hashes of all accounts leave.
///
/// # Errors
/// Only the database's.
pub fn record_export(s: &Services, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        let number = usize::try_from(users::table.count().get_result::<i64>(c)?).unwrap_or_default();
        events::record(c, None, &Event::AccountsExported { number }, context)
    })
}
