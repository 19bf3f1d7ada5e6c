//! Delete accounts whose owners never confirmed an address: a username or an address that was typed wrong, or that belongs
//! to another person, is free again after `UNVERIFIED_RETENTION`.

use time::PrimitiveDateTime;

use super::{delete_account, store};
use crate::context::Context;
use crate::db::{self, Lock};
use crate::error::Error;
use crate::state::Services;

/// Accounts that are read at a time.
const PAGE: i64 = 100;

/// Deletes them and returns how many there were. Each goes in a transaction of its own, with everything that belongs to
/// it; [`store::never_confirmed_since`] says which. No email is sent: the address was never confirmed.
///
/// # Errors
/// Only the database's: that of the first account which could not be deleted, after the others had their turn. It is tried again with
/// the next call.
pub(crate) fn delete_unconfirmed(s: &Services) -> Result<usize, Error> {
    let Some(retention) = s.config.unverified_retention else { return Ok(0) };
    let context = Context::system(&s.clock);
    let before = context.now - retention;
    let (mut deleted, mut after, mut failed) = (0, 0, None);
    loop {
        let ids = s.db.read(|c| store::never_confirmed_since(c, before, after, PAGE))?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            match delete_one(s, id, before, &context) {
                Ok(is_deleted) => deleted += usize::from(is_deleted),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
    }
    failed.map_or(Ok(deleted), Err)
}

/// An account that was confirmed or used meanwhile stays. Returns whether it was deleted.
fn delete_one(s: &Services, id: i64, before: PrimitiveDateTime, context: &Context) -> Result<bool, Error> {
    s.db.transaction(|c| {
        // In the order of every verb that changes who is an admin: the lock, then the account.
        db::lock(c, Lock::Admins)?;
        if store::hold(c, id)?.is_none() || store::never_confirmed_since(c, before, id - 1, 1)? != [id] {
            return Ok(false);
        }
        delete_account::erase(s, c, id, false, context).map(|()| true)
    })
}
