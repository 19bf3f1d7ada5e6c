//! An attempt at a password, at login or where the current password is asked for.

use crate::client::Client;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::limits::{self, Account, Blocked, PasswordAttempt};
use crate::state::Services;

/// Refuses an attempt whose rate limit is reached, before it waits for a hash.
///
/// # Errors
/// As [`attempt`].
pub fn check(s: &Services, client: &Client, account: Account<'_>, about: &About) -> Result<(), Error> {
    attempt(s, client, account, about).map(drop)
}

/// An attempt that its rate limits allow. `about` is whose password it is.
///
/// # Errors
/// Those of [`limits::password`]. The first refused attempt in a limit's time leaves an event, the later ones none.
pub fn attempt(s: &Services, client: &Client, account: Account<'_>, about: &About) -> Result<PasswordAttempt, Error> {
    limits::password(s, client, account).map_err(|refused| noted(s, client, account, about, refused))
}

/// Records an attempt that was refused because of its rate limits, as [`attempt`] does; for one that others overtook while its
/// password was checked. Every other error as it is.
pub fn noted(s: &Services, client: &Client, account: Account<'_>, about: &About, refused: Error) -> Error {
    if !matches!(refused, Error::TooMany { .. }) {
        return refused;
    }
    match note(s, client, account, about) {
        Ok(()) => refused,
        Err(error) => error,
    }
}

fn note(s: &Services, client: &Client, account: Account<'_>, about: &About) -> Result<(), Error> {
    let about = match limits::blocked(s, client, account)? {
        None => return Ok(()),
        Some(Blocked::Account) => about,
        Some(Blocked::Network) => &About::nobody(),
    };
    s.db.transaction(|c| events::record(c, s.clock.now(), Kind::LoginBlocked, about, client))
}
