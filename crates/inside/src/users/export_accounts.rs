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

/// What of an account leaves, and how many are held at once.
#[derive(Clone, Copy, Debug)]
pub struct Leaving {
    /// Which hashes.
    pub reader: HashReader,
    /// The secrets of authenticator apps as well.
    pub with_totp: bool,
    /// So many accounts.
    pub at_once: i64,
}

/// Gives all accounts to `take`, in the order of their ids, some at a time and as of one moment: an account that changes its name
/// meanwhile, whose old name another one takes, would else leave twice under one name.
///
/// # Errors
/// Those of `take`; [`Error::Internal`] when the secret of an authenticator app can't be opened; the database's.
pub fn export_accounts<E: From<Error>>(
    s: &Services,
    _: Oversight,
    what: Leaving,
    mut take: impl FnMut(&[LeavingAccount]) -> Result<(), E>,
) -> Result<(), E> {
    let mut each_page = |c: &mut Conn| {
        let mut after = 0;
        loop {
            let accounts = page(s, c, what, after)?;
            let Some(last) = accounts.last() else { return Ok(()) };
            after = last.id;
            take(&accounts)?;
        }
    };
    s.db.read_one_moment(|c| Ok(each_page(c)))?
}

fn page(s: &Services, c: &mut Conn, what: Leaving, after: i64) -> Result<Vec<LeavingAccount>, Error> {
    let Leaving { reader, with_totp, at_once } = what;
    let accounts = users::table.filter(users::id.gt(after)).order(users::id).limit(at_once);
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
