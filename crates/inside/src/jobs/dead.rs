//! Jobs that were given up: they are kept for a while, so that an operator can see them and try again.

use diesel::dsl::{auto_type, exists, not};
use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::store::{Job, LEASE, free, our_keys};
use super::{JobKind, JobTopic};
use crate::context::Context;
use crate::db::{Conn, Db, delete_in_steps};
use crate::error::Error;
use crate::events::{self, Event};
use crate::schema::{jobs, users};
use crate::state::Services;
use crate::stored::Stored;

/// How long a dead job can be retried. Its links have expired by then.
pub(crate) const RETENTION: Duration = Duration::days(14);

/// What becomes of a job that is given up.
#[derive(AsChangeset)]
#[diesel(table_name = jobs, treat_none_as_null = true)]
struct Death<'a> {
    dead_at: PrimitiveDateTime,
    leased_until: Option<PrimitiveDateTime>,
    cause: &'a str,
}

impl Death<'_> {
    fn now<'a>(s: &Services, cause: &'a str) -> Death<'a> {
        Death { dead_at: s.clock.now(), leased_until: None, cause }
    }
}

/// Gives a job up: it is dead. Where this attempt has lost it to another node, it is that one's to judge.
///
/// # Errors
/// The database's.
pub(super) fn give_up(s: &Services, job: &Job, cause: &str) -> Result<(), Error> {
    s.db.transaction(|c| {
        let ours = jobs::table.find(&job.id).filter(jobs::attempts.eq(job.attempts)).filter(jobs::dead_at.is_null());
        diesel::update(ours).set(Death::now(s, cause)).execute(c)?;
        forget_nobodys(c, &job.id)
    })
}

/// Emails to no account, dead or not. Some have the number of an account that went in the moment in which they were promised.
#[auto_type]
fn nobodys() -> _ {
    let (email, test): (JobKind, JobTopic) = (JobKind::Email, JobTopic::Test);
    let owners = users::table.filter(users::id.nullable().eq(jobs::user_id));
    let has_none = jobs::user_id.is_null().or(not(exists(owners)));
    jobs::kind.eq(email).and(jobs::topic.ne(test)).and(has_none)
}

/// A dead email to nobody's account is not kept: nothing that is personal outlives the account it belongs to. Asked of a job that is
/// dead already: an account that is being deleted waits for its row, and [`forget`](super::forget) finds it dead.
fn forget_nobodys(c: &mut Conn, id: &str) -> Result<(), Error> {
    let dead = jobs::table.find(id).filter(jobs::dead_at.is_not_null()).filter(nobodys());
    diesel::delete(dead).execute(c)?;
    Ok(())
}

/// Jobs that this node does not attempt.
pub(super) enum Unattempted<'a> {
    /// They are sealed with a key that it does not have.
    Foreign,
    /// This target takes nothing.
    For(&'a str),
}

/// The jobs that this node does not attempt and that nobody did in time: topic and id of each. They are dead afterwards.
///
/// # Errors
/// The database's.
pub(super) fn give_up_overdue(
    s: &Services,
    kind: JobKind,
    which: &Unattempted<'_>,
    patience: Duration,
    cause: &str,
) -> Result<Vec<(Stored<JobTopic>, String)>, Error> {
    let now = s.clock.now();
    let free = || free(now, now + LEASE * 2);
    let mut given_up = Vec::new();
    let overdue: Vec<(Stored<JobTopic>, String)> = s.db.read(|c| {
        let waiting = jobs::table.filter(jobs::kind.eq(kind)).filter(jobs::dead_at.is_null()).filter(free());
        let overdue = waiting.filter(jobs::created_at.le(now - patience)).select((jobs::topic, jobs::id)).into_boxed();
        let overdue = match which {
            Unattempted::Foreign => overdue.filter(jobs::key_name.ne_all(our_keys(s))),
            Unattempted::For(target) => {
                overdue.filter(jobs::target.eq(*target)).filter(jobs::key_name.eq_any(our_keys(s)))
            }
        };
        Ok(overdue.load(c)?)
    })?;
    for (topic, id) in overdue {
        // Another node may just have claimed it.
        let is_ours = s.db.transaction(|c| {
            let waiting = jobs::table.find(&id).filter(jobs::dead_at.is_null()).filter(free());
            let is_ours = diesel::update(waiting).set(Death::now(s, cause)).execute(c)? == 1;
            if is_ours {
                forget_nobodys(c, &id)?;
            }
            Ok(is_ours)
        })?;
        if is_ours {
            given_up.push((topic, id));
        }
    }
    Ok(given_up)
}

/// How many jobs wait that are sealed with a key that this node does not have.
///
/// # Errors
/// The database's.
pub(super) fn count_foreign(s: &Services, kind: JobKind) -> Result<i64, Error> {
    s.db.read(|c| {
        let waiting = jobs::table.filter(jobs::kind.eq(kind)).filter(jobs::dead_at.is_null());
        Ok(waiting.filter(jobs::key_name.ne_all(our_keys(s))).count().get_result(c)?)
    })
}

