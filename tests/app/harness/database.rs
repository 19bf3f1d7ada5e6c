//! A database for each test: a file of SQLite, or one on the PostgreSQL server that `TEST_DATABASE_URL` names.
//!
//! Most tests want one that is migrated and empty, and get it prepared: a copy of a file that was migrated once, or a
//! database that an earlier test of this process gave back and that was cleared. Making one new costs half of what an average
//! test costs.

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use inside::db::{Conn, DatabaseUrl, Db, Pooler};

use super::postgres::{self, Prepared};
use super::process::pooler_of;

/// The database of one test; it goes with the test.
pub struct Database {
    /// As `DATABASE_URL` takes it.
    pub url: String,
    /// One on a server: prepared ones are cleared for the next test, the others dropped.
    kept: Kept,
}

enum Kept {
    /// In the folder of the test.
    File,
    Prepared(Option<Prepared>),
    Named(String),
}

impl Database {
    /// One with every migration applied and no row in it, where the tests of this run have theirs.
    pub fn prepared(data_dir: &Path) -> Database {
        match postgres::server() {
            None => Database::prepared_file(data_dir),
            Some(server) => {
                let prepared = postgres::take(&server);
                Database { url: prepared.url.clone(), kept: Kept::Prepared(Some(prepared)) }
            }
        }
    }

    /// The same in a file of SQLite, wherever the tests of this run have theirs.
    pub fn prepared_file(data_dir: &Path) -> Database {
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let database = Database::new_file(data_dir);
        let template = TEMPLATE.get_or_init(migrated_file);
        let mut options = std::fs::OpenOptions::new();
        // As the application makes it.
        let file = options.write(true).create_new(true).mode(0o600).open(data_dir.join(FILE));
        std::io::Write::write_all(&mut file.expect("a new file"), template).expect("the file is written");
        database
    }

    /// One without any table: for tests of what makes them. The file of SQLite is not even there.
    pub fn new(data_dir: &Path) -> Database {
        match postgres::server() {
            None => Database::new_file(data_dir),
            Some(server) => {
                let (name, url) = postgres::create(&server);
                Database { url: postgres::through_pooler(&url), kept: Kept::Named(name) }
            }
        }
    }

    /// It, past any application: one connection.
    pub fn open(&self) -> Db {
        let url = DatabaseUrl::parse(&self.url).expect("an address");
        let pooler = match pooler_of(&self.url) {
            "transaction" => Pooler::Transaction,
            _ => Pooler::None,
        };
        Db::open(&url.behind(pooler), 1).expect("a database")
    }

    fn new_file(data_dir: &Path) -> Database {
        Database { url: format!("sqlite:{}", data_dir.join(FILE).display()), kept: Kept::File }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match &mut self.kept {
            Kept::File => {}
            Kept::Named(name) => postgres::drop_database(name),
            Kept::Prepared(prepared) => {
                if let Some(prepared) = prepared.take() {
                    postgres::give_back(prepared);
                }
            }
        }
    }
}

const FILE: &str = "test.db";

/// What a migrated file holds.
fn migrated_file() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = DatabaseUrl::parse(&Database::new_file(folder.path()).url).expect("an address");
    let db = Db::open(&url, 1).expect("a new database");
    db.migrate_within(time::Duration::MINUTE, &|_| {}).expect("the migrations are right");
    let mut conn = db.conn().expect("a connection");
    let Conn::Sqlite(conn) = &mut *conn else { panic!("a file is SQLite's") };
    // Everything into the file itself, so that a copy of it is all there is to copy.
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").expect("nobody else has it open");
    std::fs::read(folder.path().join(FILE)).expect("the file")
}
