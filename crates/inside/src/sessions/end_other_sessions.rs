//! End all other sessions: log every other browser and program out.

use super::Caller;
use super::{remembered_browsers, store};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Ends every session of the caller's account but this one, and says how many were alive. Other browsers that were remembered are
/// forgotten.
///
/// # Errors
/// [`Error::NotLoggedIn`] when this one was ended meanwhile.
pub fn end_other_sessions(s: &Services, caller: &Caller, context: &Context) -> Result<usize, Error> {
    let now = context.now;
    s.db.transaction(|c| {
        // A caller whose own session was ended meanwhile ends no other one.
        caller.hold(c, context)?;
        let gone = store::end_all_but(c, caller.user.id, &caller.session.id)?;
        remembered_browsers::forget_others(c, caller.user.id, context)?;
        let alive = gone.iter().filter(|session| session.is_alive(&s.config, now)).count();
        if alive > 0 {
            events::record(c, caller.user.id, &Event::SessionsEnded { number: alive }, context)?;
        }
        Ok(alive)
    })
}
