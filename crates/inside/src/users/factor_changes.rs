//! What follows a change of an account's second factors: its owner is notified by email, with a link that locks everyone out.

use super::{User, not_me};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::mail::{self, Email, FactorChange, Occasion};
use crate::state::Services;

/// Queues the notice in the transaction of the change. `notify` is the answer of
/// [`limits::may_notify`](crate::limits::may_notify) about the owner.
///
/// # Errors
/// Those of [`mail::queue`].
pub(super) fn notify(
    s: &Services,
    c: &mut Conn,
    user: &User,
    change: FactorChange,
    notify: bool,
    context: &Context,
) -> Result<(), Error> {
    if !notify {
        return Ok(());
    }
    let not_me_link = not_me::link(s, c, context.now, user)?;
    let occasion = Occasion::of(context);
    mail::queue(s, c, user.recipient(), &Email::SecondFactor { change, not_me_link, occasion })
}
