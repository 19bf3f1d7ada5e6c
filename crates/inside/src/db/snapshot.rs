//! A consistent copy of a database while others write to it.

use std::path::Path;
use std::process::{Command, Stdio};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::contents::{TableContents, contents_of};
use super::migrations::applied_to;
use super::tables::names_of_this_version;
use super::{Conn, DatabaseUrl, Db, Pooler, PostgresUrl};
use crate::error::Error;

/// What a copy holds, read from the same moment as the copy itself.
pub(crate) struct Snapshot {
    /// The database's own version.
    pub(crate) server: String,
    /// The schema that the tables are in, where there are several.
    pub(crate) namespace: Option<String>,
    /// The applied migrations.
    pub(crate) schema: Vec<String>,
    /// Every table.
    pub(crate) tables: Vec<TableContents>,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Server {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    namespace: String,
}

fn word(conn: &mut Conn, query: &str) -> Result<String, Error> {
    Ok(diesel::sql_query(query).get_result::<Word>(conn)?.word)
}

impl Db {
    /// Reads everything as of one moment, however long it takes and whatever others write meanwhile. Nothing of it is done again.
    ///
    /// # Errors
    /// Those of `work`, and the database's own.
    pub(crate) fn read_one_moment<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        reading(&mut *self.conn()?, work)
    }

    /// Copies everything into `file`, which exists and is empty, so that it has the mode that its maker gave it.
    ///
    /// SQLite: `VACUUM INTO`, in one read transaction. In WAL mode nobody waits for it. The online backup of SQLite's C interface
    /// would need unsafe code, starts anew when another process writes, and copies free pages as well.
    ///
    /// PostgreSQL: `pg_dump` in the snapshot of a transaction that counts and adds up the rows meanwhile. Rows are INSERTs: what
    /// reads them again is a connection, and no other program.
    ///
    /// # Errors
    /// A sentence for the operator; [`Error::Unavailable`] when the database does not answer.
    pub(crate) fn snapshot(&self, file: &Path, pg_dump: &Path) -> Result<Snapshot, Error> {
        let names = names_of_this_version()?;
        match &self.url {
            DatabaseUrl::Sqlite(_) => {
                let path = file.to_str().ok_or_else(|| Error::internal("the path of the file is not UTF-8"))?;
                self.conn()?.batch_execute(&format!("VACUUM INTO '{}'", path.replace('\'', "''")))?;
                let mut copy = open_copy(file)?;
                sound(&mut copy)?;
                let server = format!("SQLite {}", word(&mut copy, "SELECT sqlite_version() AS word")?);
                let schema = applied_to(&mut copy)?;
                Ok(Snapshot { server, namespace: None, schema, tables: contents_of(&mut copy, &names)? })
            }
            // What `pg_dump` sets for itself would stay behind on connections of ours, an empty search_path among it.
            DatabaseUrl::Postgres(url) if url.pooler() == Pooler::Transaction => Err(Error::internal(
                "a backup can't be made through a pooler in transaction mode; give this command the server's own address in \
                 DATABASE_URL, and DATABASE_POOLER=none",
            )),
            DatabaseUrl::Postgres(url) => {
                let conn = &mut *self.conn()?;
                reading(conn, |conn| {
                    let server: Server = diesel::sql_query(
                        "SELECT current_setting('server_version_num')::int / 10000 AS version, \
                         'PostgreSQL ' || current_setting('server_version') AS name, current_schema()::text AS namespace",
                    )
                    .get_result(conn)?;
                    let snapshot = word(conn, "SELECT pg_export_snapshot() AS word")?;
                    let (schema, tables) = (applied_to(conn)?, contents_of(conn, &names)?);
                    is_new_enough(pg_dump, server.version)?;
                    dump(url, pg_dump, &snapshot, &server.namespace, &names, file)?;
                    Ok(Snapshot { server: server.name, namespace: Some(server.namespace), schema, tables })
                })
            }
        }
    }
}

