//! Ask for a link that sets a new password.

use super::{User, rules, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::limits::{self, EmailKind};
use crate::links::{self, Binding, Purpose, Token};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// Sends a link to this address, if an account has it; the answer does not say whether one does.
///
/// An address that got its share of emails gets another only when no link of its account works any more: a thief who knows
/// the password could otherwise ask until the limit is reached, end the last link by a change, and so keep the owner out.
///
/// Unknown and known addresses cost the same: the same query, an email written for both, and four writes each, one of
/// them the event. For an unknown address the link belongs to no account and the email is rolled back before anything could
/// send it. Delivery happens outside of every request (OWASP Forgot Password Cheat Sheet, "Forgot Password Request").
/// A disabled account counts as unknown.
///
/// # Errors
/// [`Error::Invalid`] for what no account could have as its address; those of [`limits::email_from`].
pub fn request_reset(s: &Services, email: &str, context: &Context) -> Result<(), Error> {
    let address = rules::address(email)?;
    let email = address.as_str();
    let _counts = limits::email_from(s, context, EmailKind::Reset)?;
    let beyond = match limits::email_to(s, context, EmailKind::Reset, email) {
        Ok(_) => None,
        // Answered as always, or the answer would reveal the account.
        Err(Error::TooMany { .. }) => match limits::email_without_link(s, context, EmailKind::Reset, email) {
            Ok(attempt) => Some(attempt),
            Err(Error::TooMany { .. }) => return Ok(()),
            Err(error) => return Err(error),
        },
        Err(error) => return Err(error),
    };
    let ask = || s.db.transaction(|c| ask(s, c, email, beyond.is_some(), context));
    let sent = match ask() {
        // The account was deleted at this very moment. It is not held, which would be one more write for known addresses.
        Err(Error::NotFound) => ask()?,
        done => done?,
    };
    match beyond {
        Some(attempt) if !sent => s.db.transaction(|c| attempt.withdrawn(c, s)),
        _ => Ok(()),
    }
}

/// Sends a link, if this address has an account, and does the same work if it has not. `only_without_link` withholds it from
/// an account whose last link still works: that one is in the inbox, and stays good. Returns whether a link was sent.
fn ask(s: &Services, c: &mut Conn, email: &str, only_without_link: bool, context: &Context) -> Result<bool, Error> {
    let known = store::find_by_login(c, email)?;
    let known_id = known.as_ref().map(|user| user.id);
    let mut recipient = known.filter(|user| user.disabled_at.is_none());
    if only_without_link {
        // An id that no account has makes the query the same for unknown addresses.
        let id = recipient.as_ref().map_or(0, |user| user.id);
        let has_link = links::has_living(c, context.now, id, Purpose::Reset)?;
        recipient = recipient.filter(|_| !has_link);
    }
    match &recipient {
        Some(user) => send(s, c, user, context).map(drop)?,
        None => pretend(s, c, context)?,
    }
    events::record(c, known_id, &Event::ResetRequested, context)?;
    Ok(recipient.is_some())
}

/// Sends the account a link for a new password, within the caller's transaction, and returns the link's secret. The link
/// before it ends.
///
/// # Errors
/// Only the database's.
pub(crate) fn send(s: &Services, c: &mut Conn, user: &User, context: &Context) -> Result<Token, Error> {
    send_on(s, c, user, Occasion::of(context), context)
}

/// The same on an occasion that is not the request of a stranger.
///
/// # Errors
/// Only the database's.
pub(super) fn send_on(
    s: &Services,
    c: &mut Conn,
    user: &User,
    occasion: Occasion,
    context: &Context,
) -> Result<Token, Error> {
    let binding = Binding {
        purpose: Purpose::Reset,
        user_id: Some(user.id),
        address: &user.email,
        address_verified: user.email_verified,
    };
    let token = links::issue(c, context.now, &binding, s.config.reset_ttl)?;
    mail::queue(s, c, user.recipient(), &email(s, &token, occasion))?;
    Ok(token)
}

/// The same work as [`send`], for an address without an account.
fn pretend(s: &Services, c: &mut Conn, context: &Context) -> Result<(), Error> {
    let binding = Binding { purpose: Purpose::Reset, user_id: None, address: "", address_verified: false };
    let token = links::issue(c, context.now, &binding, s.config.reset_ttl)?;
    mail::rehearse(s, c, &email(s, &token, Occasion::of(context)))
}

fn email(s: &Services, token: &Token, occasion: Occasion) -> Email {
    let link = links::in_email(s, Purpose::Reset, token, s.config.reset_ttl);
    Email::ResetPassword { link, occasion }
}
