//! End every session of an account, from outside of it.

use super::{User, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::factors::pending;
use crate::sessions;
use crate::state::Services;

/// Logs every browser and app of the account out, forgets the browsers that were remembered, and ends the logins that wait for a
/// second factor. Says how many sessions were alive.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`].
pub fn end_sessions(s: &Services, user: &User, context: &Context) -> Result<usize, Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let user = store::hold(c, user.id)?.ok_or(Error::NotFound)?;
        pending::delete_all(c, user.id)?;
        sessions::end_but(s, c, user.id, None, context)
    })
}
