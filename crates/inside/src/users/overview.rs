//! The account at a glance: what its owner should know before anything else.

use diesel::prelude::*;
use time::Duration;

use super::Caller;
use super::identity_check::Requirement;
use crate::db;
use crate::error::Error;
use crate::events::COUNTED;
use crate::events::{self, Kind};
use crate::sessions;
use crate::state::Reads;
use crate::stored::Word;

/// How far back failed logins are counted. Not "today": the server doesn't know the owner's time zone.
const RECENT: Duration = Duration::hours(24);

/// The numbers of the account page.
pub struct Overview {
    /// Browsers and apps that are logged in, this one included.
    pub sessions: i64,
    /// Failed logins in the last 24 hours; at most [`COUNTED`].
    pub failed_logins: usize,
    /// A change of email or password will need the current password, see [`Requirement::recent`].
    pub asks_password: bool,
}

/// Counts for the caller's own account, in one statement.
///
/// # Errors
/// Only the database's.
pub fn overview(r: &mut Reads<'_>, caller: &Caller) -> Result<Overview, Error> {
    let (user_id, now) = (caller.user.id, r.clock.now());
    let alive = sessions::number_alive(r.config, now, user_id).single_value();
    let failed = events::number_since(user_id, Kind::LoginFailed.word(), now - RECENT).single_value();
    let both = diesel::select((alive.assume_not_null(), failed.assume_not_null()));
    let (sessions, failed): (i64, i64) = db::inner!(r.conn, |c| both.get_result(c))?;
    Ok(Overview {
        sessions,
        failed_logins: usize::try_from(failed).map_err(Error::internal)?.min(COUNTED),
        asks_password: !Requirement::recent(r.config).is_met_by(&caller.session, now),
    })
}
