//! The tables of this version, and the columns that a table has in a database: for what reads and writes whole databases, of
//! any version, and so knows no row by its type.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::Conn;
use super::migrations::in_memory;
use crate::error::Error;

/// A table with its columns, by name: the two databases need not agree on their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredTable {
    pub(super) name: String,
    pub(super) columns: Vec<StoredColumn>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StoredColumn {
    pub(super) name: String,
    pub(super) holds: Holds,
}

/// What a column holds, in the terms that both databases have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Numbers,
    Text,
    Flags,
    Moments,
    Bytes,
}

impl Holds {
    /// By the type as either database calls it.
    fn of(kind: &str) -> Option<Holds> {
        Some(match kind.to_ascii_lowercase().as_str() {
            "bigint" | "integer" | "smallint" => Holds::Numbers,
            "text" | "character varying" | "varchar" => Holds::Text,
            "boolean" => Holds::Flags,
            "timestamp" | "timestamp without time zone" => Holds::Moments,
            "blob" | "bytea" => Holds::Bytes,
            _ => return None,
        })
    }
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Typed {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// The names of this version's tables, each after those that its rows refer to. They are read from a database in memory with
/// every migration applied, so no list has to be kept beside the migrations.
///
/// # Errors
/// When the migrations are wrong, which no release is.
pub(crate) fn names_of_this_version() -> Result<Vec<String>, Error> {
    let mut c = in_memory(None)?;
    let names: Vec<Named> = diesel::sql_query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__diesel_%' \
         ORDER BY name",
    )
    .load(&mut c)?;
    let mut open = Vec::new();
    for Named { name } in names {
        let parents: Vec<Named> =
            diesel::sql_query(format!("SELECT DISTINCT \"table\" AS name FROM pragma_foreign_key_list('{name}')"))
                .load(&mut c)?;
        let parents: BTreeSet<String> = parents.into_iter().map(|row| row.name).filter(|own| *own != name).collect();
        open.push((name, parents));
    }
    let mut placed: Vec<String> = Vec::new();
    while !open.is_empty() {
        let is_ready = |parents: &BTreeSet<String>| parents.iter().all(|parent| placed.contains(parent));
        let Some(at) = open.iter().position(|(_, parents)| is_ready(parents)) else {
            return Err(Error::internal("tables refer to each other in a circle"));
        };
        placed.push(open.remove(at).0);
    }
    Ok(placed)
}

/// The table of this name; none where the database has none.
///
/// # Errors
/// The database's; a type of column that is none of ours.
pub(crate) fn find(conn: &mut Conn, name: &str) -> Result<Option<StoredTable>, Error> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(Error::internal("this is no name of a table"));
    }
    let columns = match conn {
        Conn::Sqlite(_) => format!("SELECT name, type AS kind FROM pragma_table_info('{name}') ORDER BY name"),
        Conn::Postgres(_) => format!(
            "SELECT column_name::text COLLATE \"C\" AS name, data_type::text AS kind FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{name}' ORDER BY 1"
        ),
    };
    let columns: Vec<Typed> = diesel::sql_query(columns).load(conn)?;
    if columns.is_empty() {
        return Ok(None);
    }
    let read = |Typed { name: column, kind }: Typed| match Holds::of(&kind) {
        Some(holds) => Ok(StoredColumn { name: column, holds }),
        None => Err(Error::internal(format!("{name}.{column} is of an unknown type, {kind}"))),
    };
    let columns = columns.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(Some(StoredTable { name: name.to_owned(), columns }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let names = names_of_this_version().expect("the migrations are right");
        let at = |name: &str| names.iter().position(|own| own == name).expect(name);
        assert!(at("users") < at("sessions") && at("sessions") < at("refresh_tokens") && at("users") < at("totp"));
        assert!(names.iter().all(|name| !name.starts_with("__")), "{names:?}");
    }
}
