//! The outbox: a durable row for each letter that is promised and not delivered yet.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::schema::outbox;
use crate::state::Services;

/// A letter that is written and addressed. It has no `Debug`: its links belong in no log.
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
    letter: &'static str,
    body: Vec<u8>,
    created_at: PrimitiveDateTime,
    due_at: PrimitiveDateTime,
    attempts: i32,
}

/// Puts a letter into the outbox, sealed.
///
/// # Errors
/// The database's.
pub fn put(s: &Services, c: &mut Conn, letter: &'static str, mail: &Mail) -> Result<(), Error> {
    let id = crate::random::id();
    let text = serde_json::to_vec(mail).map_err(Error::internal)?;
    let now = s.clock.now();
    let row = NewRow { id: &id, letter, body: s.seal.close(&id, &text)?, created_at: now, due_at: now, attempts: 0 };
    diesel::insert_into(outbox::table).values(&row).execute(c)?;
    Ok(())
}
