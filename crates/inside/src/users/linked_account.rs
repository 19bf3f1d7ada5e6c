//! Which account an emailed link acts for: the one it was sent to, as long as that account still has the address.

use time::PrimitiveDateTime;

use super::{User, store};
use crate::db::Conn;
use crate::error::{DeadLink, Error};
use crate::links::{self, Link, Purpose, Token};

/// The link and its account, if the link would open something now. Spends nothing.
///
/// # Errors
/// [`Error::DeadLink`] with the reason.
pub(crate) fn find(
    c: &mut Conn,
    now: PrimitiveDateTime,
    purpose: Purpose,
    token: &Token,
) -> Result<(Link, User), Error> {
    let (link, user) = links::find(c, purpose, token)?;
    must_open(c, now, &link, &user)?;
    Ok((link, user))
}

/// Whether a link that was found with its account would open something.
///
/// # Errors
/// As [`find`].
pub(super) fn must_open(c: &mut Conn, now: PrimitiveDateTime, link: &Link, user: &User) -> Result<(), Error> {
    links::alive(c, now, link.purpose, link)?;
    must_fit(link, user)
}

/// Spends the link for its account, within the caller's transaction. Exactly one of two at once succeeds.
///
/// The account's row is locked first, in every verb that changes an account: of two changes at the same moment one waits
/// for the other, and there is no deadlock.
///
/// # Errors
/// As [`find`].
pub(crate) fn spend(
    c: &mut Conn,
    now: PrimitiveDateTime,
    purpose: Purpose,
    token: &Token,
) -> Result<(Link, User), Error> {
    let (_, user) = links::find(c, purpose, token)?;
    let user = store::hold(c, user.id)?.ok_or(Error::DeadLink(DeadLink::Unknown))?;
    let link = links::spend(c, now, purpose, token)?;
    must_fit(&link, &user)?;
    Ok((link, user))
}

/// A link is bound to the address it was sent to: once the account has another address, the link opens nothing. A link
/// that undoes an email change is sent to the old address, so the rule doesn't apply to it.
fn must_fit(link: &Link, user: &User) -> Result<(), Error> {
    let bound = link.purpose == Purpose::UndoEmail || link.is_bound_to(&user.email);
    if bound && user.disabled_at.is_none() { Ok(()) } else { Err(Error::DeadLink(DeadLink::Void)) }
}
