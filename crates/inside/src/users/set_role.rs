//! Promote and demote.

use super::{Role, User, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::db::{self, Conn, Lock};
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::pending;
use crate::limits::{self, EmailKind};
use crate::mail::{self, Email, Occasion};
use crate::sessions::{self, remembered_browsers};
use crate::state::Services;

/// Gives an account a role, and tells its owner by email. A higher one ends its sessions, the logins that wait for a second factor,
/// and what browsers are remembered for.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`]; [`Error::LastAdmin`] when no active admin would be left, also if two admins
/// demote each other at the same moment.
pub fn set_role(s: &Services, user_id: i64, role: Role, context: &Context) -> Result<User, Error> {
    let user = s.db.read(|c| store::find(c, user_id))?.ok_or(Error::NotFound)?;
    let notify = user.role != role && limits::may_notify(s, context, EmailKind::Notice, &user)?;
    change(s, user_id, role, notify, context)
}

/// Gives an account that was just created its role. There is no change to tell its owner about.
///
/// # Errors
/// As [`set_role`].
pub fn give_first_role(s: &Services, user_id: i64, role: Role, context: &Context) -> Result<User, Error> {
    change(s, user_id, role, false, context)
}

fn change(s: &Services, user_id: i64, role: Role, notify: bool, context: &Context) -> Result<User, Error> {
    s.db.transaction(|c| {
        db::lock(c, Lock::Admins)?;
        may_administer(s, c, context)?;
        let user = store::find(c, user_id)?.ok_or(Error::NotFound)?;
        if user.role == role {
            return Ok(user);
        }
        keep_an_admin(c, &user)?;
        let before = user.role;
        let user = store::set_role(c, user_id, role)?;
        // New rights need a whole new login: a stolen cookie from before must not gain them (OWASP ASVS 5.0, 7.2.4), nor a login that
        // is half done, nor a browser that is spared the second factor.
        if role > before {
            sessions::end_all(c, user_id)?;
            pending::delete_all(c, user_id)?;
            remembered_browsers::forget_all(c, user_id)?;
        }
        events::record(c, user_id, &Event::RoleChanged { new: role }, context)?;
        if notify {
            let (is_higher, occasion) = (role > before, Occasion::by_staff(context));
            mail::queue(s, c, user.recipient(), &Email::SetRole { role, is_higher, occasion })?;
        }
        Ok(user)
    })
}

/// Whether this account may stop being an active admin. The lock [`Lock::Admins`] is held.
///
/// # Errors
/// [`Error::LastAdmin`] when it is the last.
pub(super) fn keep_an_admin(c: &mut Conn, user: &User) -> Result<(), Error> {
    let is_active_admin = user.role == Role::Admin && user.disabled_at.is_none();
    if is_active_admin && store::count_admins(c)? <= 1 { Err(Error::LastAdmin) } else { Ok(()) }
}
