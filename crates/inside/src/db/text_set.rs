//! A set of texts that may be larger than the memory.

use std::collections::HashSet;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::error::Error;

/// Texts in a temporary database of SQLite: a file without a name, which the system deletes with the process (sqlite.org/inmemorydb.html).
/// It keeps a few megabytes of it in memory, however many there are.
pub(crate) struct TextSet(SqliteConnection);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

impl TextSet {
    /// An empty one.
    ///
    /// # Errors
    /// Only SQLite's.
    pub(crate) fn new() -> Result<TextSet, Error> {
        let mut c = SqliteConnection::establish("").map_err(Error::internal)?;
        c.batch_execute(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE texts (text TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
        )?;
        Ok(TextSet(c))
    }

    /// Adds texts; those that are in it already stay.
    ///
    /// # Errors
    /// Only SQLite's, as for a full disk.
    pub(crate) fn insert(&mut self, texts: &[String]) -> Result<(), Error> {
        let texts = serde_json::to_string(texts).map_err(Error::internal)?;
        let insert = "INSERT OR IGNORE INTO texts SELECT value FROM json_each(?)";
        diesel::sql_query(insert).bind::<Text, _>(texts).execute(&mut self.0)?;
        Ok(())
    }

    /// Those of these texts that are in it.
    ///
    /// # Errors
    /// Only SQLite's.
    pub(crate) fn having(&mut self, texts: &[String]) -> Result<HashSet<String>, Error> {
        let texts = serde_json::to_string(texts).map_err(Error::internal)?;
        let query = "SELECT value AS text FROM json_each(?) WHERE value IN texts";
        let rows: Vec<Row> = diesel::sql_query(query).bind::<Text, _>(texts).load(&mut self.0)?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_what_was_added() {
        let mut set = TextSet::new().expect("a database");
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        set.insert(&texts(&["ada", "a\"b", "ada"])).expect("added");
        set.insert(&texts(&["ada", "eve"])).expect("added");
        let found = set.having(&texts(&["eve", "bob", "a\"b", "Ada"])).expect("an answer");
        assert_eq!(found, HashSet::from_iter(texts(&["eve", "a\"b"])));
    }
}
