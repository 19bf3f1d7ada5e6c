//! What reaches the database from outside, for the targets in `fuzz/`.

use super::{DatabaseUrl, PostgresUrl, script};
use crate::error::Error;

/// The statements of a dump.
///
/// # Errors
/// When it ends in the middle of one, or is no text.
pub fn statements(dump: &[u8]) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    script::statements(dump, |statement| {
        found.push(statement.to_owned());
        Ok(())
    })?;
    Ok(found)
}

/// What a `DATABASE_URL` of PostgreSQL says to libpq, with its password.
pub fn conninfo(url: &DatabaseUrl) -> Option<String> {
    match url {
        DatabaseUrl::Sqlite(_) => None,
        DatabaseUrl::Postgres(url) => Some(PostgresUrl::conninfo(url, &[]).expose().clone()),
    }
}