/// A job as an operator sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The row's id.
    pub id: String,
    /// What it is about.
    pub topic: Stored<JobTopic>,
    /// What has to work for it.
    pub target: String,
    /// When it was promised.
    pub(crate) created_at: PrimitiveDateTime,
    /// When it is attempted next.
    pub due_at: PrimitiveDateTime,
    /// How often it was attempted.
    pub attempts: i32,
    /// Since when it is dead, if it is.
    pub dead_at: Option<PrimitiveDateTime>,
    /// Why the last attempt failed.
    pub cause: Option<String>,
}

type ListedRow = (
    (String, Stored<JobTopic>, String),
    (PrimitiveDateTime, PrimitiveDateTime, i32, Option<PrimitiveDateTime>, Option<String>),
);

type ListedColumns = (
    (jobs::id, jobs::topic, jobs::target),
    (jobs::created_at, jobs::due_at, jobs::attempts, jobs::dead_at, jobs::cause),
);

const LISTED: ListedColumns = (
    (jobs::id, jobs::topic, jobs::target),
    (jobs::created_at, jobs::due_at, jobs::attempts, jobs::dead_at, jobs::cause),
);

/// The jobs that wait, or the dead ones, the oldest first, behind `after`.
///
/// # Errors
/// The database's.
pub fn list(s: &Services, dead: bool, after: Option<&Listed>, most: i64) -> Result<Vec<Listed>, Error> {
    let rows: Vec<ListedRow> = s.db.read(|c| rows(c, dead, after, most))?;
    Ok(rows.into_iter().map(Listed::of).collect())
}

fn rows(c: &mut Conn, dead: bool, after: Option<&Listed>, most: i64) -> Result<Vec<ListedRow>, Error> {
    let mut page = jobs::table.select(LISTED).order((jobs::created_at, jobs::id)).limit(most).into_boxed();
    page = match dead {
        true => page.filter(jobs::dead_at.is_not_null()),
        false => page.filter(jobs::dead_at.is_null()),
    };
    if let Some(after) = after {
        let same_moment = jobs::created_at.eq(after.created_at).and(jobs::id.gt(&after.id));
        page = page.filter(jobs::created_at.gt(after.created_at).or(same_moment));
    }
    Ok(page.load(c)?)
}

/// A job, unless it is done.
///
/// # Errors
/// The database's.
pub(crate) fn find(s: &Services, id: &str) -> Result<Option<Listed>, Error> {
    let row = s.db.read(|c| Ok(jobs::table.find(id).select(LISTED).first::<ListedRow>(c).optional()?))?;
    Ok(row.map(Listed::of))
}

impl Listed {
    fn of(((id, topic, target), (created_at, due_at, attempts, dead_at, cause)): ListedRow) -> Listed {
        Listed { id, topic, target, created_at, due_at, attempts, dead_at, cause }
    }
}

/// Promises a dead job anew, with all the time that a new one has.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but the operator; [`Error::NotFound`] where there is no dead job of that id.
pub fn retry(s: &Services, id: &str, context: &Context) -> Result<(), Error> {
    may_retry(context)?;
    s.db.transaction(|c| match revive(c, context, Some(id))? {
        0 => Err(Error::NotFound),
        _ => events::record(c, None::<i64>, &Event::JobRetried { id: id.to_owned() }, context),
    })
}

/// Promises every dead job anew. Returns how many there were.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but the operator; the database's.
pub fn retry_all(s: &Services, context: &Context) -> Result<usize, Error> {
    may_retry(context)?;
    s.db.transaction(|c| {
        let number = revive(c, context, None)?;
        if number > 0 {
            events::record(c, None::<i64>, &Event::JobsRetried { number }, context)?;
        }
        Ok(number)
    })
}

/// The operator may, and the application itself. No role is asked for: accounts send emails, so the queue knows none.
fn may_retry(context: &Context) -> Result<(), Error> {
    if context.actor.is_trusted() { Ok(()) } else { Err(Error::Forbidden) }
}

fn revive(c: &mut Conn, context: &Context, id: Option<&str>) -> Result<usize, Error> {
    let now = context.now;
    let (alive, none): (Option<PrimitiveDateTime>, Option<String>) = (None, None);
    let changes = (
        jobs::dead_at.eq(alive),
        jobs::cause.eq(none),
        jobs::created_at.eq(now),
        jobs::due_at.eq(now),
        jobs::attempts.eq(0),
    );
    let dead = jobs::table.filter(jobs::dead_at.is_not_null());
    Ok(match id {
        Some(id) => diesel::update(dead.filter(jobs::id.eq(id))).set(changes).execute(c)?,
        None => diesel::update(dead).set(changes).execute(c)?,
    })
}

/// Deletes the jobs that have been dead for [`RETENTION`], and dead emails to accounts that are gone: one may have been promised and
/// given up while the account was being deleted.
///
/// # Errors
/// The database's.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, jobs::id: String, || jobs::dead_at
        .le(now - RETENTION)
        .or(jobs::dead_at.is_not_null().and(nobodys())))
}
