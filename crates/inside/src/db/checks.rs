//! What must be true of a database before anything is kept in it. Each fault is a sentence that says what to do.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text};

use super::migrations::applied;
use super::{Conn, Count};
use crate::error::Error;

/// The oldest PostgreSQL whose statements are the ones used here.
const OLDEST: i32 = 13;

#[derive(QueryableByName)]
struct Server {
    #[diesel(sql_type = Text)]
    encoding: String,
    #[diesel(sql_type = Text)]
    client_encoding: String,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Bool)]
    is_standby: bool,
    #[diesel(sql_type = Bool)]
    is_read_only: bool,
    #[diesel(sql_type = Nullable<Text>)]
    schema: Option<String>,
}

#[derive(QueryableByName)]
struct File {
    #[diesel(sql_type = Text)]
    encoding: String,
}

/// Checks everything that would make requests fail later.
///
/// # Errors
/// One sentence.
pub(super) fn check(conn: &mut Conn) -> Result<(), String> {
    match conn {
        Conn::Sqlite(_) => check_file(conn)?,
        Conn::Postgres(_) => check_server(conn)?,
    }
    if belongs_to_another(conn).map_err(|cause| cause.to_string())? {
        return Err("these are the tables of another program; set DATABASE_URL to a database of its own".to_owned());
    }
    Ok(())
}

fn check_server(conn: &mut Conn) -> Result<(), String> {
    let server: Server = diesel::sql_query(
        "SELECT current_setting('server_encoding') AS encoding, current_setting('client_encoding') AS client_encoding, \
         current_setting('server_version_num')::int / 10000 AS version, pg_is_in_recovery() AS is_standby, \
         current_setting('transaction_read_only')::bool AS is_read_only, current_schema()::text AS schema",
    )
    .get_result(conn)
    .map_err(|cause| cause.to_string())?;
    if server.version < OLDEST {
        return Err(format!("PostgreSQL {} is too old; version {OLDEST} or later is needed", server.version));
    }
    if server.encoding != "UTF8" {
        return Err(format!(
            "the database's encoding is {}, which can't hold every name; create it with ENCODING 'UTF8' TEMPLATE template0",
            server.encoding
        ));
    }
    if server.client_encoding != "UTF8" {
        return Err(format!("the connection's encoding is {}; take client_encoding out", server.client_encoding));
    }
    if server.is_standby {
        return Err("this server is a standby and takes no writes; connect to the primary, or name all hosts and add \
                    ?target_session_attrs=read-write"
            .to_owned());
    }
    if server.is_read_only {
        return Err("the database takes no writes; turn default_transaction_read_only off".to_owned());
    }
    if server.schema.is_none() {
        return Err("no schema of the search_path exists; create one, or set search_path for this user".to_owned());
    }
    Ok(())
}

fn check_file(conn: &mut Conn) -> Result<(), String> {
    let file: File = diesel::sql_query("SELECT encoding FROM pragma_encoding")
        .get_result(conn)
        .map_err(|cause| cause.to_string())?;
    match file.encoding.as_str() {
        "UTF-8" => Ok(()),
        other => Err(format!("the file's encoding is {other}, and only UTF-8 is supported; use another file")),
    }
}

/// Whether there are tables of the names of ours, and no migration of ours made them.
fn belongs_to_another(conn: &mut Conn) -> Result<bool, Error> {
    if !applied(conn)?.is_empty() {
        return Ok(false);
    }
    let tables = match conn {
        Conn::Sqlite(_) => {
            "SELECT count(*) AS count FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '__diesel_%'"
        }
        // A schema may be shared with other tables, as long as none is called like one of ours.
        Conn::Postgres(_) => "SELECT count(to_regclass('users')) + count(to_regclass('sessions')) AS count",
    };
    Ok(diesel::sql_query(tables).get_result::<Count>(conn)?.count > 0)
}
