//! The site at a glance: how many accounts there are, what happened lately, and which emails wait.

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use time::{Duration, PrimitiveDateTime};

use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Kind};
use crate::jobs::JobKind;
use crate::role::Role;
use crate::schema::{jobs, users};
use crate::state::Services;

/// What is counted no further: the page must cost the same wherever there is more.
pub const COUNTED: i64 = 10_000;

/// The numbers of the page. Each but that of all accounts ends at [`COUNTED`].
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
    pub emails: Emails,
}

/// What happened lately.
pub struct Happened {
    /// Logins.
    pub logins: Lately,
    /// Logins that failed.
    pub failures: Lately,
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

/// The queue of emails.
pub struct Emails {
    /// Those that wait.
    pub waiting: i64,
    /// When the oldest of them was promised.
    pub oldest: Option<PrimitiveDateTime>,
    /// Those that were given up.
    pub dead: i64,
}

/// Everything at once.
///
/// # Errors
/// Only the database's.
pub fn site_overview(s: &Services) -> Result<SiteOverview, Error> {
    let (c, now) = (&mut *s.db.conn()?, s.clock.now());
    let mut lately = |kind: Kind| {
        let mut since = |time: Duration| events::number_of_kind_since(c, kind, now - time, COUNTED);
        Ok::<_, Error>(Lately { day: since(Duration::DAY)?, week: since(Duration::WEEK)? })
    };
    let happened = Happened {
        logins: lately(Kind::LoggedIn)?,
        failures: lately(Kind::LoginFailed)?,
        blocks: lately(Kind::LoginBlocked)?,
        sign_ups: lately(Kind::Registered)?,
        denials: lately(Kind::Forbidden)?,
    };
    Ok(SiteOverview {
        accounts: users::table.select(count_star()).get_result(c)?,
        // In the words of the indexes that hold just these.
        disabled: few(c, "disabled_at IS NOT NULL")?,
        unconfirmed: few(c, "NOT email_verified")?,
        with_factor: few(c, "second_factor_since IS NOT NULL")?,
        staff: users::table
            .filter(users::role.eq(Role::Admin))
            .filter(sql::<Bool>("role <> 'user'"))
            .count()
            .get_result(c)?,
        happened,
        emails: emails(c)?,
    })
}

/// How many accounts these words are true of.
fn few(c: &mut Conn, words: &'static str) -> Result<i64, Error> {
    let rows = users::table.filter(sql::<Bool>(words)).select(users::id).limit(COUNTED);
    Ok(i64::try_from(rows.load::<i64>(c)?.len()).unwrap_or(COUNTED))
}

fn emails(c: &mut Conn) -> Result<Emails, Error> {
    let of_emails = || jobs::table.filter(jobs::kind.eq(JobKind::Email.word()));
    let waiting = of_emails().filter(jobs::dead_at.is_null());
    let (number, oldest) = waiting.select((count_star(), diesel::dsl::min(jobs::created_at))).get_result(c)?;
    let dead = of_emails().filter(jobs::dead_at.is_not_null()).count().get_result(c)?;
    Ok(Emails { waiting: number, oldest, dead })
}
