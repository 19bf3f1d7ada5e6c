//! The link by which the reader of a notice says "This wasn't me".

use time::{Duration, PrimitiveDateTime};

use super::User;
use crate::db::Conn;
use crate::error::Error;
use crate::links::{self, Binding, Purpose};
use crate::mail::EmailLink;
use crate::state::Services;

/// How long the link in a notice works: as long as a person may be away from their email for a week.
const LINK_LIFETIME: Duration = Duration::days(7);

/// A link for a notice to this account's address: its reader has access to that mailbox and may lock everyone out without
/// logging in. It is bound to the address, so it opens nothing while the account has another one. A notice about a new
/// address therefore carries the link that undoes the change instead.
///
/// # Errors
/// Only the database's.
pub(super) fn issue(s: &Services, c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<EmailLink, Error> {
    let binding = Binding {
        purpose: Purpose::NotMe,
        user_id: Some(user.id),
        address: &user.email,
        address_verified: user.email_verified,
    };
    let token = links::issue(c, now, &binding, LINK_LIFETIME)?;
    Ok(links::in_email(s, Purpose::NotMe, &token, LINK_LIFETIME))
}
