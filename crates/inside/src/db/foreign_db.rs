//! A database of another application, which is only read.

use std::path::Path;

use diesel::connection::{
    AnsiTransactionManager, Connection, DefaultLoadingMode, LoadConnection, SimpleConnection, TransactionManager,
};
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{PgConnection, SqliteConnection};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Conn, DatabaseUrl};

/// How many columns a [`ForeignDb::each`] reads: `c0` to `c11`.
pub(crate) const CELLS: usize = 12;

/// What ends a path in a URI, or means something else in it (sqlite.org/uri.html).
const IN_PATH: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// How long a server may take to be reached, and to answer: it is not ours, and a login may wait for it.
const POSTGRES_WAITS: &[(&str, &str)] = &[("connect_timeout", "3"), ("tcp_user_timeout", "8000")];

/// A connection that can't write.
///
/// Each question to a server is a transaction, so that nothing that is set for it stays behind: a pooler in front of it may lend
/// this connection to the other application the next moment.
pub(crate) struct ForeignDb {
    conn: Conn,
    /// How long a statement may take, in milliseconds; 0 for as long as it takes, since a whole table is read in one.
    patience: u32,
}

#[derive(QueryableByName)]
struct Cells {
    #[diesel(sql_type = Nullable<Text>)]
    c0: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c1: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c2: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c3: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c4: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c5: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c6: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c7: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c8: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c9: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c10: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c11: Option<String>,
}

impl From<Cells> for [Option<String>; CELLS] {
    fn from(row: Cells) -> Self {
        let Cells { c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 } = row;
        [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11]
    }
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// A step of a plan of SQLite.
#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// A line of a plan of PostgreSQL.
#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text)]
    #[diesel(column_name = "QUERY PLAN")]
    plan: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl ForeignDb {
    /// Opens it. A file must exist.
    ///
    /// # Errors
    /// A sentence that names the cause and no password.
    pub(crate) fn open(url: &DatabaseUrl) -> Result<ForeignDb, String> {
        let opened = match url {
            DatabaseUrl::Sqlite(path) => open_file(path).map(Conn::Sqlite),
            DatabaseUrl::Postgres(server) => {
                let conn = PgConnection::establish(server.conninfo(POSTGRES_WAITS).expose());
                conn.map(Conn::Postgres).map_err(|cause| cause.to_string())
            }
        };
        let opened = opened.map_err(|cause| format!("{url}: {}", cause.trim().replace('\n', " ")))?;
        Ok(ForeignDb { conn: opened, patience: 0 })
    }

    /// Ends a statement that takes longer.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn set_patience(&mut self, milliseconds: u32) -> Result<(), String> {
        self.patience = milliseconds;
        match &mut self.conn {
            Conn::Sqlite(c) => {
                c.batch_execute(&format!("PRAGMA busy_timeout = {milliseconds}")).map_err(|cause| cause.to_string())
            }
            Conn::Postgres(_) => Ok(()),
        }
    }

    fn ask<T, E: From<String>>(&mut self, question: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        if let Conn::Postgres(c) = &mut self.conn {
            let begin = format!("BEGIN READ ONLY; SET LOCAL statement_timeout = {}", self.patience);
            AnsiTransactionManager::begin_transaction_sql(c, &begin).map_err(|cause| E::from(cause.to_string()))?;
        }
        let answer = question(&mut self.conn);
        if let Conn::Postgres(c) = &mut self.conn {
            // One that fails leaves a connection on which nothing begins any more.
            let _ = AnsiTransactionManager::rollback_transaction(c);
        }
        answer
    }

    /// Every column as table and name. A table outside of the schema that names are looked up in has its schema before it.
    ///
    /// # Errors
    /// The database's own, as a sentence.
    pub(crate) fn columns(&mut self) -> Result<Vec<(String, String)>, String> {
        let sql = match &self.conn {
            Conn::Sqlite(_) => {
                "SELECT m.name AS in_table, c.name AS name FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
                 WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid"
            }
            Conn::Postgres(_) => {
                "SELECT (CASE WHEN table_schema = current_schema() THEN '' ELSE table_schema || '.' END || table_name)::text \
                 AS in_table, column_name::text AS name FROM information_schema.columns \
                 WHERE table_schema NOT IN ('pg_catalog', 'information_schema') \
                 ORDER BY table_schema, table_name, ordinal_position"
            }
        };
        let columns: Vec<Column> = self.ask(|c| diesel::sql_query(sql).load(c).map_err(|cause| cause.to_string()))?;
        Ok(columns.into_iter().map(|column| (column.in_table, column.name)).collect())
    }

