//! What a table holds, in one form for both databases: rows as JSON, read in a stream and written in batches, and a sum of them
//! that does not depend on their order.

use aws_lc_rs::digest;
use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Nullable, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tables::{Holds, StoredColumn, StoredTable, find};
use super::{Conn, Count};
use crate::error::Error;

/// How much a table holds, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableContents {
    /// The table.
    pub(crate) name: String,
    /// How many rows.
    pub(crate) rows: u64,
    /// Their SHA-256s, added up: two tables with the same rows have the same sum on either database, in any order.
    pub(crate) sum: String,
    /// The highest id that was ever given out, where the database counts: the id of a deleted account is given to nobody else.
    pub(crate) counter: Option<i64>,
}

#[derive(QueryableByName)]
struct RowAsJson {
    #[diesel(sql_type = Binary)]
    row: Vec<u8>,
}

#[derive(QueryableByName)]
struct Sequence {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

/// How many rows one statement writes.
pub(crate) const AT_ONCE: usize = 500;

/// Calls `take` with each row of a table, its values in the order of the columns' names.
///
/// # Errors
/// The database's; a value that its column can't hold, as in a damaged file; those of `take`.
pub(crate) fn each_row(
    conn: &mut Conn,
    table: &StoredTable,
    mut take: impl FnMut(Vec<Value>) -> Result<(), Error>,
) -> Result<(), Error> {
    let query = selection(conn, table);
    let mut read = |row: QueryResult<RowAsJson>| {
        let broken = |cause: &dyn std::fmt::Display| Error::internal(format!("table {}: {cause}", table.name));
        let row = row.map_err(|cause| broken(&cause))?.row;
        let mut values: Vec<Value> = serde_json::from_slice(&row).map_err(|cause| broken(&cause))?;
        for (value, column) in values.iter_mut().zip(&table.columns) {
            if let (Holds::Moments, Value::String(text)) = (column.holds, &mut *value) {
                *text = in_microseconds(text);
            }
        }
        take(values)
    };
    match conn {
        Conn::Sqlite(c) => {
            diesel::sql_query(query).load_iter::<RowAsJson, DefaultLoadingMode>(c)?.try_for_each(&mut read)
        }
        Conn::Postgres(c) => {
            diesel::sql_query(query).load_iter::<RowAsJson, PgRowByRowLoadingMode>(c)?.try_for_each(&mut read)
        }
    }
}

/// A row as a JSON array, in bytes: what a damaged file holds need not be UTF-8.
fn selection(conn: &Conn, StoredTable { name, columns }: &StoredTable) -> String {
    let value = |StoredColumn { name, holds }: &StoredColumn| match (conn, holds) {
        // hex(NULL) is an empty text, and hex() would take a text for bytes.
        (Conn::Sqlite(_), Holds::Bytes) => {
            format!("CASE typeof(\"{name}\") WHEN 'blob' THEN hex(\"{name}\") ELSE json_extract(\"{name}\", '$') END")
        }
        (Conn::Sqlite(_), _) => format!("\"{name}\""),
        (Conn::Postgres(_), Holds::Bytes) => format!("upper(encode(\"{name}\", 'hex'))"),
        (Conn::Postgres(_), Holds::Flags) => format!("\"{name}\"::int"),
        (Conn::Postgres(_), Holds::Moments) => format!("to_char(\"{name}\", 'YYYY-MM-DD HH24:MI:SS.US')"),
        (Conn::Postgres(_), _) => format!("\"{name}\""),
    };
    let values = columns.iter().map(value).collect::<Vec<_>>().join(", ");
    match conn {
        Conn::Sqlite(_) => format!("SELECT CAST(json_array({values}) AS BLOB) AS row FROM \"{name}\""),
        Conn::Postgres(_) => {
            format!("SELECT convert_to(json_build_array({values})::text, 'UTF8') AS row FROM \"{name}\"")
        }
    }
}

/// SQLite keeps a moment as text, with as many digits as were written; PostgreSQL keeps microseconds.
fn in_microseconds(text: &str) -> String {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = fraction.chars().take_while(char::is_ascii_digit).take(6).collect();
    format!("{}.{digits:0<6}", seconds.replacen('T', " ", 1))
}

/// Adds rows up.
#[derive(Default)]
struct Sum {
    rows: u64,
    halves: [u128; 2],
}

impl Sum {
    fn add(&mut self, row: &[Value]) -> Result<(), Error> {
        let text = serde_json::to_vec(row).map_err(Error::internal)?;
        let hash = digest::digest(&digest::SHA256, &text);
        for (half, bytes) in self.halves.iter_mut().zip(hash.as_ref().chunks_exact(16)) {
            *half = half.wrapping_add(u128::from_be_bytes(bytes.try_into().map_err(Error::internal)?));
        }
        self.rows += 1;
        Ok(())
    }

