//! Undo a change of the email address, with the link that was sent to the old address.

use super::consequences::LockedOut;
use super::store::{self, UserChanges};
use super::{consequences, linked_account, rules};
use crate::context::{Context, Credential};
use crate::error::Error;
use crate::events::{self, Event};
use crate::links::{self, Purpose, Token};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// The change that a link would undo.
pub struct UndoableChange {
    /// The account.
    pub username: String,
    /// The address that would be restored.
    pub old_email: String,
    /// The address that the account has now.
    pub new_email: String,
}

/// The change that this link would undo. Changes nothing.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn find(s: &Services, token: &Token, context: &Context) -> Result<UndoableChange, Error> {
    let (link, user) = s.db.read(|c| linked_account::find(c, context.now, Purpose::UndoEmail, token))?;
    Ok(UndoableChange { username: user.username, old_email: link.address, new_email: user.email })
}

/// Restores the account's old address, confirmed if it was confirmed then, and locks everyone out until the owner has
/// chosen a new password ([`consequences::lock_out`]).
///
/// The links that would undo this undoing end; older ones stay, for the older address has the older claim.
///
/// # Errors
/// [`Error::DeadLink`]; [`Error::Invalid`] when another account has the old address by now. The link is not spent then.
pub fn undo_email_change(s: &Services, token: &Token, context: &Context) -> Result<LockedOut, Error> {
    let now = context.now;
    s.db.transaction(|c| {
        let (link, before) = linked_account::spend(c, now, Purpose::UndoEmail, token)?;
        let changes = UserChanges {
            email_key: Some(rules::email_key(&link.address)),
            email: Some(link.address.clone()),
            email_verified: Some(link.address_verified),
            ..UserChanges::default()
        };
        let user = store::change_address(c, now, before.id, &changes)?;
        links::end_undo_after(c, now, &link)?;
        // The address that loses the account may belong to a person who believes it to be theirs.
        let email = Email::UndoEmailChange {
            old_email: before.email.clone(),
            new_email: user.email.clone(),
            undo_link: None,
            occasion: Occasion::of(context),
        };
        mail::queue(s, c, before.recipient(), &email)?;
        let context = &context.acting_for(user.id, Credential::Link);
        events::record(c, user.id, &Event::EmailChangeUndone, context)?;
        consequences::lock_out(s, c, &user, link.created_at, context)
    })
}
