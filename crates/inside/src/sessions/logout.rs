//! Log out: the row goes, and with it everything that names it.

use super::{Session, remembered_browsers, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Ends this session. Logging out twice is no error.
///
/// # Errors
/// Only the database's.
pub fn logout(s: &Services, session: &Session, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| end(c, session, context))
}

/// The same, and forgets this browser where it was remembered for the account: its next login asks for the second factor, and is the
/// way to say that it is lost.
///
/// # Errors
/// Only the database's.
pub fn log_out_and_forget(s: &Services, session: &Session, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        end(c, session, context)?;
        remembered_browsers::forget_own(c, session.user_id, context)
    })
}

fn end(c: &mut Conn, session: &Session, context: &Context) -> Result<(), Error> {
    if store::end(c, session)? {
        events::record(c, session.user_id, &Event::LoggedOut, context)?;
    }
    Ok(())
}
