//! Confirm an email address with the link that was sent to it.

use time::PrimitiveDateTime;

use super::store::UserChanges;
use super::{User, linked_account, store};
use crate::client::Client;
use crate::db::Conn;
use crate::error::{DeadLink, Error};
use crate::events::{self, Kind};
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
pub fn find(s: &Services, token: &Token) -> Result<Confirmation, Error> {
    let mut c = s.db.conn()?;
    let (link, user) = links::find(&mut c, Purpose::Verify, token)?;
    if is_done(&link, &user) {
        return Ok(Confirmation::of(&user, true));
    }
    let (_, user) = linked_account::find(&mut c, s.clock.now(), Purpose::Verify, token)?;
    Ok(Confirmation::of(&user, false))
}

/// Confirms the address. Needs no login: the link authorizes it. Twice, also at the same moment, is no error.
///
/// # Errors
/// [`Error::DeadLink`]; a link to an address that the account no longer has is one too.
pub fn confirm_email(s: &Services, token: &Token, client: &Client) -> Result<Confirmation, Error> {
    let now = s.clock.now();
    s.db.transaction(|c| {
        let (link, user) = links::find(c, Purpose::Verify, token)?;
        let user = store::hold(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Unknown))?;
        if is_done(&link, &user) {
            return Ok(Confirmation::of(&user, true));
        }
        confirm(c, now, token, client)
    })
}

fn confirm(c: &mut Conn, now: PrimitiveDateTime, token: &Token, client: &Client) -> Result<Confirmation, Error> {
    let (_, user) = linked_account::spend(c, now, Purpose::Verify, token)?;
    let user = store::update(c, user.id, &UserChanges { email_verified: Some(true), ..UserChanges::default() })?;
    links::kill_all(c, now, user.id, &[Purpose::Verify])?;
    events::record(c, now, Kind::EmailVerified, &user.id.into(), client)?;
    Ok(Confirmation::of(&user, false))
}

fn is_done(link: &Link, user: &User) -> bool {
    user.email_verified && link.is_bound_to(&user.email)
}
