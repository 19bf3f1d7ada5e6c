//! When a work was done last that one node does for all of them: a row of the table `locks`, whose time is that one. No node holds it.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Timestamp};
use time::PrimitiveDateTime;

use super::Db;
use crate::error::Error;

#[derive(QueryableByName)]
struct Done {
    #[diesel(sql_type = Nullable<Timestamp>)]
    held_until: Option<PrimitiveDateTime>,
}

impl Db {
    /// When that was, if it is known.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn last_done(&self, work: &str) -> Result<Option<PrimitiveDateTime>, Error> {
        let asked = "SELECT held_until FROM locks WHERE name = $1";
        let row = self.read(|c| {
            let row = diesel::sql_query(asked).bind::<Text, _>(work);
            Ok(row.get_result::<Done>(c).optional()?)
        })?;
        Ok(row.and_then(|done| done.held_until))
    }

    /// It was done just now.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn note_done(&self, work: &str, now: PrimitiveDateTime) -> Result<(), Error> {
        let noted = "INSERT INTO locks (name, held_until) VALUES ($1, $2) \
                     ON CONFLICT (name) DO UPDATE SET held_until = excluded.held_until";
        self.unannounced(|c| {
            diesel::sql_query(noted).bind::<Text, _>(work).bind::<Timestamp, _>(now).execute(c)?;
            Ok(())
        })
    }
}
