//! What a database is made of, by name: tables, columns, keys, indexes, views and triggers. What is missing breaks no query and no
//! sum: a lost unique index is noticed by two accounts with one name.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::Conn;
use super::migrations::in_memory;
use crate::error::Error;

#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = Text)]
    part: String,
}

/// Without what SQLite and Diesel keep for themselves.
const SQLITE: &[&str] = &[
    "SELECT type || ' ' || name AS part FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') \
     AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '~_~_%' ESCAPE '~'",
    "SELECT 'column ' || m.name || '.' || c.name AS part FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND m.name NOT LIKE '~_~_%' ESCAPE '~'",
    "SELECT 'index ' || i.name AS part FROM sqlite_master AS m, pragma_index_list(m.name) AS i \
     WHERE m.type = 'table' AND i.origin = 'c'",
    "SELECT 'key ' || m.name || '(' || (SELECT group_concat(x.name, ',') FROM pragma_index_info(i.name) AS x) || ')' AS part \
     FROM sqlite_master AS m, pragma_index_list(m.name) AS i WHERE m.type = 'table' AND i.origin <> 'c' \
     AND m.name NOT LIKE '~_~_%' ESCAPE '~'",
    "SELECT 'reference ' || m.name || '.' || f.\"from\" || ' to ' || f.\"table\" AS part \
     FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'",
];

/// Keys that are the number of a row have no index of their own.
const SQLITE_ROW_NUMBERS: &str = "SELECT 'key ' || m.name || '(' || max(c.name) || ')' AS part FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
     WHERE m.type = 'table' AND c.pk > 0 AND m.name NOT LIKE '~_~_%' ESCAPE '~' GROUP BY m.name HAVING count(*) = 1";

/// In the same words. An index that is not valid finds nothing.
const POSTGRES: &[&str] = &[
    "SELECT (CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || c.relname)::text AS part \
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v')",
    "SELECT ('column ' || c.relname || '.' || a.attname)::text AS part FROM pg_attribute AS a \
     JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped",
    "SELECT ('index ' || c.relname)::text AS part FROM pg_index AS i \
     JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND i.indisvalid",
    "SELECT ('key ' || t.relname || '(' || string_agg(a.attname, ',' ORDER BY k.place) || ')')::text AS part \
     FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace \
     CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k(number, place) \
     JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number \
     WHERE n.nspname = current_schema() AND c.contype IN ('p', 'u') GROUP BY c.oid, t.relname",
    "SELECT ('reference ' || t.relname || '.' || a.attname || ' to ' || p.relname)::text AS part \
     FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_class AS p ON p.oid = c.confrelid \
     JOIN pg_namespace AS n ON n.oid = t.relnamespace \
     JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey) \
     WHERE n.nspname = current_schema() AND c.contype = 'f'",
];

/// What a database with these migrations should have and this one has not.
///
/// # Errors
/// The database's; when the migrations are wrong, which no release is.
pub(crate) fn missing(conn: &mut Conn, applied: &[String]) -> Result<Vec<String>, Error> {
    let mut expected = parts(&mut Conn::Sqlite(in_memory(Some(applied))?))?;
    if matches!(conn, Conn::Postgres(_)) {
        // Views of SQLite can be written to by triggers only.
        expected.retain(|part| !part.starts_with("trigger "));
    }
    let found = parts(conn)?;
    Ok(expected.difference(&found).cloned().collect())
}

fn parts(conn: &mut Conn) -> Result<BTreeSet<String>, Error> {
    let queries = match conn {
        Conn::Sqlite(_) => [SQLITE, &[SQLITE_ROW_NUMBERS]].concat(),
        Conn::Postgres(_) => POSTGRES.to_vec(),
    };
    let mut parts = BTreeSet::new();
    for query in queries {
        let found: Vec<Part> = diesel::sql_query(query).load(conn)?;
        parts.extend(found.into_iter().map(|row| row.part));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;

    use super::*;
    use crate::db::applied_to;

    #[test]
    fn what_is_taken_away_is_named_and_what_is_added_is_not() {
        let mut conn = Conn::Sqlite(in_memory(None).expect("the migrations are right"));
        let applied = applied_to(&mut conn).expect("an answer");
        assert_eq!(missing(&mut conn, &applied).expect("an answer"), Vec::<String>::new());
        conn.batch_execute(
            "CREATE INDEX own ON users (created_at); CREATE TABLE own_table (id INTEGER); DROP INDEX users_email_key; \
             DROP INDEX users_disabled; DROP TABLE limits",
        )
        .expect("changed");
        let found = missing(&mut conn, &applied).expect("an answer");
        for part in ["index users_email_key", "index users_disabled", "table limits"] {
            assert!(found.iter().any(|own| own == part), "{part}: {found:?}");
        }
        assert!(found.iter().all(|part| part.contains("users_") || part.contains("limits")), "{found:?}");
    }

    #[test]
    fn an_older_schema_is_compared_with_itself() {
        let mut conn = Conn::Sqlite(in_memory(None).expect("the migrations are right"));
        let mut applied = applied_to(&mut conn).expect("an answer");
        applied.pop();
        let mut older = Conn::Sqlite(in_memory(Some(&applied)).expect("the migrations are right"));
        assert_eq!(applied_to(&mut older).expect("an answer"), applied);
        assert_eq!(missing(&mut older, &applied).expect("an answer"), Vec::<String>::new());
    }
}
