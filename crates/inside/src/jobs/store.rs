//! A durable row for each job that is promised and not done yet.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::{JobKind, JobTopic, pauses};
use crate::db::Conn;
use crate::error::Error;
use crate::schema::jobs;
use crate::state::Services;
use crate::stored::Stored;

/// What a verb promises.
pub struct NewJob<'a> {
    /// Who does it.
    pub kind: JobKind,
    /// What it is about.
    pub topic: JobTopic,
    /// What has to work for it. After a failure there, other jobs for the same target wait too.
    pub target: &'a str,
    /// The account it is about. It is forgotten with the account.
    pub account: Option<i64>,
    /// What to do. It is sealed: a reader of the database learns none of it.
    pub payload: &'a [u8],
}

#[derive(Insertable)]
#[diesel(table_name = jobs)]
struct NewRow<'a> {
    id: &'a str,
    topic: JobTopic,
    payload: Vec<u8>,
    created_at: PrimitiveDateTime,
    due_at: PrimitiveDateTime,
    attempts: i32,
    key_name: &'a str,
    kind: JobKind,
    target: &'a str,
    user_id: Option<i64>,
}

/// A job as its account may see it: everything but what is sealed.
#[derive(Queryable)]
pub(crate) struct JobOfUser {
    /// Names it.
    pub(crate) id: String,
    /// Who does it.
    pub(crate) kind: Stored<JobKind>,
    /// What it is about.
    pub(crate) topic: Stored<JobTopic>,
    /// When it was promised.
    pub(crate) created_at: PrimitiveDateTime,
    /// When it is tried next.
    pub(crate) due_at: PrimitiveDateTime,
    /// How often it was tried.
    pub(crate) attempts: i32,
    /// Since when it is given up, if it is.
    pub(crate) dead_at: Option<PrimitiveDateTime>,
}

/// At most `most` jobs of an account, oldest first, after one where it is given.
///
/// # Errors
/// The database's.
pub(crate) fn of_user(
    c: &mut Conn,
    user_id: i64,
    after: Option<&(PrimitiveDateTime, String)>,
    most: i64,
) -> Result<Vec<JobOfUser>, Error> {
    let mut rows = jobs::table.filter(jobs::user_id.eq(user_id)).into_boxed();
    if let Some((at, id)) = after {
        rows = rows.filter(jobs::created_at.ge(at)).filter(jobs::created_at.gt(at).or(jobs::id.gt(id)));
    }
    let rows = rows.order((jobs::created_at, jobs::id)).limit(most);
    let columns = (jobs::id, jobs::kind, jobs::topic, jobs::created_at, jobs::due_at, jobs::attempts, jobs::dead_at);
    Ok(rows.select(columns).load(c)?)
}

/// Puts a job into the queue and returns its id. It is done once the caller's transaction is committed, after a crash too, and
/// not at all if the transaction is rolled back.
///
/// # Errors
/// The database's.
pub fn put(s: &Services, c: &mut Conn, job: &NewJob<'_>) -> Result<String, Error> {
    let id = crate::random::id();
    let now = s.clock.now();
    let row = NewRow {
        id: &id,
        topic: job.topic,
        payload: s.seal.close(&id, job.payload)?,
        created_at: now,
        due_at: now,
        attempts: 0,
        key_name: s.seal.key_name(),
        kind: job.kind,
        target: job.target,
        user_id: job.account,
    };
    diesel::insert_into(jobs::table).values(&row).execute(c)?;
    Ok(id)
}

/// Removes a job.
///
/// # Errors
/// The database's.
pub(crate) fn withdraw(c: &mut Conn, id: &str) -> Result<(), Error> {
    diesel::delete(jobs::table.find(id)).execute(c)?;
    Ok(())
}

/// Nothing of a deleted account is kept: its dead jobs go at once. Those that wait are still done, since a notice may be all that
/// an owner learns of a theft, and are then gone as well.
///
/// # Errors
/// The database's.
pub(crate) fn forget(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    let own = diesel::update(jobs::table.filter(jobs::user_id.eq(user_id))).set(jobs::user_id.eq(None::<i64>));
    let own: Vec<String> = own.returning(jobs::id).get_results(c)?;
    // Afterwards: the update has waited for whoever was giving one of them up.
    diesel::delete(jobs::table.filter(jobs::id.eq_any(own)).filter(jobs::dead_at.is_not_null())).execute(c)?;
    Ok(())
}

/// How long the other nodes leave a claimed job alone. Longer than an attempt may take, by enough for clocks of several nodes
/// that disagree.
pub(super) const LEASE: Duration = Duration::minutes(5);

/// A job that this process, and no other, may do now. It has no `Debug`: what it says belongs in no log.
pub struct Job {
    /// The row's id.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) topic: Stored<JobTopic>,
    /// What has to work for it.
    pub target: String,
    /// When it was promised.
    pub(crate) created_at: PrimitiveDateTime,
    /// How often it was attempted, this time included.
    pub(crate) attempts: i32,
    /// What to do; `None` when this node can't open it.
    pub(crate) payload: Option<Vec<u8>>,
}

