//! The account at a glance: what its owner should know before anything else.

use time::Duration;

use super::{Caller, proof};
use crate::error::Error;
use crate::events::{self, Kind};
use crate::sessions;
use crate::state::Reads;

/// How far back failed logins are counted. Not "today": the server doesn't know the owner's time zone.
const RECENT: Duration = Duration::hours(24);

/// The numbers of the account page.
pub struct Overview {
    /// Browsers and apps that are logged in, this one included.
    pub sessions: i64,
    /// Failed logins in the last 24 hours; at most [`events::store::COUNTED`].
    pub failed_logins: usize,
    /// A change of email or password will need the current password, see [`proof::is_fresh`].
    pub asks_password: bool,
}

/// Counts for the caller's own account.
///
/// # Errors
/// Only the database's.
pub fn overview(r: &mut Reads<'_>, caller: &Caller) -> Result<Overview, Error> {
    let (user_id, now) = (caller.user.id, r.clock.now());
    Ok(Overview {
        sessions: sessions::store::count_alive(r.conn, r.config, user_id, now)?,
        failed_logins: events::store::count_recent(r.conn, user_id, Kind::LoginFailed, now - RECENT)?,
        asks_password: !proof::is_fresh(r.config, now, &caller.session),
    })
}
