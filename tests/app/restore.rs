//! Backups that take the place of a database.

use std::collections::BTreeSet;

use inside::backups::{Restore, restore};
use inside::config::Config;

use crate::backup::{file, populate};
use crate::harness::settings::settings;
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

fn restore_to(app: &App, database: &Database, flags: &[&str]) -> std::process::Output {
    let file = file(app);
    let arguments = [&["restore", file.to_str().expect("a path")], flags].concat();
    app.command_with(&arguments, &[("DATABASE_URL", &database.url)], "")
}

#[test]
fn a_restored_database_has_everything_but_the_sessions_of_then() {
    App::test(async |app| {
        populate(app).await;
        let elsewhere = tempfile::tempdir().expect("a folder");
        let database = Database::new(elsewhere.path());
        assert!(app.command(&["backup", file(app).to_str().expect("a path")]).status.success());
        let said = restore_to(app, &database, &[]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        assert!(String::from_utf8_lossy(&said.stdout).contains("Everybody has to log in again"));
        {
            let node = app.on(&database.url);
            let restored = &node.app;
            assert_eq!(restored.count_users(), 2);
            assert!(restored.sessions_of("john").is_empty() && !app.sessions_of("john").is_empty());
            assert!(restored.events().iter().any(|kind| kind == "database_restored"));
            assert_eq!(restored.user("john").id, app.user("john").id);
            assert_eq!(restored.browser().login("jane", PASSWORD).await.status, 303);
            // The secret of the authenticator app came along, and the ids go on.
            restored.browser().register("newcomer", "newcomer@example.com", PASSWORD).await;
            assert!(restored.user("newcomer").id > restored.user("john").id.max(restored.user("jane").id));
            // The server holds it.
            let in_use = restore_to(app, &database, &["--force"]);
            assert_eq!(in_use.status.code(), Some(4));
            assert!(String::from_utf8_lossy(&in_use.stderr).contains("is in use; stop every server"));
            assert_eq!(restored.count_users(), 3);
        }
        let refused = restore_to(app, &database, &[]);
        assert_eq!(refused.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("holds a database already; --force replaces it"));
        let forced = restore_to(app, &database, &["--force", "--keep-sessions"]);
        assert!(forced.status.success(), "{}", String::from_utf8_lossy(&forced.stderr));
        let node = app.on(&database.url);
        assert_eq!(node.app.count_users(), 2);
        let handles =
            |app: &App| app.sessions_of("john").into_iter().map(|session| session.handle).collect::<BTreeSet<_>>();
        assert_eq!(handles(&node.app), handles(app));
    });
}

#[test]
fn a_backup_of_an_older_schema_is_restored_and_migrated_by_the_next_start() {
    App::test(async |app| {
        populate(app).await;
        crate::damaged_backups::make_older(app);
        let backup = file(app);
        inside::backups::backup(&app.services, &backup, false, &app.operator()).map(drop).expect("a good backup");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let database = Database::new(elsewhere.path());
        let said = restore_to(app, &database, &[]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let node = app.on(&database.url);
        assert_eq!(node.app.browser().login("jane", PASSWORD).await.status, 303);
    });
}

/// A log that was left behind would be taken for that of the restored file, which it would destroy.
#[test]
fn the_log_of_a_lost_file_is_not_applied_to_the_restored_one() {
    App::test_on_sqlite(async |app| {
        populate(app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for ending in ["", "-wal", "-shm"] {
            std::fs::copy(app.data_dir().join(format!("test.db{ending}")), at(&format!("lost.db{ending}")))
                .expect("a copy");
        }
        assert!(std::fs::metadata(at("lost.db-wal")).expect("a log").len() > 0);
        assert!(app.command(&["backup", file(app).to_str().expect("a path")]).status.success());
        for name in 0..40 {
            app.browser().register(&format!("later{name}"), &format!("later{name}@example.com"), PASSWORD).await;
        }
        std::fs::remove_file(at("lost.db")).expect("lost");
        let url = format!("sqlite:{}", at("lost.db").display());
        let path = file(app);
        let said = app.command_with(&["restore", path.to_str().expect("a path")], &[("DATABASE_URL", &url)], "");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        assert!(at("lost.db.before-restore-wal").exists() && !at("lost.db-wal").exists());
        let node = app.on(&url);
        assert_eq!(node.app.count_users(), 2);
        assert_eq!(node.app.browser().login("jane", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_file_that_is_replaced_keeps_another_name_and_one_that_is_broken_can_be_replaced() {
    App::test_on_sqlite(async |app| {
        populate(app).await;
        assert!(app.command(&["backup", file(app).to_str().expect("a path")]).status.success());
        let folder = tempfile::tempdir().expect("a folder");
        let broken = folder.path().join("broken.db");
        std::fs::write(&broken, b"no database at all").expect("a file");
        let url = format!("sqlite:{}", broken.display());
        let path = file(app);
        let restore = |flags: &[&str]| {
            let arguments = [&["restore", path.to_str().expect("a path")], flags].concat();
            app.command_with(&arguments, &[("DATABASE_URL", &url)], "")
        };
        assert_eq!(restore(&[]).status.code(), Some(4));
        let said = restore(&["--force"]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let before = folder.path().join("broken.db.before-restore");
        assert_eq!(std::fs::read(&before).expect("kept"), b"no database at all");
        assert_eq!(app.on(&url).app.count_users(), 2);
        // What the first restore kept is nobody's to throw away but the operator's.
        let second = restore(&["--force"]);
        assert_eq!(second.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&second.stderr).contains("before an earlier restore; move it away first"));
        assert_eq!(std::fs::read(&before).expect("kept"), b"no database at all");
        std::fs::remove_file(&before).expect("moved away");
        assert!(restore(&["--force"]).status.success() && before.exists());
    });
}

#[test]
fn a_backup_under_another_key_needs_a_word_more() {
    App::test(async |app| {
        populate(app).await;
        let backup = file(app);
        inside::backups::backup(&app.services, &backup, false, &app.operator()).map(drop).expect("a backup");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let database = Database::new(elsewhere.path());
        let another = "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
        let config = Config::load(settings(elsewhere.path(), &database.url, &[another])).expect("settings");
        let refused =
            restore(&config, &backup, Restore::default(), &app.operator()).map(drop).expect_err("another key");
        assert!(refused.to_string().contains("another SECRET_KEY"), "{refused}");
        let allowed = Restore { other_key: true, ..Restore::default() };
        restore(&config, &backup, allowed, &app.operator()).map(drop).expect("restored");
        let db = database.open();
        assert_eq!(db.schema().expect("an answer"), inside::db::Schema::Current);
    });
}

#[test]
fn the_backup_of_the_other_database_says_what_to_do() {
    App::test(async |app| {
        let backup = file(app);
        inside::backups::backup(&app.services, &backup, false, &app.operator()).map(drop).expect("a backup");
        let other = match crate::harness::postgres::server() {
            Some(_) => format!("sqlite:{}", app.data_dir().join("other.db").display()),
            None => "postgres://u@h/n".to_owned(),
        };
        let said = app.command_with(&["restore", backup.to_str().expect("a path")], &[("DATABASE_URL", &other)], "");
        assert_eq!(said.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&said.stderr).contains("then `vestibule copy` moves it"));
    });
}

#[test]
fn a_recovery_of_lost_factors_does_not_come_back_unless_the_sessions_do() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        assert!(app.user("john").factor_recovery().is_some());
        assert!(app.command(&["backup", file(app).to_str().expect("a path")]).status.success());
        let folder = tempfile::tempdir().expect("a folder");
        for (flags, comes_back) in [(&[][..], false), (&["--keep-sessions"][..], true)] {
            let database = Database::new(folder.path());
            let said = restore_to(app, &database, flags);
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
            let node = app.on(&database.url);
            assert_eq!(node.app.user("john").factor_recovery().is_some(), comes_back, "{flags:?}");
            assert!(node.app.user("john").has_second_factor());
            drop(node);
            let _ = database.url.strip_prefix("sqlite:").map(std::fs::remove_file);
        }
    });
}
