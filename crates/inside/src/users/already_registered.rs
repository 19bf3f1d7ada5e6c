//! A visitor registers with an address that has an account, where sign-up does not say so (`REGISTRATION_HIDES_EXISTING`).

use super::store;
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::invitations::{self, Invitation};
use crate::limits::{self, EmailKind};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// Notifies the owner of the account that has this address, or for which it is reserved. The caller learns nothing.
///
/// # Errors
/// Those of [`invitations::spend`].
pub fn notify_owner(s: &Services, email: &str, invitation: Option<&Invitation>, client: &Client) -> Result<(), Error> {
    let now = s.clock.now();
    let may_write = limits::may_write_to(s, client, EmailKind::AlreadyRegistered, email)?;
    s.db.transaction(|c| {
        // An invitation that works again afterwards would reveal it as well.
        if let Some(invitation) = invitation {
            invitations::spend(c, invitation, now)?;
        }
        let owner = store::find_by_login(c, email)?;
        let about = owner.as_ref().map_or_else(About::nobody, |owner| About::stranger_to(owner.id));
        events::record(c, now, Kind::RegisteredAgain, &about, client)?;
        if !may_write {
            return Ok(());
        }
        let notice = Email::AlreadyRegistered { occasion: Occasion::of(now, client) };
        match &owner {
            Some(owner) => mail::queue(s, c, owner.recipient(), &notice),
            // A reserved address: its mailbox holds a link that undoes the change already. The same work, and no email.
            None => mail::rehearse(s, c, &notice),
        }
    })
}
