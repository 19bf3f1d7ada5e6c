//! The outbox: a durable row for each email that is promised and not delivered yet.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Duration, PrimitiveDateTime};

use crate::db::Conn;
use crate::error::Error;
use crate::schema::outbox;
use crate::state::Services;

/// An email that is written and addressed. It has no `Debug`: its links belong in no log.
#[derive(Serialize, Deserialize)]
pub struct Mail {
    /// The recipient's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct NewRow<'a> {
    id: &'a str,
    kind: &'static str,
    body: Vec<u8>,
    created_at: PrimitiveDateTime,
    due_at: PrimitiveDateTime,
    attempts: i32,
    key_name: &'a str,
}

/// Puts an email into the outbox, sealed, and returns the row's id.
///
/// # Errors
/// The database's.
pub fn put(s: &Services, c: &mut Conn, kind: &'static str, mail: &Mail) -> Result<String, Error> {
    let id = crate::random::id();
    let text = serde_json::to_vec(mail).map_err(Error::internal)?;
    let (now, key_name) = (s.clock.now(), s.seal.key_name());
    let body = s.seal.close(&id, &text)?;
    let row = NewRow { id: &id, kind, body, created_at: now, due_at: now, attempts: 0, key_name };
    diesel::insert_into(outbox::table).values(&row).execute(c)?;
    Ok(id)
}

/// Removes an email that the same transaction put in.
///
/// # Errors
/// The database's.
pub fn withdraw(c: &mut Conn, id: &str) -> Result<(), Error> {
    diesel::delete(outbox::table.find(id)).execute(c)?;
    Ok(())
}

/// How long the other nodes leave a claimed email alone. Longer than a hand-over may take, by enough for clocks of several
/// nodes that disagree.
const LEASE: Duration = Duration::minutes(5);

/// A row that this process, and no other, may deliver now.
pub struct Claimed {
    /// The row's id, and the first part of the Message-ID.
    pub id: String,
    /// What kind of email it is, for the log.
    pub kind: String,
    /// When it was promised.
    pub created_at: PrimitiveDateTime,
    /// How often delivery was attempted, this time included.
    pub attempts: i32,
    /// The email; `None` when this node can't open it.
    pub mail: Option<Mail>,
}

#[derive(Queryable)]
struct Row {
    id: String,
    kind: String,
    body: Vec<u8>,
    created_at: PrimitiveDateTime,
    _due_at: PrimitiveDateTime,
    attempts: i32,
    _leased_until: Option<PrimitiveDateTime>,
    _key_name: String,
}

/// Claims the emails that are due, the one that has waited longest first. Emails sealed with a key that this node does not
/// have are not even claimed: while keys change node by node, they are another node's to deliver.
///
/// # Errors
/// The database's.
pub fn claim(s: &Services, limit: u32) -> Result<Vec<Claimed>, Error> {
    let now = s.clock.now();
    let c: &mut Conn = &mut *s.db.conn()?;
    let free = || outbox::leased_until.is_null().or(outbox::leased_until.lt(now));
    let due = outbox::table.filter(outbox::due_at.le(now)).filter(free());
    let ours = due.filter(outbox::key_name.eq_any(our_keys(s)));
    let rows: Vec<Row> = ours.order(outbox::due_at).limit(limit.into()).load(c)?;
    let mut claimed = Vec::with_capacity(rows.len());
    for row in rows {
        // The first node that changes the row has it; the others find another number of attempts and change nothing.
        let mine = outbox::table.find(&row.id).filter(outbox::attempts.eq(row.attempts)).filter(free());
        let lease = (outbox::leased_until.eq(now + LEASE), outbox::attempts.eq(row.attempts + 1));
        if diesel::update(mine).set(lease).execute(c)? == 1 {
            claimed.push(open(s, row));
        }
    }
    Ok(claimed)
}

/// The keys of this node. Rows of versions that named no key may be sealed with one of them.
fn our_keys(s: &Services) -> Vec<&str> {
    s.seal.key_names().into_iter().chain([""]).collect()
}

fn open(s: &Services, row: Row) -> Claimed {
    let text = s.seal.open(&row.id, &row.body).ok();
    Claimed {
        id: row.id,
        kind: row.kind,
        created_at: row.created_at,
        attempts: row.attempts + 1,
        mail: text.and_then(|text| serde_json::from_slice(&text).ok()),
    }
}

/// Emails that this node leaves to others because it does not have their key.
pub struct Foreign {
    /// How many wait.
    pub waiting: i64,
    /// Kind and id of each that waited for more than `MAIL_GIVE_UP_AFTER` and was deleted.
    pub given_up: Vec<(String, String)>,
}

/// Counts the emails that this node can't open, and deletes those that no other node delivered in time either.
///
/// # Errors
/// The database's.
pub fn foreign(s: &Services) -> Result<Foreign, Error> {
    let now = s.clock.now();
    let c: &mut Conn = &mut *s.db.conn()?;
    let foreign = || outbox::table.filter(outbox::key_name.ne_all(our_keys(s)));
    let free = || outbox::leased_until.is_null().or(outbox::leased_until.lt(now));
    let too_old = foreign().filter(outbox::created_at.le(now - s.config.mail_give_up_after)).filter(free());
    let mut given_up = Vec::new();
    for (kind, id) in too_old.select((outbox::kind, outbox::id)).load::<(String, String)>(c)? {
        if diesel::delete(outbox::table.find(&id).filter(free())).execute(c)? == 1 {
            given_up.push((kind, id));
        }
    }
    Ok(Foreign { waiting: foreign().count().get_result(c)?, given_up })
}

/// Puts a claimed email back for a later attempt.
///
/// # Errors
/// The database's.
pub fn postpone(s: &Services, id: &str, attempts: i32) -> Result<(), Error> {
    let c: &mut Conn = &mut *s.db.conn()?;
    let mine = outbox::table.find(id).filter(outbox::attempts.eq(attempts));
    let due_at = s.clock.now() + pause(attempts, crate::random::bytes::<1>()[0]);
    let none: Option<PrimitiveDateTime> = None;
    diesel::update(mine).set((outbox::due_at.eq(due_at), outbox::leased_until.eq(none))).execute(c)?;
    Ok(())
}

/// Deletes an email that was delivered or given up.
///
/// # Errors
/// The database's.
pub fn delete(s: &Services, id: &str) -> Result<(), Error> {
    diesel::delete(outbox::table.find(id)).execute(&mut *s.db.conn()?)?;
    Ok(())
}

/// 10 s, 40 s, 160 s and so on, an hour at most, a quarter more or less by chance: after an outage the emails of all nodes
/// should not arrive at the mail server at the same moment.
fn pause(attempts: i32, chance: u8) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1) - 1;
    let seconds = (10_i64 << (2 * doublings)).min(3_600);
    Duration::milliseconds(seconds * (750 + 500 * i64::from(chance) / 255))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_have_an_end() {
        let about = |attempts| (pause(attempts, 0).whole_seconds(), pause(attempts, 255).whole_seconds());
        assert_eq!(about(1), (7, 12));
        assert_eq!(about(2), (30, 50));
        assert_eq!(about(6), (2_700, 4_500));
        assert_eq!(about(i32::MAX), about(6));
        assert_eq!(about(0), about(1));
    }
}
