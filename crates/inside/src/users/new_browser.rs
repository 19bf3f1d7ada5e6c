//! A login with a browser that the account has not seen before: the owner is notified.

use super::{User, not_me_link};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events;
use crate::mail::{self, Email, Occasion};
use crate::state::Services;
use crate::user_agent;

/// Queues the notice in the login's transaction, before the login's event is recorded. `user` is the account as it was
/// before the login.
///
/// # Errors
/// Those of [`mail::queue`].
pub(crate) fn notify(s: &Services, c: &mut Conn, user: &User, context: &Context) -> Result<(), Error> {
    if !is_new(c, user, context)? {
        return Ok(());
    }
    let not_me_link = not_me_link::issue(s, c, context.now, user)?;
    let occasion = Occasion::of(context);
    mail::queue(s, c, user.recipient(), &Email::NewBrowser { not_me_link, occasion })
}

/// Whether the account has not seen this browser before.
///
/// The first login of an account is never new. Browsers are compared by their plain names: one that was updated last night
/// is not new, and an email after every update would teach people to delete such emails unread. An attacker with the same
/// browser causes no email; the list of sessions and the history show the login all the same.
///
/// # Errors
/// Only the database's.
pub(crate) fn is_new(c: &mut Conn, user: &User, context: &Context) -> Result<bool, Error> {
    if user.last_login_at.is_none() || events::logged_in_with(c, user.id, &context.client.user_agent)? {
        return Ok(false);
    }
    let name = user_agent::english_name(&context.client.user_agent);
    let known = events::logins_by_user_agent(c, user.id)?;
    Ok(!known.iter().any(|known| user_agent::english_name(known) == name))
}
