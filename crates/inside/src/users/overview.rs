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
use crate::sessions::{self, FoundWith, PresentedSession, Session};
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

/// Callers as [`Caller::find`] finds them, with these numbers: the page is one statement, which a server on another machine
/// answers in half the time of two. Recovery codes are counted by one more, for those who have a second factor.
///
/// # Errors
/// Only the database's.
pub(super) fn find_with_overview(
    r: &mut Reads<'_>,
    presented: &[PresentedSession],
) -> Result<Vec<FoundWith<Overview>>, Error> {
    let now = r.clock.now();
    let numbers = (sessions::number_alive(r.config, now), events::number_since(Kind::LoginFailed, now - RECENT));
    let (rows, id) = (OWN.inner_join(users::table), OWN.field(schema::sessions::id));
    let rows = rows.select((OWN.fields(sessions::columns()), users::all_columns, numbers));
    let rows: Vec<(Session, User, (i64, i64))> =
        db::each!(&mut *r.conn, &*sessions::ids(presented), |key| rows.filter(id.eq(key)))?;
    let found = Caller::among(r, presented, rows).into_iter();
    let with_overview = found.map(|found| {
        let Some((caller, (alive, failed))) = found else { return Ok(None) };
        let overview = Overview::new(r, &caller, alive, failed)?;
        Ok(Some((caller, overview)))
    });
    with_overview.collect()
}

/// The numbers for a caller who was found before.
///
/// # Errors
/// Only the database's.
pub fn overview(r: &mut Reads<'_>, caller: &Caller) -> Result<Overview, Error> {
    let now = r.clock.now();
    let numbers = (sessions::number_alive(r.config, now), events::number_since(Kind::LoginFailed, now - RECENT));
    let (alive, failed): (i64, i64) = users::table.find(caller.user.id).select(numbers).get_result(r.conn)?;
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
