//! List one's sessions: every browser and program that is logged in.

use super::{Session, store};
use crate::error::Error;
use crate::state::Services;
use crate::users::Caller;

/// The living sessions of the caller's account: this one first, then the last used. A dead row that waits to be swept is
/// not among them.
///
/// # Errors
/// Only the database's.
pub fn list(s: &Services, caller: &Caller) -> Result<Vec<Session>, Error> {
    let now = s.clock.now();
    let mut rows = store::of_user(&mut *s.db.conn()?, caller.user.id)?;
    rows.retain(|session| session.is_alive(&s.config, now));
    rows.sort_by_key(|session| session.id != caller.session.id);
    Ok(rows)
}
