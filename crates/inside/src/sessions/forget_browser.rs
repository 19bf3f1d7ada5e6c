//! Forget a remembered browser: its next login asks for the second factor again.

use super::{BrowserHandle, Caller, remembered_browsers};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;
use crate::user_agent;

/// Forgets the browser of the caller's account with this public id. Returns its name, in English as the event keeps it. Sessions
/// go on.
///
/// # Errors
/// [`Error::NotFound`] for a public id that does not exist or is another account's; [`Error::NotLoggedIn`] when the caller's own
/// session was ended meanwhile.
pub fn forget_browser(
    s: &Services,
    caller: &Caller,
    handle: &BrowserHandle,
    context: &Context,
) -> Result<String, Error> {
    s.db.transaction(|c| {
        caller.hold(c, context)?;
        let browser = remembered_browsers::forget(c, caller.user.id, handle)?.ok_or(Error::NotFound)?;
        let name = user_agent::english_name(&browser.user_agent);
        events::record(c, caller.user.id, &Event::BrowserForgotten { name: name.clone() }, context)?;
        Ok(name)
    })
}
