//! Databases on the PostgreSQL server that `TEST_DATABASE_URL` names, prepared and lent to one test after the other.
//!
//! To create and drop a database takes the server some hundred files and a tenth of a second; to clear one, a few
//! milliseconds. A database whose schema or settings a test has changed is not lent again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, sql_query};
use inside::db::{DatabaseUrl, Db};

use super::process::pooler;

/// The server, if the tests are to run on one.
pub fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// The address of a database as the application has it, from that on the server.
pub fn through_pooler(url: &str) -> String {
    let mut url = url::Url::parse(url).expect("a URL");
    if let Some((host, port)) = pooler().as_deref().and_then(|pooler| pooler.split_once(':')) {
        url.set_host(Some(host)).expect("a host");
        url.set_port(Some(port.parse().expect("a port"))).expect("a port");
    }
    url.into()
}

/// A migrated database without rows.
pub struct Prepared {
    /// As `DATABASE_URL` takes it.
    pub url: String,
    name: String,
    conn: PgConnection,
    /// What it looked like when it was new.
    fingerprint: String,
}

/// Those that wait for the next test, and how many tests have one now.
#[derive(Default)]
struct Shelf {
    waiting: Vec<Prepared>,
    lent: usize,
}

fn shelf() -> MutexGuard<'static, Shelf> {
    static SHELF: Mutex<Shelf> = Mutex::new(Shelf { waiting: Vec::new(), lent: 0 });
    SHELF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One that no other test uses.
pub fn take(server: &str) -> Prepared {
    let waiting = {
        let mut shelf = shelf();
        shelf.lent += 1;
        shelf.waiting.pop()
    };
    waiting.unwrap_or_else(|| prepare(server))
}

/// For the next test, if it can be made as good as new. The last test that has one takes them all down: nothing is left on
/// the server.
pub fn give_back(mut prepared: Prepared) {
    // More than once: the server may ask for it, see `scripts/test serializable`.
    let is_good = (0..5).find_map(|_| prepared.clear().ok()).unwrap_or(false);
    let gone = {
        let mut shelf = shelf();
        shelf.lent -= 1;
        let mut gone = if is_good {
            shelf.waiting.push(prepared);
            Vec::new()
        } else {
            vec![prepared]
        };
        if shelf.lent == 0 {
            gone.append(&mut shelf.waiting);
        }
        gone
    };
    for Prepared { name, conn, .. } in gone {
        drop(conn);
        drop_database(&name);
    }
}

/// A new database: its name and its address.
pub fn create(server: &str) -> (String, String) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("vestibule_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    admin(server).batch_execute(&format!("CREATE DATABASE {name}")).expect("may create databases");
    let mut url = url::Url::parse(server).expect("TEST_DATABASE_URL is a URL");
    url.set_path(&name);
    (name, url.into())
}

pub fn drop_database(name: &str) {
    let Some(server) = server() else { return };
    let _ = admin(&server).batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
}

fn admin(server: &str) -> PgConnection {
    PgConnection::establish(server).expect("TEST_DATABASE_URL answers")
}

fn prepare(server: &str) -> Prepared {
    let (name, url) = create(server);
    let db = Db::open(&DatabaseUrl::parse(&url).expect("an address"), 1).expect("a new database");
    db.migrate_within(time::Duration::MINUTE, &|_| {}).expect("the migrations are right");
    let mut conn = PgConnection::establish(&url).expect("a connection");
    conn.batch_execute("SET statement_timeout = '10s'").expect("a setting");
    let fingerprint = fingerprint(&mut conn).expect("a fingerprint");
    Prepared { url: through_pooler(&url), name, conn, fingerprint }
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Everything about a database but its rows: each change of the schema writes rows of the catalogue anew.
fn fingerprint(conn: &mut PgConnection) -> QueryResult<String> {
    let ours = "(SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)";
    let catalogue = format!(
        "SELECT md5(string_agg(entry, ',' ORDER BY entry)) AS word FROM (
            SELECT 'class ' || oid || ' ' || xmin AS entry FROM pg_class WHERE oid IN {ours}
            UNION ALL SELECT 'column ' || attrelid || ' ' || attnum || ' ' || xmin FROM pg_attribute WHERE attrelid IN {ours}
            UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint WHERE conrelid IN {ours}
            UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger WHERE tgrelid IN {ours}
            UNION ALL SELECT 'setting ' || setrole || array_to_string(setconfig, ',') FROM pg_db_role_setting
                WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL SELECT 'migration ' || version FROM __diesel_schema_migrations
        ) AS entries"
    );
    Ok(sql_query(catalogue).get_result::<Word>(conn)?.word)
}

impl Prepared {
    /// Makes it as good as new; whether that went well.
    fn clear(&mut self) -> QueryResult<bool> {
        let conn = &mut self.conn;
        // A server that a test killed, or one that is on its way out.
        let end = "SELECT count(pg_terminate_backend(pid)) AS count FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        while sql_query(end).get_result::<Count>(conn)?.count > 0 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let tables = "SELECT tablename::text AS word FROM pg_tables
                      WHERE schemaname = 'public' AND tablename <> '__diesel_schema_migrations'";
        let tables: Vec<Word> = sql_query(tables).load(conn)?;
        // One statement, so that the order of the tables does not matter to their references.
        let delete: Vec<_> = tables.iter().map(|t| format!("of_{0} AS (DELETE FROM {0})", t.word)).collect();
        conn.batch_execute(&format!(
            "WITH {} SELECT 1;
             SELECT setval(oid::regclass, 1, false) FROM pg_class
             WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace",
            delete.join(", ")
        ))?;
        Ok(fingerprint(conn)? == self.fingerprint)
    }
}

/// Whether a commit waits for the disk in this database, if it is a server's. Servers for tests are often told not to.
pub fn set_synchronous_commit(url: &str, value: &str) {
    if let Some(server) = server().filter(|_| url.starts_with("postgres")) {
        let name = url::Url::parse(url).expect("a URL").path().to_owned();
        let mut server = url::Url::parse(&server).expect("TEST_DATABASE_URL is a URL");
        server.set_path(&name);
        let mut conn = PgConnection::establish(server.as_str()).expect("a connection");
        let sql = format!(
            "DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET synchronous_commit = {value}', \
             current_user, current_database()); END $$"
        );
        conn.batch_execute(&sql).expect("a setting");
    }
}
