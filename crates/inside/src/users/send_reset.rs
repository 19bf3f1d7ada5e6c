//! Send the owner of an account a link that sets a new password, because somebody else asks for it.

use super::{User, request_reset, store};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Sends it to the account's address; the link before it ends. Nobody but the owner sees it.
///
/// # Errors
/// [`Error::NotFound`], also for an account that is disabled: its link would do nothing.
pub fn send_reset(s: &Services, user: &User, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        let user = store::hold(c, user.id)?.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotFound)?;
        request_reset::send(s, c, &user, context)?;
        events::record(c, user.id, &Event::ResetRequested, context)
    })
}