    /// What a query for one `number` finds.
    ///
    /// # Errors
    /// The database's own, as a sentence.
    pub(crate) fn number(&mut self, sql: &str) -> Result<u64, String> {
        let found: Number = self.ask(|c| diesel::sql_query(sql).get_result(c).map_err(|cause| cause.to_string()))?;
        Ok(found.number.try_into().unwrap_or(0))
    }

    /// Hands over row after row, without holding more than one.
    ///
    /// # Errors
    /// Those of `take`; the database's own, as a sentence.
    pub(crate) fn each<E: From<String>>(
        &mut self,
        sql: &str,
        take: impl FnMut([Option<String>; CELLS]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.ask(|c| match c {
            Conn::Sqlite(c) => each_on::<_, DefaultLoadingMode, E>(c, sql, take),
            Conn::Postgres(c) => each_on::<_, PgRowByRowLoadingMode, E>(c, sql, take),
        })
    }

    /// The rows that a query finds for one text.
    ///
    /// # Errors
    /// The database's own, as a sentence.
    pub(crate) fn find(&mut self, sql: &str, text: &str) -> Result<Vec<[Option<String>; CELLS]>, String> {
        let query = diesel::sql_query(sql).bind::<Text, _>(text);
        let rows: Vec<Cells> = self.ask(|c| query.load(c).map_err(|cause| cause.to_string()))?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// How a query writes its parameter.
    pub(crate) fn parameter(&self) -> &'static str {
        match &self.conn {
            Conn::Sqlite(_) => "?",
            Conn::Postgres(_) => "$1",
        }
    }

    /// Whether a query would read a whole table, by what the database says about its plan.
    ///
    /// # Errors
    /// The database's own, as a sentence.
    pub(crate) fn reads_a_whole_table(&mut self, sql: &str) -> Result<bool, String> {
        let failed = |cause: diesel::result::Error| cause.to_string();
        let plan = self.ask(|c| -> Result<Vec<String>, String> {
            match c {
                Conn::Sqlite(c) => {
                    let steps =
                        diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load::<Step>(c).map_err(failed)?;
                    Ok(steps.into_iter().map(|step| step.detail).collect())
                }
                Conn::Postgres(c) => {
                    let lines = diesel::sql_query(format!("EXPLAIN {sql}")).load::<PlanLine>(c).map_err(failed)?;
                    Ok(lines.into_iter().map(|line| line.plan).collect())
                }
            }
        })?;
        Ok(plan.iter().any(|line| line.starts_with("SCAN ") || line.contains("Seq Scan")))
    }
}

fn open_file(path: &Path) -> Result<SqliteConnection, String> {
    if !path.is_file() {
        return Err("there is no such file".to_owned());
    }
    let path = path.to_str().ok_or("its name is no UTF-8")?;
    let uri = format!("file:{}?mode=ro", utf8_percent_encode(path, IN_PATH));
    let mut conn = SqliteConnection::establish(&uri).map_err(|cause| cause.to_string())?;
    conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON").map_err(|cause| cause.to_string())?;
    Ok(conn)
}

fn each_on<C, M, E: From<String>>(
    conn: &mut C,
    sql: &str,
    mut take: impl FnMut([Option<String>; CELLS]) -> Result<(), E>,
) -> Result<(), E>
where
    C: LoadConnection<M>,
    for<'query> diesel::query_builder::SqlQuery: diesel::query_dsl::methods::LoadQuery<'query, C, Cells, M>,
{
    let rows = diesel::sql_query(sql).load_iter::<Cells, M>(conn);
    let rows = rows.map_err(|cause| E::from(cause.to_string()))?;
    for row in rows {
        take(row.map_err(|cause| E::from(cause.to_string()))?.into())?;
    }
    Ok(())
}
