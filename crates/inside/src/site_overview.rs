//! The site at a glance: how many accounts there are, what happened lately, and which emails wait.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use time::{Duration, PrimitiveDateTime};

use crate::db::{Conn, Counted};
use crate::error::Error;
use crate::events::{self, Kind};
use crate::jobs::{self, JobKind};
use crate::oversight::Oversight;
use crate::schema::users;
use crate::state::Services;

/// What is counted no further: the page must cost the same wherever there is more.
pub const COUNTED: i64 = 10_000;

/// The numbers of the page. Those of accounts and events end at [`COUNTED`].
pub struct SiteOverview {
    /// Accounts.
    pub accounts: i64,
    /// Disabled ones.
    pub disabled: i64,
    /// Those whose address is not confirmed.
    pub unconfirmed: i64,
    /// Those with a second factor.
    pub with_factor: i64,
    /// Administrators.
    pub staff: i64,
    /// What happened.
    pub happened: Happened,
    /// The queue of emails.
    pub emails: jobs::Counts,
}

/// What happened lately.
pub struct Happened {
    /// Logins.
    pub logins: Lately,
    /// Logins that failed at the first step.
    pub failures: Lately,
    /// Second factors that were wrong: of who knows a password.
    pub wrong_factors: Lately,
    /// Rate limits for passwords that were reached.
    pub blocks: Lately,
    /// New accounts.
    pub sign_ups: Lately,
    /// Requests for what is not the caller's.
    pub denials: Lately,
}

/// How often something happened.
pub struct Lately {
    /// In the last 24 hours.
    pub day: i64,
    /// In the last seven days.
    pub week: i64,
}

/// Everything at once.
///
/// # Errors
/// Only the database's.
pub fn site_overview(s: &Services, _: Oversight) -> Result<SiteOverview, Error> {
    let now = s.clock.now();
    s.db.read(|c| read(c, now))
}

fn read(c: &mut Conn, now: PrimitiveDateTime) -> Result<SiteOverview, Error> {
    let mut lately = |kind: Kind| {
        let mut since = |time: Duration| events::number_of_kind_since(c, kind, now - time, COUNTED);
        Ok::<_, Error>(Lately { day: since(Duration::DAY)?, week: since(Duration::WEEK)? })
    };
    let happened = Happened {
        logins: lately(Kind::LoggedIn)?,
        failures: lately(Kind::LoginFailed)?,
        wrong_factors: lately(Kind::SecondFactorFailed)?,
        blocks: lately(Kind::LoginBlocked)?,
        sign_ups: lately(Kind::Registered)?,
        denials: lately(Kind::Forbidden)?,
    };
    Ok(SiteOverview {
        accounts: few(c, "TRUE")?,
        // In the words of the indexes that hold just these.
        disabled: few(c, "disabled_at IS NOT NULL")?,
        unconfirmed: few(c, "NOT email_verified")?,
        with_factor: few(c, "second_factor_since IS NOT NULL")?,
        staff: few(c, "role <> 'user' AND role = 'admin'")?,
        happened,
        emails: jobs::count(c, JobKind::Email)?,
    })
}

/// How many accounts these words are true of.
fn few(c: &mut Conn, words: &'static str) -> Result<i64, Error> {
    let counted = users::table.filter(sql::<Bool>(words)).select(users::id).limit(COUNTED);
    Ok(diesel::select(Counted(counted)).get_result(c)?)
}
