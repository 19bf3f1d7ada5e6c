//! What an operator should know about a database: for `doctor`.

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use time::PrimitiveDateTime;

use super::snapshot::sound;
use super::{Conn, DatabaseUrl, Db, Pooler};
use crate::error::Error;

/// What was found.
#[derive(Debug)]
pub(crate) struct Vitals {
    /// SQLite or PostgreSQL, with its version.
    pub(crate) server: String,
    /// What is wrong with its pages and rows, if anything.
    pub(crate) damage: Option<String>,
    /// A file that is not in WAL mode: readers and writers wait for each other.
    pub(crate) without_wal: bool,
    /// A file whose commits can be lost with the power.
    pub(crate) not_synchronous: bool,
    /// What `DATABASE_POOLER` says, and whether somebody lends one connection to several clients in turn.
    pub(crate) pooler: Option<(Pooler, bool)>,
    /// The language of a server's messages, as `lc_messages` names it.
    pub(crate) messages: Option<String>,
    /// What the clock of a server says; a file has none.
    pub(crate) now: Option<PrimitiveDateTime>,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = Integer)]
    number: i32,
}

#[derive(QueryableByName)]
struct Now {
    #[diesel(sql_type = diesel::sql_types::Timestamp)]
    now: PrimitiveDateTime,
}

fn word(conn: &mut Conn, query: &str) -> Result<String, Error> {
    Ok(diesel::sql_query(query).get_result::<Words>(conn)?.word)
}

fn number(conn: &mut Conn, query: &str) -> Result<i32, Error> {
    Ok(diesel::sql_query(query).get_result::<Number>(conn)?.number)
}

impl Db {
    /// Looks at the database. A file is read whole, which for a million accounts takes a few seconds, where `thorough` says so.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not answer.
    pub(crate) fn vitals(&self, thorough: bool) -> Result<Vitals, Error> {
        let conn = &mut *self.conn()?;
        match &self.url {
            DatabaseUrl::Sqlite(_) => Ok(Vitals {
                server: format!("SQLite {}", word(conn, "SELECT sqlite_version() AS word")?),
                damage: if thorough { sound(conn).err().map(|cause| cause.to_string()) } else { None },
                without_wal: word(conn, "SELECT journal_mode AS word FROM pragma_journal_mode")? != "wal",
                not_synchronous: number(conn, "SELECT synchronous AS number FROM pragma_synchronous")? < 2,
                pooler: None,
                messages: None,
                now: None,
            }),
            DatabaseUrl::Postgres(url) => {
                let now = "SELECT now() AT TIME ZONE 'utc' AS now";
                Ok(Vitals {
                    server: word(conn, "SELECT 'PostgreSQL ' || current_setting('server_version') AS word")?,
                    damage: None,
                    without_wal: false,
                    not_synchronous: word(conn, "SELECT current_setting('synchronous_commit') AS word")? == "off",
                    pooler: Some((url.pooler(), is_pooled(&url.conninfo(&[("connect_timeout", "3")]))?)),
                    messages: Some(word(conn, "SELECT current_setting('lc_messages') AS word")?),
                    now: Some(diesel::sql_query(now).get_result::<Now>(conn)?.now),
                })
            }
        }
    }
}

/// Two connections of ours have two processes on the server, unless somebody lends one process to both in turn. Where others use
/// the pooler at the same time, it may have another one at hand, so it is asked more than once.
fn is_pooled(conninfo: &crate::secret::Secret<String>) -> Result<bool, Error> {
    let open = || {
        let conn = diesel::PgConnection::establish(conninfo.expose());
        conn.map(Conn::Postgres).map_err(|cause| Error::Unavailable(cause.to_string().trim().replace('\n', " ")))
    };
    let (mut one, mut other) = (open()?, open()?);
    let process = "SELECT pg_backend_pid() AS number";
    for _ in 0..10 {
        if number(&mut one, process)? == number(&mut other, process)? {
            return Ok(true);
        }
    }
    Ok(false)
}
