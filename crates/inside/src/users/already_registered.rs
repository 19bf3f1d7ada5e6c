//! A visitor registers with an address that has an account, where sign-up does not say so (`REGISTRATION_HIDES_EXISTING`).

use super::store;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::invitations::{self, Invitation};
use crate::limits::{self, EmailKind};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// Notifies the owner of the account that has this address, or for which it is reserved. The caller learns nothing.
///
/// # Errors
/// Those of [`invitations::spend`].
pub(crate) fn notify_owner(
    s: &Services,
    email: &str,
    invitation: Option<&Invitation>,
    context: &Context,
) -> Result<(), Error> {
    let now = context.now;
    let may_write = limits::may_write_to(s, context, EmailKind::AlreadyRegistered, email)?;
    s.db.transaction(|c| {
        // An invitation that works again afterwards would reveal it as well.
        if let Some(invitation) = invitation {
            invitations::spend(c, invitation, now)?;
        }
        let owner = store::find_by_login(c, email)?;
        events::record(c, owner.as_ref().map(|owner| owner.id), &Event::RegisteredAgain, context)?;
        if !may_write {
            return Ok(());
        }
        let notice = Email::AlreadyRegistered { occasion: Occasion::of(context) };
        match &owner {
            Some(owner) => mail::queue(s, c, owner.recipient(), &notice),
            // A reserved address: its mailbox holds a link that undoes the change already. The same work, and no email.
            None => mail::rehearse(s, c, &notice),
        }
    })
}
