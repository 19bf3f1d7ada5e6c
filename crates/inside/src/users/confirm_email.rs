//! Confirm an email address with the link that was sent to it.

use super::store::UserChanges;
use super::{User, linked_account, store};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::{DeadLink, Error};
use crate::events::{self, Event};
use crate::links::{self, Link, Purpose, Token};
use crate::state::Services;

/// What a link confirms.
pub struct Confirmation {
    /// The account.
    pub username: String,
    /// The address.
    pub email: String,
    /// It was confirmed before, by this link or another way.
    pub already: bool,
}

impl Confirmation {
    fn of(user: &User, already: bool) -> Confirmation {
        Confirmation { username: user.username.clone(), email: user.email.clone(), already }
    }
}

/// What this link would confirm. Changes nothing: opening a link is not a decision, and mail scanners
/// open every link.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn find(s: &Services, token: &Token, context: &Context) -> Result<Confirmation, Error> {
    s.db.read(|c| {
        let (link, user) = links::find(c, Purpose::Verify, token)?;
        if is_done(&link, &user) {
            return Ok(Confirmation::of(&user, true));
        }
        // Judged as it was found: read once more, it may have done its work by now.
        linked_account::must_open(c, context.now, &link, &user)?;
        Ok(Confirmation::of(&user, false))
    })
}

/// Confirms the address. Needs no login: the link authorizes it. Twice, also at the same moment, is no error.
///
/// # Errors
/// [`Error::DeadLink`]; a link to an address that the account no longer has is one too.
pub fn confirm_email(s: &Services, token: &Token, context: &Context) -> Result<Confirmation, Error> {
    s.db.transaction(|c| {
        let (link, user) = links::find(c, Purpose::Verify, token)?;
        let user = store::hold(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Unknown))?;
        if is_done(&link, &user) {
            return Ok(Confirmation::of(&user, true));
        }
        confirm(c, token, context)
    })
}

fn confirm(c: &mut Conn, token: &Token, context: &Context) -> Result<Confirmation, Error> {
    let (_, user) = linked_account::spend(c, context.now, Purpose::Verify, token)?;
    let user = store::update(c, user.id, &UserChanges { email_verified: Some(true), ..UserChanges::default() })?;
    links::void(c, context.now, user.id, &[Purpose::Verify])?;
    events::record(c, user.id, &Event::EmailVerified, &context.acting_for(user.id, Credential::Link))?;
    Ok(Confirmation::of(&user, false))
}

fn is_done(link: &Link, user: &User) -> bool {
    user.email_verified && link.is_bound_to(&user.email)
}