/// Which jobs to claim.
pub(super) enum Claim<'a> {
    /// Those for this target.
    For(&'a str),
    /// Those for other targets than these.
    ExceptFor(Vec<String>),
}

type Row = (String, Stored<JobTopic>, String, PrimitiveDateTime, i32, Vec<u8>);

/// Claims the jobs that are due, the one that has waited longest first. Jobs sealed with a key that this node does not have are
/// not even claimed: while keys change node by node, they are another node's to do.
///
/// # Errors
/// The database's.
pub(super) fn claim(s: &Services, kind: JobKind, which: &Claim<'_>, limit: u32) -> Result<Vec<Job>, Error> {
    let now = s.clock.now();
    // Looked for outside of the transaction: most often nothing is due, and no writer has to wait for that.
    let due = s.db.read(|c| due(c, s, kind, which, limit, now))?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let claimed = s.db.unannounced(|c| lease(c, &due, now))?;
    Ok(due.into_iter().zip(claimed).filter_map(|(row, is_ours)| is_ours.then(|| open(s, row))).collect())
}

/// What nobody holds. A lease that ends later than `longest`, as none ever does, was given by a clock that was ahead.
#[auto_type]
pub(super) fn free(now: PrimitiveDateTime, longest: PrimitiveDateTime) -> _ {
    jobs::leased_until.is_null().or(jobs::leased_until.lt(now)).or(jobs::leased_until.gt(longest))
}

fn due(
    c: &mut Conn,
    s: &Services,
    kind: JobKind,
    which: &Claim<'_>,
    limit: u32,
    now: PrimitiveDateTime,
) -> Result<Vec<Row>, Error> {
    // Later than anything is ever put off: the clock was turned back.
    let latest = now + pauses::LONGEST_EVER;
    let columns = (jobs::id, jobs::topic, jobs::target, jobs::created_at, jobs::attempts, jobs::payload);
    let due = jobs::table
        .filter(jobs::kind.eq(kind))
        .filter(jobs::dead_at.is_null())
        .filter(jobs::due_at.le(now).or(jobs::due_at.gt(latest)))
        .filter(free(now, now + LEASE * 2))
        .filter(jobs::key_name.eq_any(our_keys(s)))
        .order((jobs::due_at, jobs::id))
        .limit(limit.into())
        .select(columns)
        .into_boxed();
    let due = match which {
        Claim::For(target) => due.filter(jobs::target.eq(*target)),
        Claim::ExceptFor(targets) if targets.is_empty() => due,
        Claim::ExceptFor(targets) => due.filter(jobs::target.ne_all(targets)),
    };
    Ok(due.load(c)?)
}

/// Says of each whether it is ours now. The first node that changes the row has it; the others find another number of attempts, or
/// that it is dead, and change nothing.
fn lease(c: &mut Conn, due: &[Row], now: PrimitiveDateTime) -> Result<Vec<bool>, Error> {
    let lease = |row: &Row| {
        let mine = jobs::table.find(&row.0).filter(jobs::dead_at.is_null()).filter(jobs::attempts.eq(row.4));
        let mine = mine.filter(free(now, now + LEASE * 2));
        let lease = (jobs::leased_until.eq(now + LEASE), jobs::attempts.eq(row.4 + 1));
        Ok(diesel::update(mine).set(lease).execute(c)? == 1)
    };
    due.iter().map(lease).collect()
}

/// The keys of this node. Rows of versions that named no key may be sealed with one of them.
pub(super) fn our_keys(s: &Services) -> Vec<&str> {
    s.seal.key_names().into_iter().chain([""]).collect()
}

fn open(s: &Services, (id, topic, target, created_at, attempts, sealed): Row) -> Job {
    let payload = s.seal.open(&id, &sealed).ok();
    Job { id, topic, target, created_at, attempts: attempts + 1, payload }
}

/// Puts a claimed job back for a later attempt.
///
/// # Errors
/// The database's.
pub(super) fn postpone(s: &Services, job: &Job, due_at: PrimitiveDateTime, cause: &str) -> Result<(), Error> {
    s.db.unannounced(|c| {
        let mine = jobs::table.find(&job.id).filter(jobs::attempts.eq(job.attempts));
        let none: Option<PrimitiveDateTime> = None;
        let changes = (jobs::due_at.eq(due_at), jobs::leased_until.eq(none), jobs::cause.eq(cause));
        diesel::update(mine).set(changes).execute(c)?;
        Ok(())
    })
}

/// Deletes a job that is done.
///
/// # Errors
/// The database's.
pub(super) fn delete(s: &Services, id: &str) -> Result<(), Error> {
    s.db.unannounced(|c| withdraw(c, id))
}
