//! End one session: log a browser or program out from afar.

use super::Caller;
use super::{SessionHandle, logout, store};
use crate::account::{self, User};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;
use crate::user_agent;

/// What was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The caller's own session: they are logged out.
    Own,
    /// Another one; the name of its browser or program, in English as the event keeps it.
    Other(String),
}

/// Ends the session of the caller's account with this public id. Its cookie and tokens are refused from now on.
///
/// # Errors
/// [`Error::NotFound`] for a public id that does not exist or is another account's; [`Error::NotLoggedIn`] when the caller's own
/// session was ended meanwhile.
pub fn end_session(s: &Services, caller: &Caller, handle: &SessionHandle, context: &Context) -> Result<Ended, Error> {
    if *handle == caller.session.handle {
        logout(s, &caller.session, context)?;
        return Ok(Ended::Own);
    }
    s.db.transaction(|c| {
        // A caller whose own session was ended meanwhile ends no other one.
        caller.hold(c, context)?;
        end_other(c, caller.user.id, handle, context).map(Ended::Other)
    })
}

/// The same from outside of the account. Returns the name of its browser or program, in English as the event keeps it.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`] when the account is gone or has no such session.
pub fn end_session_of_user(
    s: &Services,
    user: &User,
    handle: &SessionHandle,
    context: &Context,
) -> Result<String, Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let user = account::hold(c, user.id)?.ok_or(Error::NotFound)?;
        end_other(c, user.id, handle, context)
    })
}

fn end_other(c: &mut Conn, user_id: i64, handle: &SessionHandle, context: &Context) -> Result<String, Error> {
    let session = store::find_by_handle(c, user_id, handle)?.ok_or(Error::NotFound)?;
    if !store::end(c, &session)? {
        return Err(Error::NotFound);
    }
    let name = user_agent::english_name(&session.user_agent);
    events::record(c, user_id, &Event::SessionEnded { name: name.clone() }, context)?;
    Ok(name)
}
