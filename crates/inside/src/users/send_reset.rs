//! Send the owner of an account a link that sets a new password, because somebody else asks for it.

use super::{User, request_reset, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::mail::Occasion;
use crate::state::Services;

/// Sends it to the account's address; the link before it ends. Nobody but the owner sees it.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`], also for an account that is disabled, whose link would do nothing, and for one
/// that has another address than when it was seen.
pub fn send_reset(s: &Services, user: &User, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let held = store::hold(c, user.id)?.filter(|held| held.disabled_at.is_none());
        // Whoever asks is told which address the link goes to.
        let user = held.filter(|held| held.email_key == user.email_key).ok_or(Error::NotFound)?;
        request_reset::send_on(s, c, &user, Occasion::by_staff(context), context)?;
        events::record(c, user.id, &Event::ResetSent, context)
    })
}
