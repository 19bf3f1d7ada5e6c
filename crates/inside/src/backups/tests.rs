//! Backups that are whole and sealed, of a file of SQLite that is not what they say. Only who has the key can make them.

use std::path::{Path, PathBuf};

use clap::Parser;
use diesel::RunQueryDsl;

use super::archive;
use super::archive::measured;
use super::{Damage, Manifest, prove};
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::context::Context;
use crate::db::Db;
use crate::seal::Seal;
use crate::state::Services;

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

struct Fixture {
    folder: tempfile::TempDir,
    config: Config,
    db: Db,
    manifest: Manifest,
}

/// A database with forty accounts, its copy, and what a backup of it says.
fn fixture() -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_string_lossy().into_owned();
    let flags = ["vestibule", "--bcrypt-cost=4", "--data-dir", &data];
    let config = Config::load(Flags::try_parse_from(flags).expect("flags").settings).expect("settings");
    let db = Db::open(&config.database_url, 2).expect("a database");
    db.migrate_within(time::Duration::MINUTE, &|_| {}).expect("the migrations are right");
    for number in 0..40 {
        let name = format!("guest{number}");
        let filler = "x".repeat(2_000);
        let row = format!(
            "INSERT INTO users (username, username_key, email, email_key, email_verified, password_hash, password_changed_at, \
             role, created_at) VALUES ('{name}', '{name}', '{name}@example.com', '{name}@example.com', TRUE, '{filler}', \
             '2026-11-27 02:40:00', 'user', '2026-11-27 02:40:00')"
        );
        diesel::sql_query(row).execute(&mut *db.conn().expect("a connection")).expect("a row");
    }
    let services = std::sync::Arc::new(Services::new(config.clone(), db.clone(), Clock::default(), String::new()));
    let file = folder.path().join("good.backup");
    let operator = Context::operator(&services.clock);
    let proved = super::backup(&services, &file, true, &operator).expect("a good one");
    assert!(proved.proved.is_some());
    // The proof itself is a row now.
    let made = super::backup(&services, &file, false, &operator).expect("a good one");
    // It is in the log now, and was not when it was made.
    let newest = "DELETE FROM events WHERE id = (SELECT max(id) FROM events)";
    diesel::sql_query(newest).execute(&mut *db.conn().expect("a connection")).expect("a row");
    Fixture { folder, config, db, manifest: made.manifest }
}

impl Fixture {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A sealed backup that holds this file, described as the good one.
    fn sealed(&self, payload: &Path) -> Result<(), Damage> {
        let (bytes, sha256) = measured(payload).expect("a file");
        let manifest = Manifest { bytes, sha256, ..self.manifest.clone() };
        let file = self.path("damaged.backup");
        let _ = std::fs::remove_file(&file);
        archive::write(&file, &manifest, payload, &Seal::new(&self.config.keys.secrets)).expect("a backup");
        match prove(&self.config, &Clock::default(), &file) {
            Ok(_) => Ok(()),
            Err(cause) => Err(cause.damage().unwrap_or_else(|| panic!("{cause}")).clone()),
        }
    }

    /// A copy of the database after these statements.
    fn after(&self, sql: &str) -> PathBuf {
        let copy = self.path("copy.db");
        let _ = std::fs::remove_file(&copy);
        std::fs::File::create(&copy).expect("a file");
        self.db.snapshot(&copy, Path::new("pg_dump")).map(drop).expect("a copy");
        let url = crate::db::DatabaseUrl::parse(&format!("sqlite:{}", copy.display())).expect("an address");
        let db = Db::open(&url, 1).expect("the copy");
        let mut conn = db.conn().expect("a connection");
        for statement in sql.split(';').chain(["PRAGMA journal_mode = DELETE"]).filter(|one| !one.trim().is_empty()) {
            let done = diesel::connection::SimpleConnection::batch_execute(&mut *conn, statement);
            done.unwrap_or_else(|cause| panic!("{statement}: {cause}"));
        }
        copy
    }
}

#[test]
fn half_a_table_a_changed_value_and_a_missing_table_are_noticed() {
    let fixture = fixture();
    assert_eq!(fixture.sealed(&fixture.after("")), Ok(()), "the copy itself is good");
    for sql in [
        "DELETE FROM users WHERE id > 20",
        "UPDATE users SET role = 'admin' WHERE id = 7",
        "UPDATE users SET password_hash = (SELECT password_hash || 'y' FROM users WHERE id = 1) WHERE id = 2",
        "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'users'",
        "INSERT INTO limits VALUES ('x', '', '2026-11-27 02:40:00')",
    ] {
        let found = fixture.sealed(&fixture.after(sql));
        assert!(matches!(found, Err(Damage::Contents { .. })), "{sql}: {found:?}");
    }
    for sql in [
        "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)",
        "UPDATE users SET email = x'ff' WHERE id = 7",
        "PRAGMA foreign_keys = OFF; INSERT INTO passkey_handles VALUES (99, x'00')",
    ] {
        let found = fixture.sealed(&fixture.after(sql));
        assert!(matches!(found, Err(Damage::Broken(_))), "{sql}: {found:?}");
    }
}

#[test]
fn every_page_that_is_lost_is_noticed() {
    const PAGE: usize = 4_096;
    let fixture = fixture();
    let good = std::fs::read(fixture.after("")).expect("the copy");
    let damaged = fixture.path("page.db");
    let pages = good.len() / PAGE;
    assert!(pages > 40, "{pages}");
    for page in (0..pages).step_by(3) {
        let mut bytes = good.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&damaged, &bytes).expect("a file");
        let found = fixture.sealed(&damaged);
        assert!(matches!(found, Err(Damage::Broken(_) | Damage::Contents { .. })), "page {page}: {found:?}");
    }
}

/// What a plain copy of the file of a running server is: what its log holds is missing, or belongs to another file.
#[test]
fn a_file_without_its_log_is_noticed() {
    let fixture = fixture();
    let insert = "INSERT INTO limits VALUES ('x', '', '2026-11-27 02:40:00')";
    diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *fixture.db.conn().expect("a connection")).ok();
    diesel::sql_query(insert).execute(&mut *fixture.db.conn().expect("a connection")).expect("a row");
    let services =
        std::sync::Arc::new(Services::new(fixture.config.clone(), fixture.db.clone(), Clock::default(), String::new()));
    let file = fixture.path("newer.backup");
    let made = super::backup(&services, &file, false, &Context::operator(&services.clock)).expect("a good one");
    let newer = Fixture { manifest: made.manifest, ..fixture };
    let copy = newer.path("without-log.db");
    std::fs::copy(newer.config.database_url.file().expect("a file"), &copy).expect("a copy");
    let found = newer.sealed(&copy);
    assert!(matches!(found, Err(Damage::Contents { .. } | Damage::Broken(_))), "{found:?}");
}
