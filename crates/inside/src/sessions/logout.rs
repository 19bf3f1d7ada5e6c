//! Log out: the row goes, and with it everything that names it.

use super::{Session, store};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Ends this session. Logging out twice is no error.
///
/// # Errors
/// Only the database's.
pub fn logout(s: &Services, session: &Session, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        if store::end(c, session.user_id, &session.id)? {
            events::record(c, session.user_id, &Event::LoggedOut, context)?;
        }
        Ok(())
    })
}