    fn text(&self) -> String {
        format!("{:032x}{:032x}", self.halves[0], self.halves[1])
    }
}

/// Counts and adds up a table.
///
/// # Errors
/// As [`each_row`].
pub(crate) fn contents(conn: &mut Conn, table: &StoredTable) -> Result<TableContents, Error> {
    // Before the rows: PostgreSQL's counters belong to no transaction, so a later one would be ahead of them.
    let counter = counter(conn, table)?;
    let mut sum = Sum::default();
    each_row(conn, table, |row| sum.add(&row))?;
    Ok(TableContents { name: table.name.clone(), rows: sum.rows, sum: sum.text(), counter })
}

/// The same for tables by their names. A table that does not exist holds nothing.
///
/// # Errors
/// As [`each_row`].
pub(crate) fn contents_of(conn: &mut Conn, names: &[String]) -> Result<Vec<TableContents>, Error> {
    let read = |name: &String| match find(conn, name)? {
        Some(table) => contents(conn, &table),
        None => Ok(TableContents { name: name.clone(), rows: 0, sum: Sum::default().text(), counter: None }),
    };
    names.iter().map(read).collect()
}

/// Writes rows as [`each_row`] gives them.
///
/// # Errors
/// The database's: a row that is there already, a value that PostgreSQL can't hold.
pub(crate) fn insert(conn: &mut Conn, table: &StoredTable, rows: &[Vec<Value>]) -> Result<(), Error> {
    let names = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ");
    let value = |(at, column): (usize, &StoredColumn)| match (&*conn, column.holds) {
        (Conn::Sqlite(_), Holds::Bytes) => format!("unhex(json_extract(value, '$[{at}]'))"),
        (Conn::Sqlite(_), _) => format!("json_extract(value, '$[{at}]')"),
        (Conn::Postgres(_), Holds::Numbers) => format!("(value->>{at})::bigint"),
        (Conn::Postgres(_), Holds::Text) => format!("value->>{at}"),
        (Conn::Postgres(_), Holds::Flags) => format!("(value->>{at})::int::boolean"),
        (Conn::Postgres(_), Holds::Moments) => format!("(value->>{at})::timestamp"),
        (Conn::Postgres(_), Holds::Bytes) => format!("decode(value->>{at}, 'hex')"),
    };
    let values = table.columns.iter().enumerate().map(value).collect::<Vec<_>>().join(", ");
    let rows = serde_json::to_string(rows).map_err(Error::internal)?;
    let name = &table.name;
    let start = format!("INSERT INTO \"{name}\" ({names}) SELECT {values} FROM");
    let failed = |cause: diesel::result::Error| match Error::from(cause) {
        Error::Internal(cause) => Error::internal(format!("table {name}: {cause}")),
        other => other,
    };
    match conn {
        Conn::Sqlite(c) => diesel::sql_query(format!("{start} json_each(?)")).bind::<Text, _>(rows).execute(c),
        Conn::Postgres(c) => diesel::sql_query(format!("{start} json_array_elements($1::json) AS rows(value)"))
            .bind::<Text, _>(rows)
            .execute(c),
    }
    .map_err(failed)?;
    Ok(())
}

/// Deletes every row of these tables, the last ones first.
///
/// # Errors
/// Only the database's.
pub(crate) fn clear(conn: &mut Conn, names: &[String]) -> Result<(), Error> {
    for name in names.iter().rev() {
        diesel::sql_query(format!("DELETE FROM \"{name}\"")).execute(conn)?;
    }
    Ok(())
}

/// See [`TableContents::counter`].
fn counter(conn: &mut Conn, table: &StoredTable) -> Result<Option<i64>, Error> {
    let name = &table.name;
    let count = |conn: &mut Conn, query: String| -> Result<Option<i64>, Error> {
        Ok(diesel::sql_query(query).get_result::<Count>(conn).optional()?.map(|row| row.count))
    };
    match conn {
        Conn::Sqlite(_) => {
            let counts = format!(
                "SELECT 1 AS count FROM sqlite_master WHERE name = '{name}' AND type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
            );
            if count(conn, counts)?.is_none() {
                return Ok(None);
            }
            let last = count(conn, format!("SELECT seq AS count FROM sqlite_sequence WHERE name = '{name}'"))?;
            Ok(Some(last.unwrap_or(0)))
        }
        Conn::Postgres(_) => match sequence(conn, table)? {
            Some(sequence) => {
                count(conn, format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS count FROM {sequence}"))
            }
            None => Ok(None),
        },
    }
}

/// PostgreSQL's name of what counts the ids of a table.
fn sequence(conn: &mut Conn, table: &StoredTable) -> Result<Option<String>, Error> {
    if !table.columns.iter().any(|column| column.name == "id" && column.holds == Holds::Numbers) {
        return Ok(None);
    }
    let asked = format!("SELECT pg_get_serial_sequence('\"{}\"', 'id') AS name", table.name);
    Ok(diesel::sql_query(asked).get_result::<Sequence>(conn)?.name)
}

/// Lets the ids of a table go on from here.
///
/// # Errors
/// Only the database's.
pub(crate) fn set_counter(conn: &mut Conn, table: &StoredTable, last: i64) -> Result<(), Error> {
    let name = &table.name;
    match conn {
        Conn::Sqlite(_) => {
            diesel::sql_query(format!("DELETE FROM sqlite_sequence WHERE name = '{name}'")).execute(conn)?;
            diesel::sql_query(format!("INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {last})"))
                .execute(conn)?;
        }
        Conn::Postgres(_) => {
            if let Some(sequence) = sequence(conn, table)? {
                let (next, is_called) = (last.max(1), last > 0);
                diesel::sql_query(format!("SELECT setval('{sequence}', {next}, {is_called})")).execute(conn)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_six_digits_however_it_was_written() {
        for (written, kept) in [
            ("2026-11-27 02:40:00", "2026-11-27 02:40:00.000000"),
            ("2026-11-27 02:40:00.5", "2026-11-27 02:40:00.500000"),
            ("2026-11-27T02:40:00.123456789", "2026-11-27 02:40:00.123456"),
        ] {
            assert_eq!(in_microseconds(written), kept);
        }
    }

    #[test]
    fn a_sum_knows_no_order_and_every_row() {
        let (one, two) = (vec![Value::from(1), Value::Null], vec![Value::from(2), Value::from("x")]);
        let sum = |rows: &[&Vec<Value>]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(row).expect("JSON"));
            (sum.rows, sum.text())
        };
        assert_eq!(sum(&[&one, &two]), sum(&[&two, &one]));
        assert_ne!(sum(&[&one, &one]).1, sum(&[&two, &two]).1);
        assert_ne!(sum(&[&one]).1, sum(&[&one, &one]).1);
    }
}
