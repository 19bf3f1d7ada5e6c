//! What follows a change of the password or the address, whoever made it and at whichever door. It happens in the
//! transaction of the change, whole or not at all.

use time::PrimitiveDateTime;

use super::{User, send_verification};
use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::links::{self, Binding, Link, Purpose};
use crate::mail::{self, EmailChanged, Occasion, PasswordChanged};
use crate::sessions;
use crate::state::Services;

/// The password is a new one: every session but `keep` ends, links that would set another one are dead, and the owner is
/// told by mail (OWASP ASVS 5.0, 6.3.7 and 7.4.3).
///
/// Links that take an e-mail change back live on: whoever took an account over changes the password next.
///
/// `tell` is what [`limits::may_tell`](crate::limits::may_tell) said of the owner.
///
/// # Errors
/// Only the database's.
pub fn password_was_changed(
    s: &Services,
    c: &mut Conn,
    now: PrimitiveDateTime,
    user: &User,
    keep: Option<&str>,
    tell: bool,
    client: &Client,
) -> Result<(), Error> {
    match keep {
        Some(session) => sessions::store::delete_others(c, user.id, session)?.len(),
        None => sessions::store::delete_all(c, user.id)?,
    };
    links::kill_all(c, now, user.id, &[Purpose::Reset])?;
    if !tell {
        return Ok(());
    }
    let message = PasswordChanged {
        app: &s.config.app_name,
        username: &user.username,
        occasion: Occasion::of(now, client),
        reset_link: &format!("{}/forgot-password", s.base_url),
    };
    mail::queue(s, c, &user.email, &message)
}

/// The address is a new one: links to the old one are dead, the new one gets a link that confirms it, and the old one is
/// told, with a link that takes the change back.
///
/// # Errors
/// Only the database's.
pub fn email_was_changed(
    s: &Services,
    c: &mut Conn,
    now: PrimitiveDateTime,
    before: &User,
    after: &User,
    client: &Client,
) -> Result<(), Error> {
    links::kill_all(c, now, after.id, &[Purpose::Verify, Purpose::Reset])?;
    send_verification::to_new_address(s, c, now, after)?;
    let undo_link = match way_back(c, now, after)? {
        // Back at an address that could take the account back anyway: the ones in between get no say any more.
        Some(older) => {
            links::store::end_undo_after(c, now, &older)?;
            None
        }
        None => {
            let binding = Binding {
                purpose: Purpose::UndoEmail,
                user_id: Some(before.id),
                address: &before.email,
                address_verified: before.email_verified,
            };
            let token = links::issue(c, now, &binding, s.config.email_undo_ttl)?;
            Some(links::url(&s.base_url, Purpose::UndoEmail, &token))
        }
    };
    let message = EmailChanged {
        app: &s.config.app_name,
        username: &before.username,
        old_email: &before.email,
        new_email: &after.email,
        undo_link: undo_link.as_deref(),
        days: s.config.email_undo_ttl.whole_days().max(1),
        occasion: Occasion::of(now, client),
    };
    mail::queue(s, c, &before.email, &message)
}

/// The oldest living link that would take the account back to the address it has now.
fn way_back(c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<Option<Link>, Error> {
    let links = links::store::undo_links(c, now, user.id)?;
    Ok(links.into_iter().find(|link| link.is_bound_to(&user.email)))
}
