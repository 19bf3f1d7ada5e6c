//! Somebody tries a password, at login or where the current one is asked for.

use crate::client::Client;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::limits::{self, Account, Attempt, Blocked};
use crate::state::Services;

/// Takes the try's place in the limits. `about` is whose password it is.
///
/// # Errors
/// Those of [`limits::password`]. Of the tries that are refused the first leaves an event, the others of that time none.
pub fn attempt(s: &Services, client: &Client, account: Account<'_>, about: &About) -> Result<Attempt, Error> {
    let refused = match limits::password(s, client, account) {
        Err(refused @ Error::TooMany { .. }) => refused,
        other => return other,
    };
    let about = match limits::blocked(s, client, account)? {
        None => return Err(refused),
        Some(Blocked::Account) => about,
        Some(Blocked::Network) => &About::nobody(),
    };
    s.db.transaction(|c| events::record(c, s.clock.now(), Kind::LoginBlocked, about, client))?;
    Err(refused)
}
