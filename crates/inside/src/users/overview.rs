//! The account at a glance: what its owner should know before anything else.

use diesel::prelude::*;
use time::Duration;

use super::identity_check::{Requirement, Unmet};
use super::{Caller, User};
use crate::db;
use crate::error::Error;
use crate::events::{self, Kind};
use crate::factors::{self, recovery_codes};
use crate::schema::{self, users};
use crate::sessions::{self, Session, SessionId};
use crate::state::Reads;

// The caller's own session, beside those that are counted.
diesel::alias!(const OWN: Alias<Own> = schema::sessions as own);

/// How far back failed logins are counted. Not "today": the server doesn't know the owner's time zone.
const RECENT: Duration = Duration::hours(24);

/// The numbers of the account page.
pub struct Overview {
    /// Browsers and apps that are logged in, this one included.
    pub sessions: i64,
    /// Failed logins in the last 24 hours; at most [`events::COUNTED`].
    pub failed_logins: i64,
    /// How many recovery codes are left, where they are few, see [`recovery_codes::few_left`].
    pub few_recovery_codes: Option<usize>,
    /// What a change of email or password will need, see [`Requirement::recent`], as far as it can be typed into a form: without
    /// an authenticator app the password alone would be refused, and the page that asks afterwards asks for a passkey.
    pub unmet: Unmet,
}

/// A caller as [`Caller::find`] finds them, with these numbers: the page is one statement, which a server on another machine
/// answers in half the time of two. Recovery codes are counted by one more, for those who have a second factor.
///
/// The numbers are those of the account that the cookie names. Where the session is of another one, nobody gets them.
///
/// # Errors
/// Only the database's.
pub fn find_with_overview(
    r: &mut Reads<'_>,
    user_id: i64,
    session_id: &SessionId,
) -> Result<Option<(Caller, Overview)>, Error> {
    let now = r.clock.now();
    let alive = sessions::number_alive(r.config, now, user_id).single_value();
    let failed = events::number_since(user_id, Kind::LoginFailed, now - RECENT);
    let row = OWN.inner_join(users::table).filter(OWN.field(schema::sessions::id).eq(session_id.hash()));
    let row = row.select((OWN.fields(sessions::columns()), users::all_columns, alive.assume_not_null(), failed));
    let found: Option<(Session, User, i64, i64)> = db::inner!(r.conn, |c| row.get_result(c)).optional()?;
    let Some((session, user, alive, failed)) = found else { return Ok(None) };
    let Some(caller) = Caller::checked(r, user_id, session, user) else { return Ok(None) };
    let overview = Overview::new(r, &caller, alive, failed)?;
    Ok(Some((caller, overview)))
}

/// The numbers for a caller who was found before.
///
/// # Errors
/// Only the database's.
pub fn overview(r: &mut Reads<'_>, caller: &Caller) -> Result<Overview, Error> {
    let (user_id, now) = (caller.user.id, r.clock.now());
    let alive = sessions::number_alive(r.config, now, user_id).single_value();
    let failed = events::number_since(user_id, Kind::LoginFailed, now - RECENT);
    let both = diesel::select((alive.assume_not_null(), failed));
    let (alive, failed): (i64, i64) = db::inner!(r.conn, |c| both.get_result(c))?;
    Overview::new(r, caller, alive, failed)
}

impl Overview {
    fn new(r: &mut Reads<'_>, caller: &Caller, sessions: i64, failed_logins: i64) -> Result<Overview, Error> {
        let few_recovery_codes = recovery_codes::few_left(r, &caller.user)?;
        let unmet = Requirement::recent(r.config).unmet_by(caller, r.clock.now());
        let is_typed = !unmet.code || factors::has_totp(r.conn, caller.user.id)?;
        let unmet = if is_typed { unmet } else { Unmet::default() };
        Ok(Overview { sessions, failed_logins, few_recovery_codes, unmet })
    }
}
