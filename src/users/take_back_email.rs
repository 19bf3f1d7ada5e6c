//! Take a change of the e-mail address back, with the link that was sent to the old one.

use super::store::{self, UserChanges};
use super::{User, by_link, password, request_reset, rules};
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, Kind};
use crate::links::{self, Purpose, Token};
use crate::mail::{self, EmailChanged, Occasion};
use crate::sessions;
use crate::state::Services;

/// What a link would take back.
pub struct TakeBack {
    /// The account.
    pub username: String,
    /// The address it would have again.
    pub old_email: String,
    /// The address it has now.
    pub new_email: String,
}

/// What this link would take back. Changes nothing.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn look(s: &Services, token: &Token) -> Result<TakeBack, Error> {
    let (link, user) = by_link::look(&mut *s.db.conn()?, s.clock.now(), Purpose::UndoEmail, token)?;
    Ok(TakeBack { username: user.username, old_email: link.address, new_email: user.email })
}

/// Gives the account its old address again, confirmed if it was confirmed then, and locks everyone out until the owner
/// has chosen a new password with the link that goes to that address.
///
/// Whoever changed the address knows the password or has set their own, so none is right from here on. Their sessions,
/// their links, and the links that would undo this undoing are dead; older ones live, for the older address has the
/// older claim.
///
/// # Errors
/// [`Error::DeadLink`]; [`Error::Invalid`] when another account has the old address by now. Nothing is spent then.
pub fn take_back_email(s: &Services, token: &Token, client: &Client) -> Result<User, Error> {
    let now = s.clock.now();
    s.db.transaction(|c| {
        let (link, before) = by_link::spend(c, now, Purpose::UndoEmail, token)?;
        let changes = UserChanges {
            email_key: Some(rules::email_key(&link.address)),
            email: Some(link.address.clone()),
            email_verified: Some(link.address_verified),
            password_hash: Some(password::decoy(s.config.bcrypt_cost)),
            password_changed_at: Some(now),
            ..UserChanges::default()
        };
        let user = store::update(c, before.id, &changes)?;
        sessions::store::delete_all(c, user.id)?;
        links::kill_all(c, now, user.id, &[Purpose::Verify, Purpose::Reset])?;
        links::store::end_undo_after(c, now, &link)?;
        request_reset::send(s, c, now, &user, client)?;
        // It may be the address of somebody who believes the account to be theirs.
        let message = EmailChanged {
            app: &s.config.app_name,
            username: &user.username,
            old_email: &before.email,
            new_email: &user.email,
            undo_link: None,
            days: 0,
            occasion: Occasion::of(now, client),
        };
        mail::queue(s, c, &before.email, &message)?;
        events::record(c, now, Kind::EmailChangeUndone, &user.id.into(), client)?;
        Ok(user)
    })
}
