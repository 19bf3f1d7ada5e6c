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
    /// The address.
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
}

/// Puts an email into the outbox, sealed, and returns the row's name.
///
/// # Errors
/// The database's.
pub fn put(s: &Services, c: &mut Conn, kind: &'static str, mail: &Mail) -> Result<String, Error> {
    let id = crate::random::id();
    let text = serde_json::to_vec(mail).map_err(Error::internal)?;
    let now = s.clock.now();
    let row = NewRow { id: &id, kind, body: s.seal.close(&id, &text)?, created_at: now, due_at: now, attempts: 0 };
    diesel::insert_into(outbox::table).values(&row).execute(c)?;
    Ok(id)
}

/// Takes out what the same transaction put in.
///
/// # Errors
/// The database's.
pub fn take_back(c: &mut Conn, id: &str) -> Result<(), Error> {
    diesel::delete(outbox::table.find(id)).execute(c)?;
    Ok(())
}

/// How long a claimed email is left alone by everybody else. Longer than any hand-over may take, by enough for clocks of
/// several nodes that disagree.
const LEASE: Duration = Duration::minutes(5);

/// An email that this process, and no other, may hand over now.
pub struct Claimed {
    /// The row's name, and the first part of the Message-ID.
    pub id: String,
    /// What it is, for the log.
    pub kind: String,
    /// When it was promised.
    pub created_at: PrimitiveDateTime,
    /// How often it was tried, this time included.
    pub attempts: i32,
    /// What it says.
    pub mail: Mail,
}

/// A claimed row.
pub enum Claim {
    /// An email.
    Email(Claimed),
    /// The key it was sealed with is gone.
    Broken {
        /// The row's name.
        id: String,
        /// What it was.
        kind: String,
    },
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
}

/// Claims the emails that are due, the one that waits longest first.
///
/// # Errors
/// The database's.
pub fn claim(s: &Services, limit: u32) -> Result<Vec<Claim>, Error> {
    let now = s.clock.now();
    let c: &mut Conn = &mut *s.db.conn()?;
    let free = || outbox::leased_until.is_null().or(outbox::leased_until.lt(now));
    let due = outbox::table.filter(outbox::due_at.le(now)).filter(free());
    let rows: Vec<Row> = due.order(outbox::due_at).limit(limit.into()).load(c)?;
    let mut claims = Vec::with_capacity(rows.len());
    for row in rows {
        // Whoever changes the row first has it; the others change no row (see `attempts`).
        let mine = outbox::table.find(&row.id).filter(outbox::attempts.eq(row.attempts)).filter(free());
        let lease = (outbox::leased_until.eq(now + LEASE), outbox::attempts.eq(row.attempts + 1));
        if diesel::update(mine).set(lease).execute(c)? == 1 {
            claims.push(open(s, row));
        }
    }
    Ok(claims)
}

fn open(s: &Services, row: Row) -> Claim {
    let text = s.seal.open(&row.id, &row.body).ok();
    match text.and_then(|text| serde_json::from_slice(&text).ok()) {
        None => Claim::Broken { id: row.id, kind: row.kind },
        Some(mail) => Claim::Email(Claimed {
            id: row.id,
            kind: row.kind,
            created_at: row.created_at,
            attempts: row.attempts + 1,
            mail,
        }),
    }
}

/// Puts a claimed email back for a later try.
///
/// # Errors
/// The database's.
pub fn postpone(s: &Services, message: &Claimed) -> Result<(), Error> {
    let c: &mut Conn = &mut *s.db.conn()?;
    let mine = outbox::table.find(&message.id).filter(outbox::attempts.eq(message.attempts));
    let due_at = s.clock.now() + pause(message.attempts, crate::random::bytes::<1>()[0]);
    let none: Option<PrimitiveDateTime> = None;
    diesel::update(mine).set((outbox::due_at.eq(due_at), outbox::leased_until.eq(none))).execute(c)?;
    Ok(())
}

/// Strikes an email off: delivered, or given up.
///
/// # Errors
/// The database's.
pub fn delete(s: &Services, id: &str) -> Result<(), Error> {
    diesel::delete(outbox::table.find(id)).execute(&mut *s.db.conn()?)?;
    Ok(())
}

/// 10 s, 40 s, 160 s and so on, an hour at most, a quarter more or less by chance: after an outage not every email of
/// every node comes at once.
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