/// Opens a file of SQLite that is nobody else's, without making it one with a log beside it.
pub(super) fn open_copy(file: &Path) -> Result<Conn, Error> {
    let broken = |cause: &dyn std::fmt::Display| Error::internal(format!("the copy can't be opened: {cause}"));
    let path = file.to_str().ok_or_else(|| Error::internal("the path of the file is not UTF-8"))?;
    let mut c = SqliteConnection::establish(path).map_err(|cause| broken(&cause))?;
    c.batch_execute("PRAGMA foreign_keys = ON").map_err(|cause| broken(&cause))?;
    Ok(Conn::Sqlite(c))
}

/// Whether a file of SQLite is whole, page by page and row by row. A server looks after its own pages.
///
/// # Errors
/// The first thing that is wrong.
pub(crate) fn sound(conn: &mut Conn) -> Result<(), Error> {
    if !matches!(conn, Conn::Sqlite(_)) {
        return Ok(());
    }
    let said = word(conn, "SELECT CAST(integrity_check AS TEXT) AS word FROM pragma_integrity_check LIMIT 1")?;
    if said != "ok" {
        return Err(Error::internal(said.replace('\n', " ")));
    }
    let orphan = "SELECT \"table\" AS word FROM pragma_foreign_key_check LIMIT 1";
    match diesel::sql_query(orphan).get_result::<Word>(conn).optional()? {
        Some(Word { word: table }) => {
            Err(Error::internal(format!("a row of {table} belongs to a row that is not there")))
        }
        None => Ok(()),
    }
}

/// Reads everything as of one moment.
///
/// # Errors
/// Those of `work`, and the database's own.
pub(crate) fn reading<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
    type Manager = <Conn as Connection>::TransactionManager;
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
        Conn::Postgres(c) => {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            c.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?;
        }
    }
    let done = work(conn);
    let _ = <Manager as TransactionManager<Conn>>::rollback_transaction(conn);
    done
}

/// An older `pg_dump` refuses a newer server after it has connected; this says which one is needed.
fn is_new_enough(pg_dump: &Path, server: i32) -> Result<(), Error> {
    let program = pg_dump.display();
    let said = Command::new(pg_dump).arg("--version").stdin(Stdio::null()).output().map_err(|cause| {
        Error::internal(format!(
            "a backup of PostgreSQL needs its pg_dump, and {program} can't be run: {cause}; install the client programs of \
             PostgreSQL {server}, or set PG_DUMP to the path of pg_dump"
        ))
    })?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let version = said.strip_prefix("pg_dump ").unwrap_or_default();
    let version =
        version.split_whitespace().find_map(|part| part.split(['.', 'b', 'r', 'd']).next()?.parse::<i32>().ok());
    match version {
        Some(version) if version >= server => Ok(()),
        Some(version) => Err(Error::internal(format!(
            "{program} is of PostgreSQL {version}, and the server is {server}; install the client programs of version \
             {server}, or set PG_DUMP to theirs"
        ))),
        None => Err(Error::internal(format!("{program} does not say its version; set PG_DUMP to the path of pg_dump"))),
    }
}

fn dump(
    url: &PostgresUrl,
    pg_dump: &Path,
    snapshot: &str,
    namespace: &str,
    names: &[String],
    file: &Path,
) -> Result<(), Error> {
    let (conninfo, password) = url.for_programs();
    let mut command = Command::new(pg_dump);
    command.args(["--format=plain", "--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges"]);
    command.args(["--no-comments", "--encoding=UTF8", "--no-password", "--lock-wait-timeout=10000"]);
    command.arg(format!("--snapshot={snapshot}")).arg("--file").arg(file).arg("--dbname").arg(conninfo);
    let others = ["__diesel_schema_migrations", "outbox"];
    for name in names.iter().map(String::as_str).chain(others) {
        command.arg("--table").arg(format!("\"{}\".\"{name}\"", namespace.replace('"', "\"\"")));
    }
    if let Some(password) = password {
        command.env("PGPASSWORD", password.expose());
    }
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).output();
    let done = done.map_err(|cause| Error::internal(format!("{}: {cause}", pg_dump.display())))?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).trim().replace('\n', " ");
    Err(Error::internal(format!("pg_dump failed: {said}")))
}
