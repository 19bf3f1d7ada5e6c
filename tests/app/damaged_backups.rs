//! Damage: each damaged backup is refused with the reason, and no good one is.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use inside::backups::{Damage, prove};
use inside::config::Config;
use inside::db::Conn;

use crate::backup::{file, populate};
use crate::harness::App;
use crate::harness::settings::settings;

/// Takes the newest migration back, as if the version before still ran.
pub fn make_older(app: &App) {
    let mut conn = app.services.db.conn().unwrap();
    match &mut *conn {
        Conn::Sqlite(c) => {
            c.revert_last_migration(FileBasedMigrations::from_path("migrations/sqlite").unwrap()).map(drop).unwrap();
        }
        Conn::Postgres(c) => {
            c.revert_last_migration(FileBasedMigrations::from_path("migrations/postgres").unwrap()).map(drop).unwrap();
        }
    }
}

fn make_newer(app: &App) {
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000001')";
    app.services.db.conn().unwrap().batch_execute(newer).unwrap();
}

fn back_up(app: &App, path: &Path) -> Vec<u8> {
    inside::backups::backup(&app.services, path, false, &app.operator()).map(drop).expect("a backup");
    std::fs::read(path).expect("the backup")
}

/// Why this backup is refused, by name.
pub fn refusal(config: &Config, app: &App, bytes: &[u8]) -> Result<(), String> {
    let path = app.data_dir().join("damaged.backup");
    std::fs::write(&path, bytes).expect("a file");
    match prove(config, &app.clock, &path) {
        Ok(_) => Ok(()),
        Err(cause) => {
            let sentence = cause.to_string();
            let damage = cause.damage().unwrap_or_else(|| panic!("no damage: {sentence}"));
            assert!(sentence.starts_with(&path.display().to_string()), "{sentence}");
            Err(name(damage).to_owned())
        }
    }
}

fn name(damage: &Damage) -> &'static str {
    match damage {
        Damage::NotABackup => "not a backup",
        Damage::Cut(_) => "cut",
        Damage::Changed => "changed",
        Damage::NewerFormat(_) => "newer format",
        Damage::NewerSchema { .. } => "newer schema",
        Damage::OtherKey => "other key",
        Damage::Forged => "forged",
        Damage::Contents { .. } => "contents",
        Damage::Broken(_) => "broken",
        Damage::Structure(_) => "structure",
        _ => "another reason",
    }
}

/// The same bytes with a check sum that fits.
fn with_sum(bytes: &[u8]) -> Vec<u8> {
    let kept = &bytes[..bytes.len() - 72];
    let sum = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, kept);
    [kept, format!("sha256 {}\n", data_encoding::HEXLOWER.encode(sum.as_ref())).as_bytes()].concat()
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect(from);
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[test]
fn a_hundred_damaged_backups_are_refused_each_with_its_reason() {
    App::test(async |app| {
        populate(app).await;
        let config = &app.services.config;
        let good = back_up(app, &file(app));
        assert_eq!(refusal(config, app, &good), Ok(()), "no good one is refused");
        let mut damaged: Vec<(&str, Vec<u8>)> = Vec::new();

        // Cut, from the whole but one byte down to nothing.
        damaged.extend((1..=40).map(|part| ("cut", good[..good.len() * part / 41].to_vec())));
        damaged.push(("cut", good[..good.len() - 1].to_vec()));
        damaged.push(("cut", good[..good.len() - 72].to_vec()));
        damaged.push(("not a backup", Vec::new()));
        damaged.push(("not a backup", good[..10].to_vec()));
        damaged.push(("cut", good[..40].to_vec()));
        damaged.push(("changed", [&good[..], b"\n"].concat()));
        damaged.push(("changed", [&good[..], &good[..]].concat()));

        // One bit in another state, everywhere.
        for part in 0..60 {
            let (mut bytes, at) = (good.clone(), good.len() * part / 60);
            bytes[at] ^= 1 << (part % 8);
            damaged.push((if at == 0 { "not a backup" } else { "changed" }, bytes));
        }
        let last = good.len() - 2;
        damaged.push(("changed", [&good[..last], b"x\n"].concat()));

        // By somebody who can compute check sums, and has not the key.
        damaged.push(("newer format", with_sum(&replaced(&good, "vestibule backup 1", "vestibule backup 2"))));
        damaged.push(("forged", with_sum(&replaced(&good, "\"rows\":2", "\"rows\":3"))));
        damaged.push(("forged", with_sum(&replaced(&good, "john", "jonn"))));
        damaged.push(("forged", with_sum(&replaced(&good, "\nkey ", "\nKey "))));
        let other = back_up(app, &app.data_dir().join("other.backup"));
        let half = good.len() / 2;
        damaged.push(("changed", [&good[..half], &other[half.min(other.len())..]].concat()));

        let found: Vec<_> = damaged
            .iter()
            .enumerate()
            .filter_map(|(at, (expected, bytes))| {
                let found = refusal(config, app, bytes);
                (found != Err((*expected).to_owned())).then(|| format!("{at}: {expected}, but {found:?}"))
            })
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        damaged.iter().for_each(|(reason, _)| *reasons.entry(reason).or_default() += 1);
        assert!(damaged.len() >= 100, "{reasons:?}");
        assert_eq!(refusal(config, app, &other), Ok(()), "no good one is refused");
    });
}

#[test]
fn a_backup_of_another_key_and_one_of_the_key_before() {
    App::test(async |app| {
        populate(app).await;
        let good = back_up(app, &file(app));
        let key = std::fs::read_to_string(app.data_dir().join("secret_key")).expect("the key");
        let new = "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
        let load =
            |flags: &[&str]| Config::load(settings(app.data_dir(), app.database_url(), flags)).expect("settings");
        assert_eq!(refusal(&load(&[new]), app, &good), Err("other key".to_owned()));
        let previous = format!("--secret-key-previous={}", key.trim());
        assert_eq!(refusal(&load(&[new, &previous]), app, &good), Ok(()), "the key before still opens it");
    });
}

#[test]
fn an_older_schema_is_rehearsed_and_a_newer_one_is_refused() {
    App::test(async |app| {
        populate(app).await;
        make_older(app);
        let older = back_up(app, &file(app));
        let path = app.data_dir().join("older.backup");
        std::fs::write(&path, &older).expect("a file");
        assert_eq!(prove(&app.services.config, &app.clock, &path).expect("a good one").pending_migrations, 1);
        make_newer(app);
        let newer = back_up(app, &file(app));
        assert_eq!(refusal(&app.services.config, app, &newer), Err("newer schema".to_owned()));
    });
}

/// Nothing that is counted or added up differs, and two accounts could get one name.
#[test]
fn a_database_that_has_lost_an_index_is_no_good_backup() {
    App::test(async |app| {
        populate(app).await;
        app.execute("CREATE INDEX of_the_operator ON users (created_at)");
        let good = back_up(app, &file(app));
        assert_eq!(refusal(&app.services.config, app, &good), Ok(()), "what is added does no harm");
        app.execute("DROP INDEX users_email_key");
        let path = app.data_dir().join("lost.backup");
        let lost = back_up(app, &path);
        assert_eq!(refusal(&app.services.config, app, &lost), Err("structure".to_owned()));
        let said = app.command(&["restore", path.to_str().expect("a path"), "--check"]);
        assert_eq!(said.status.code(), Some(4));
        let sentence = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(sentence.contains("index users_email_key"), "{sentence}");
    });
}
