//! A dump of `pg_dump`, statement by statement. Only what such a dump of ours is made of is run: a backup is no way to run
//! something else.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use diesel::PgConnection;
use diesel::connection::SimpleConnection;

use crate::error::Error;

/// How statements of our dumps begin.
const KNOWN: &[&str] = &[
    "ALTER TABLE ",
    "CREATE INDEX ",
    "CREATE TABLE ",
    "CREATE UNIQUE INDEX ",
    "CREATE VIEW ",
    "INSERT INTO ",
    "SELECT pg_catalog.setval(",
];

/// Settings of the session that wrote it, which has its own here.
const SKIPPED: &[&str] = &["SET ", "SELECT pg_catalog.set_config("];

/// Runs a dump in the transaction that is open.
///
/// # Errors
/// A statement that fails, or that is none of a dump's; a file that can't be read or ends in the middle of a statement.
pub(super) fn run(c: &mut PgConnection, file: &Path) -> Result<(), Error> {
    let file = File::open(file).map_err(Error::internal)?;
    let mut number = 0;
    statements(BufReader::new(file), |statement| {
        number += 1;
        if SKIPPED.iter().any(|start| statement.starts_with(start)) {
            return Ok(());
        }
        if !KNOWN.iter().any(|start| statement.starts_with(start)) {
            return Err(Error::internal(format!(
                "statement {number} of the dump is of no kind that a dump of ours has"
            )));
        }
        let failed = |cause: diesel::result::Error| match Error::from(cause) {
            Error::Internal(cause) => Error::internal(format!("statement {number} of the dump: {cause}")),
            other => other,
        };
        c.batch_execute(statement).map_err(failed)
    })
}

/// Calls `take` with each statement, without the semicolon at its end.
pub(super) fn statements(
    mut lines: impl BufRead,
    mut take: impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut statement, mut quote) = (String::new(), None);
    let mut line = String::new();
    loop {
        line.clear();
        let read =
            lines.read_line(&mut line).map_err(|cause| Error::internal(format!("the dump can't be read: {cause}")))?;
        if read == 0 {
            break;
        }
        let is_between = statement.is_empty();
        // Comments, and commands that are meant for psql.
        if is_between && (line.starts_with("--") || line.starts_with('\\') || line.trim().is_empty()) {
            continue;
        }
        for part in line.split_inclusive(['\'', '"', ';']) {
            statement.push_str(part);
            let mark = part.chars().next_back().filter(|c| ['\'', '"', ';'].contains(c));
            match (quote, mark) {
                (None, Some(';')) => {
                    statement.pop();
                    take(statement.trim())?;
                    statement.clear();
                }
                (None, Some(mark)) => quote = Some(mark),
                // A doubled mark ends the text and begins it again, which comes to the same.
                (Some(open), Some(mark)) if open == mark => quote = None,
                _ => {}
            }
        }
        if quote.is_none() && statement.trim().is_empty() {
            statement.clear();
        }
    }
    match statement.trim() {
        "" => Ok(()),
        _ => Err(Error::internal("the dump ends in the middle of a statement")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        statements(text.as_bytes(), |statement| {
            found.push(statement.to_owned());
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn texts_hold_semicolons_quotes_and_lines_that_look_like_others() {
        let dump = "--\n-- of a server\n--\n\\restrict x\nSET a = 0;\nINSERT INTO u VALUES\n\t(1, 'a;b''c\n-- no comment\n\\n'),\n\t(2, '\"');\nCREATE TABLE \"a;b\" (c int);\n\n";
        assert_eq!(
            split(dump).expect("whole"),
            [
                "SET a = 0",
                "INSERT INTO u VALUES\n\t(1, 'a;b''c\n-- no comment\n\\n'),\n\t(2, '\"')",
                "CREATE TABLE \"a;b\" (c int)"
            ]
        );
    }

    #[test]
    fn half_a_statement_is_an_error() {
        assert!(split("INSERT INTO u VALUES (1, 'a").is_err());
        assert!(split("INSERT INTO u VALUES (1, 'a');\nINSERT INTO u").is_err());
    }
}
