//! End every session of an account, from outside of it.

use super::{User, store};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::pending;
use crate::sessions::{self, remembered_browsers};
use crate::state::Services;

/// Logs every browser and app of the account out, and ends the logins that wait for a second factor. Says how many sessions that
/// were.
///
/// # Errors
/// [`Error::NotFound`].
pub fn end_sessions(s: &Services, user: &User, context: &Context) -> Result<usize, Error> {
    s.db.transaction(|c| {
        let user = store::hold(c, user.id)?.ok_or(Error::NotFound)?;
        let number = sessions::end_all(c, user.id)?;
        pending::delete_all(c, user.id)?;
        remembered_browsers::forget_all(c, user.id)?;
        if number > 0 {
            events::record(c, user.id, &Event::SessionsEnded { number }, context)?;
        }
        Ok(number)
    })
}
