//! The account at a glance: what its owner should know before anything else.

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::identity_check::{Requirement, Unmet};
use super::{Caller, User};
use crate::config::Config;
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
    /// Failed logins in the last 24 hours, those that failed at the second factor included; at most [`events::COUNTED`].
    pub failed_logins: i64,
    /// How many recovery codes are left, where they are few, see [`recovery_codes::few_left`].
    pub few_recovery_codes: Option<usize>,
    /// What a change of email or password will need, see [`Requirement::recent`], as far as it can be typed into a form: without
    /// an authenticator app the password alone would be refused, and the page that asks afterwards asks for a passkey.
    pub unmet: Unmet,
}

/// Sessions, wrong passwords and wrong second factors, see [`Overview`].
pub(super) type Numbers = (i64, i64, i64);

/// [`Numbers`] as columns of a query of accounts.
///
/// A wrong code is of somebody who knows the password: that alarms most, and is no event of the first kind. Each kind is counted by
/// itself, which is one place in the index.
macro_rules! numbers {
    ($config:expr, $now:expr) => {
        (
            sessions::number_alive($config, $now),
            events::number_since(Kind::LoginFailed, $now - RECENT),
            events::number_since(Kind::SecondFactorFailed, $now - RECENT),
        )
    };
}

/// Callers as [`Caller::find`] finds them, with what can be counted in the same statement, which a server on another machine
/// answers in half the time of two.
///
/// # Errors
/// Only the database's.
pub(super) fn find_with_numbers(
    r: &mut Reads<'_>,
    presented: &[PresentedSession],
) -> Result<Vec<FoundWith<Numbers>>, Error> {
    let now = r.clock.now();
    let numbers = numbers!(r.config, now);
    let (rows, id) = (OWN.inner_join(users::table), OWN.field(schema::sessions::id));
    let rows = rows.select((OWN.fields(sessions::columns()), users::all_columns, numbers));
    let rows: Vec<(Session, User, Numbers)> =
        db::each!(&mut *r.conn, &*sessions::keys(presented), |key| rows.filter(id.eq(key)))?;
    Ok(Caller::among(r, presented, rows))
}

/// The numbers for a caller who was found before.
///
/// # Errors
/// Only the database's.
pub fn overview(r: &mut Reads<'_>, caller: &Caller) -> Result<Overview, Error> {
    let now = r.clock.now();
    let numbers = numbers!(r.config, now);
    // An account that was deleted meanwhile has none of either.
    let numbers = users::table.find(caller.user.id).select(numbers).get_result(r.conn).optional()?;
    Overview::of(r, caller, numbers.unwrap_or_default())
}

impl Overview {
    /// What the numbers of a caller say, with what else has to be read: recovery codes, for those who have a second factor.
    ///
    /// # Errors
    /// Only the database's.
    pub(super) fn of(r: &mut Reads<'_>, caller: &Caller, numbers: Numbers) -> Result<Overview, Error> {
        let overview = Overview::without_factors(r.config, r.clock.now(), caller, numbers);
        if !caller.user.has_second_factor() {
            return Ok(overview);
        }
        let few_recovery_codes = recovery_codes::few_left(r, &caller.user)?;
        let is_typed = !overview.unmet.code || factors::has_totp(r.conn, caller.user.id)?;
        let unmet = if is_typed { overview.unmet } else { Unmet::default() };
        Ok(Overview { few_recovery_codes, unmet, ..overview })
    }

    /// The same for an account without a second factor, for which nothing else has to be read.
    pub(super) fn without_factors(
        config: &Config,
        now: PrimitiveDateTime,
        caller: &Caller,
        (sessions, wrong_passwords, wrong_factors): Numbers,
    ) -> Overview {
        let unmet = Requirement::recent(config).unmet_by(caller, now);
        let failed_logins = (wrong_passwords + wrong_factors).min(events::COUNTED);
        Overview { sessions, failed_logins, few_recovery_codes: None, unmet }
    }
}
