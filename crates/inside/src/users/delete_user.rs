//! Delete the account of somebody else.

use super::{User, delete_account};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::db::{self, Lock};
use crate::error::Error;
use crate::limits::{self, EmailKind};
use crate::state::Services;

/// Deletes an account with everything that belongs to it, as its owner could. A last email goes to the address.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`]; [`Error::LastAdmin`] when no active admin would be left, also if two are deleted at the same moment.
pub fn delete_user(s: &Services, user: &User, context: &Context) -> Result<(), Error> {
    let notify = limits::may_notify(s, context, EmailKind::Notice, user)?;
    s.db.transaction(|c| {
        db::lock(c, Lock::Admins)?;
        may_administer(s, c, context)?;
        delete_account::erase(s, c, user.id, notify, context)
    })
}
