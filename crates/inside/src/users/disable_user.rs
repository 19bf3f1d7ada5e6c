//! Disable an account; `enable_user` undoes it.

use time::PrimitiveDateTime;

use super::{User, set_role, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::db::{self, Conn, Lock};
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::pending;
use crate::limits::{self, EmailKind};
use crate::links::{self, Purpose};
use crate::mail::{self, Email, Occasion};
use crate::sessions::{self, remembered_browsers};
use crate::state::Services;

/// Disables an account: it is logged out at every door, and can't log in until it is enabled. Nothing of it is deleted. Its owner
/// is notified by email. An account that is disabled stays as it is.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`]; [`Error::LastAdmin`] when no active admin would be left, also if two admins disable each other at the same
/// moment.
pub fn disable_user(s: &Services, user: &User, context: &Context) -> Result<User, Error> {
    let notify = limits::may_notify(s, context, EmailKind::Notice, user)?;
    s.db.transaction(|c| {
        db::lock(c, Lock::Admins)?;
        may_administer(s, c, context)?;
        let user = store::hold(c, user.id)?.ok_or(Error::NotFound)?;
        if user.disabled_at.is_some() {
            return Ok(user);
        }
        set_role::keep_an_admin(c, &user)?;
        let user = store::set_disabled(c, user.id, Some(context.now))?;
        end_everything(c, user.id, context.now)?;
        events::record(c, user.id, &Event::UserDisabled, context)?;
        if notify {
            mail::queue(s, c, user.recipient(), &Email::DisableUser { occasion: Occasion::by_staff(context) })?;
        }
        Ok(user)
    })
}

/// What would let somebody in, or back in: sessions with their tokens, logins that wait, links that set a password.
fn end_everything(c: &mut Conn, user_id: i64, now: PrimitiveDateTime) -> Result<(), Error> {
    sessions::end_all(c, user_id)?;
    pending::delete_all(c, user_id)?;
    remembered_browsers::forget_all(c, user_id)?;
    links::void(c, now, user_id, &[Purpose::Reset]).map(drop)
}
