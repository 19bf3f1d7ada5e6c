//! End all other sessions: log every other browser and program out.

use super::{Caller, Session, remembered_browsers, store};
use crate::client::Client;
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Ends every session of the caller's account but this one, and says how many were alive. Other browsers that were remembered are
/// forgotten.
///
/// # Errors
/// [`Error::NotLoggedIn`] when this one was ended meanwhile.
pub fn end_other_sessions(s: &Services, caller: &Caller, context: &Context) -> Result<usize, Error> {
    s.db.transaction(|c| {
        // A caller whose own session was ended meanwhile ends no other one.
        caller.hold(c, context)?;
        end_but(s, c, caller.user.id, Some((&caller.session, &context.client)), context)
    })
}

/// Ends every session of the account and forgets every browser that was remembered, with an event for what was there; except
/// those of the one who asks, where that is the owner. Says how many sessions were alive. The caller holds the account.
///
/// # Errors
/// Only the database's.
pub(crate) fn end_but(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    keep: Option<(&Session, &Client)>,
    context: &Context,
) -> Result<usize, Error> {
    let gone = store::end_all_but(c, user_id, keep.map(|(session, _)| &session.id))?;
    remembered_browsers::forget_but(c, user_id, keep.map(|(_, client)| client), context)?;
    let number = gone.iter().filter(|session| session.is_alive(&s.config, context.now)).count();
    if number > 0 {
        events::record(c, user_id, &Event::SessionsEnded { number }, context)?;
    }
    Ok(number)
}
