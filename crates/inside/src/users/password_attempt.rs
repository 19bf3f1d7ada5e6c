//! An attempt at a password, at login or where the current password is asked for.

use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event, LoginBlock};
use crate::limits::{self, Account, Blocked, PasswordAttempt};
use crate::state::Services;

/// Refuses an attempt whose rate limit is reached, before it waits for a hash.
///
/// # Errors
/// As [`attempt`].
pub fn check(s: &Services, context: &Context, account: Account<'_>, user_id: Option<i64>) -> Result<(), Error> {
    attempt(s, context, account, user_id).map(drop)
}

/// An attempt that its rate limits allow. `user_id` is whose password it is, if an account has that name.
///
/// # Errors
/// Those of [`limits::password`]. The first refused attempt in a limit's time leaves an event, the later ones none.
pub fn attempt(
    s: &Services,
    context: &Context,
    account: Account<'_>,
    user_id: Option<i64>,
) -> Result<PasswordAttempt, Error> {
    limits::password(s, context, account).map_err(|refused| noted(s, context, account, user_id, refused))
}

/// Records an attempt that was refused because of its rate limits, as [`attempt`] does; for one that others overtook while its
/// password was checked. Every other error as it is.
pub fn noted(s: &Services, context: &Context, account: Account<'_>, user_id: Option<i64>, refused: Error) -> Error {
    if !matches!(refused, Error::TooMany { .. }) {
        return refused;
    }
    match note(s, context, account, user_id) {
        Ok(()) => refused,
        Err(error) => error,
    }
}

fn note(s: &Services, context: &Context, account: Account<'_>, user_id: Option<i64>) -> Result<(), Error> {
    let user_id = match limits::blocked(s, context, account)? {
        None => return Ok(()),
        Some(Blocked::Account) => user_id,
        Some(Blocked::Network) => None,
    };
    let blocked = Event::LoginBlocked { whom: LoginBlock::Client };
    s.db.transaction(|c| events::record(c, user_id, &blocked, context))
}
