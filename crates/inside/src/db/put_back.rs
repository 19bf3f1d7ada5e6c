//! A copy takes the place of a database, whole or not at all.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{PgConnection, SqliteConnection};

use super::repeat::as_asked;
use super::scratch::check_header;
use super::snapshot::open_copy;
use super::{Conn, Count, DatabaseUrl, PostgresUrl, Schema, schema_of, script};
use crate::error::Error;
use crate::metrics::Counter;

/// What is there already.
#[derive(Debug)]
pub(crate) enum Occupied {
    /// Nothing that anybody would miss.
    No,
    /// A database.
    Yes,
    /// A database that somebody has open.
    InUse,
}

#[derive(QueryableByName)]
struct Mode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

#[derive(QueryableByName)]
struct Relation {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// Looks at what a copy would replace. Changes nothing that is kept.
///
/// # Errors
/// When it can't be looked at.
pub(crate) fn occupied(url: &DatabaseUrl, names: &[String]) -> Result<Occupied, Error> {
    match url {
        DatabaseUrl::Sqlite(file) => match std::fs::metadata(file) {
            Ok(found) if found.len() > 0 => {
                Ok(if matches!(take_out_of_use(file), Use::Elsewhere) { Occupied::InUse } else { Occupied::Yes })
            }
            _ => Ok(Occupied::No),
        },
        DatabaseUrl::Postgres(url) => {
            let mut conn = connect(url)?;
            let relations = relations(&mut conn, names)?;
            occupied_server(&mut conn, &relations)
        }
    }
}

fn occupied_server(conn: &mut Conn, relations: &[Relation]) -> Result<Occupied, Error> {
    if relations.is_empty() {
        return Ok(Occupied::No);
    }
    // Of the same user: of others a plain user is told nothing.
    let others = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() \
                  AND usename = current_user AND backend_type = 'client backend' \
                  AND application_name <> current_setting('application_name')";
    if diesel::sql_query(others).get_result::<Count>(conn)?.count > 0 {
        return Ok(Occupied::InUse);
    }
    let accounts = match has_users(relations) {
        true => diesel::sql_query("SELECT count(*) AS count FROM users").get_result::<Count>(conn)?.count,
        false => 0,
    };
    Ok(if accounts > 0 { Occupied::Yes } else { Occupied::No })
}

fn has_users(relations: &[Relation]) -> bool {
    relations.iter().any(|relation| relation.name == "users")
}

/// Lets the copy in `payload` take the place of the database, after `may` has allowed it and `finish` has looked at the copy and
/// done what belongs to the same moment. Returns where the database from before is now, where it is a file.
///
/// `may` is told what is there at that moment, however long ago [`occupied`] said so: on a server, nobody can write an account
/// between its answer and the end. In a file somebody still could, and finds it under another name.
///
/// # Errors
/// Those of `may` and `finish` and the database's; then everything is as it was.
pub(crate) fn put_back(
    url: &DatabaseUrl,
    payload: &Path,
    names: &[String],
    may: &mut dyn FnMut(&Occupied) -> Result<(), Error>,
    finish: &mut dyn FnMut(&mut Conn) -> Result<(), Error>,
) -> Result<Option<PathBuf>, Error> {
    match url {
        DatabaseUrl::Sqlite(file) => {
            may(&occupied(url, names)?)?;
            check_header(payload)?;
            finish(&mut open_copy(payload)?)?;
            File::open(payload).and_then(|written| written.sync_all()).map_err(Error::internal)?;
            swap(payload, file)
        }
        DatabaseUrl::Postgres(url) => {
            as_asked(&Counter::default(), || put_back_on_server(url, payload, names, may, finish))?;
            Ok(None)
        }
    }
}

fn put_back_on_server(
    url: &PostgresUrl,
    payload: &Path,
    names: &[String],
    may: &mut dyn FnMut(&Occupied) -> Result<(), Error>,
    finish: &mut dyn FnMut(&mut Conn) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut conn = connect(url)?;
    conn.batch_execute(
        "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'; \
         SET LOCAL standard_conforming_strings = on",
    )?;
    if let newer @ Schema::Newer(_) = schema_of(&mut conn)? {
        return Err(Error::internal(format!(
            "{newer}; the backup can go into a new, empty database, and DATABASE_URL with it"
        )));
    }
    let relations = relations(&mut conn, names)?;
    // Who has an account by now is counted, and nobody gets one until this is over.
    if has_users(&relations) {
        conn.batch_execute("LOCK TABLE users")?;
    }
    may(&occupied_server(&mut conn, &relations)?)?;
    for kind in ["VIEW", "TABLE"] {
        let named = relations.iter().filter(|relation| relation.kind == kind);
        let named: Vec<_> = named.map(|relation| format!("\"{}\"", relation.name)).collect();
        if !named.is_empty() {
            conn.batch_execute(&format!("DROP {kind} {}", named.join(", ")))?;
        }
    }
    if let Conn::Postgres(c) = &mut conn {
        script::run(c, payload)?;
    }
    finish(&mut conn)?;
    Ok(conn.batch_execute("COMMIT")?)
}

/// A connection under a name that no other process has: the server takes a moment to forget one of ours that was closed, and it
/// must not be taken for somebody else's.
fn connect(url: &PostgresUrl) -> Result<Conn, Error> {
    static NAME: LazyLock<String> = LazyLock::new(|| format!("vestibule restore {}", &crate::random::id()[..12]));
    let conn = PgConnection::establish(url.conninfo(&[("connect_timeout", "10")]).expose());
    let mut conn = conn.map_err(|cause| Error::Unavailable(cause.to_string().trim().replace('\n', " ")))?;
    conn.batch_execute(&format!("SET application_name = '{}'", *NAME))?;
    Ok(Conn::Postgres(conn))
}

/// The tables and views of ours that are there.
fn relations(conn: &mut Conn, names: &[String]) -> Result<Vec<Relation>, Error> {
    let names = names.iter().map(String::as_str).chain(["__diesel_schema_migrations", "outbox"]);
    let names = names.map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let asked = format!(
        "SELECT relname::text AS name, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind FROM pg_class \
         WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) \
         AND relkind IN ('r', 'v') AND relname IN ({names})"
    );
    Ok(diesel::sql_query(asked).load(conn)?)
}

/// Whether a file can be replaced.
enum Use {
    /// Nobody else has it open, and nobody can while this is held.
    Held { _lock: SqliteConnection },
    /// Another process has it open.
    Elsewhere,
    /// SQLite can't read it, so no lock says who has it open.
    Broken,
}

/// Only a process that is alone with a file can end its WAL mode, and what the log held is in the file afterwards: a log that
/// stayed behind would be taken for that of the copy (sqlite.org/howtocorrupt.html, 1.4).
fn take_out_of_use(file: &Path) -> Use {
    let Some(path) = file.to_str() else { return Use::Broken };
    let Ok(mut c) = SqliteConnection::establish(path) else { return Use::Broken };
    let alone = c.batch_execute("PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE").and_then(|()| {
        let mode: Mode = diesel::sql_query("PRAGMA journal_mode = DELETE").get_result(&mut c)?;
        c.batch_execute("BEGIN EXCLUSIVE")?;
        Ok(mode.journal_mode)
    });
    match alone {
        Ok(mode) if mode == "delete" => Use::Held { _lock: c },
        Ok(_) => Use::Elsewhere,
        Err(cause) if cause.to_string().contains("locked") => Use::Elsewhere,
        Err(_) => Use::Broken,
    }
}

/// The name that a file keeps which another one takes the place of.
pub(crate) fn kept_as(file: &Path) -> PathBuf {
    beside(file, ".before-restore")
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Puts `new` where `file` is, in one step. What was there keeps another name.
fn swap(new: &Path, file: &Path) -> Result<Option<PathBuf>, Error> {
    let failed = |cause: std::io::Error| Error::internal(format!("{}: {cause}", file.display()));
    let mut kept = None;
    let held = match file.exists() {
        true => Some(take_out_of_use(file)),
        false => None,
    };
    if matches!(held, Some(Use::Elsewhere)) {
        return Err(Error::internal(format!("{} is in use; stop the server", file.display())));
    }
    if held.is_some() {
        let before = kept_as(file);
        std::fs::hard_link(file, &before).map_err(failed)?;
        kept = Some(before);
    }
    // There are none beside a file that could be held. They belong to what was there, and go with it.
    for ending in ["-wal", "-shm", "-journal"] {
        let log = beside(file, ending);
        if log.exists() {
            std::fs::rename(&log, beside(file, &format!(".before-restore{ending}"))).map_err(failed)?;
        }
    }
    std::fs::rename(new, file).map_err(failed)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(kept)
}
