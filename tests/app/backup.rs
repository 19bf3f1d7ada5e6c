//! Backups that are made while the server runs, and proved.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

use inside::backups::last_proof;
use serde_json::Value;

use crate::harness::App;
use crate::harness::postgres;

const PASSWORD: &str = "correct horse battery";

/// Rows of many kinds: names with everything that a script could stumble over, sessions, links, jobs, a second factor.
pub async fn populate(app: &App) {
    app.clock.stop();
    let john = app.browser_named("x'; DROP TABLE users; -- \"\\ $$");
    john.sign_in("john", PASSWORD).await;
    john.set_up_app(app).await;
    app.browser().sign_in("jane", PASSWORD).await;
    app.program().login("jane", PASSWORD).await;
    app.browser().login("nobody", PASSWORD).await;
    app.command(&["invite", "create"]);
    app.execute("UPDATE sessions SET user_agent = '\u{5d0}\u{1f600}\n''a;b''\n\\.\n' WHERE kind = 'program'");
}

/// Where a test puts its backup.
pub fn file(app: &App) -> PathBuf {
    app.data_dir().join("vestibule.backup")
}

#[test]
fn a_backup_of_a_running_server_is_proved_and_the_proof_is_kept() {
    App::test(async |app| {
        populate(app).await;
        let file = file(app);
        let path = file.to_str().expect("a path");
        let said = app.command(&["backup", path, "--prove"]);
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        for words in
            ["2 accounts", "Proved: ", "opens the secrets of its 1 authenticator apps", "A new account logged in"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        let found = std::fs::metadata(&file).expect("the backup");
        assert_eq!(found.permissions().mode() & 0o777, 0o600);
        let proof = app.services.read(last_proof).expect("an answer").expect("a proof");
        assert_eq!((proof.accounts, proof.bytes), (2, i64::try_from(found.len()).expect("a length")));
        assert_eq!(app.count_users(), 2, "the canary lived elsewhere");
        let others: Vec<_> = std::fs::read_dir(app.data_dir()).expect("a folder").flatten().collect();
        let hidden = others.iter().filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count();
        assert_eq!(hidden, 0, "nothing is left of the proof");
        assert_no_scratch_database();

        let said = app.command(&["events", "--kind", "database_backed_up", "--json"]);
        let line = String::from_utf8_lossy(&said.stdout).into_owned();
        let event: Value = serde_json::from_str(line.lines().next().expect("an event")).expect("JSON");
        assert_eq!((&event["door"], &event["actor_id"]), (&Value::from("command"), &Value::Null));
        assert_eq!(event["sentence"], "The database was backed up");

        // The next one takes its place in one step, and a proof of before stays when none is asked for.
        let again = app.command(&["backup", path]);
        assert!(again.status.success());
        assert_ne!(std::fs::metadata(&file).expect("the backup").ino(), found.ino());
        assert_eq!(app.services.read(last_proof).expect("an answer"), Some(proof));
        assert!(app.command(&["restore", path, "--check"]).status.success());
    });
}

fn assert_no_scratch_database() {
    use diesel::connection::Connection;
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let Some(server) = postgres::server() else { return };
    let mut conn = diesel::PgConnection::establish(&server).expect("the server");
    // Other tests may be proving theirs: one that is left behind stays.
    for _ in 0..600 {
        let left = "SELECT count(*) AS count FROM pg_database WHERE datname LIKE 'vestibule_proof_%'";
        if diesel::sql_query(left).get_result::<Count>(&mut conn).expect("an answer").count == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("a scratch database is left behind");
}

#[test]
fn a_backup_says_what_it_is_in_its_first_lines() {
    App::test(async |app| {
        populate(app).await;
        let file = file(app);
        assert!(app.command(&["backup", file.to_str().expect("a path")]).status.success());
        let bytes = std::fs::read(&file).expect("the backup");
        let mut lines = bytes.split(|byte| *byte == b'\n');
        assert_eq!(lines.next(), Some(&b"vestibule backup 1"[..]));
        let manifest: Value = serde_json::from_slice(lines.next().expect("a description")).expect("JSON");
        assert_eq!(manifest["app_version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(manifest["database"], if postgres::server().is_some() { "postgres" } else { "sqlite" });
        let tables = manifest["tables"].as_array().expect("tables");
        let users = tables.iter().find(|table| table["name"] == "users").expect("users");
        assert_eq!(users["rows"], 2);
        let largest = app.user("john").id.max(app.user("jane").id);
        assert!(users["counter"].as_i64().is_some_and(|counter| counter >= largest), "{users}");
        assert_eq!(
            tables.len(),
            crate::harness::rows::columns()
                .iter()
                .map(|(table, ..)| table)
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        );
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let key = std::fs::read_to_string(app.data_dir().join("secret_key")).expect("the key");
        assert!(!text.contains(key.trim()), "the key is not in it");
    });
}

#[test]
fn a_file_that_is_no_backup_is_not_overwritten_and_a_failed_one_leaves_nothing() {
    App::test(async |app| {
        let file = file(app);
        std::fs::write(&file, "my notes").expect("a file");
        let path = file.to_str().expect("a path");
        let said = app.command(&["backup", path]);
        assert_eq!(said.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&said.stderr).contains("is no backup"));
        assert_eq!(std::fs::read_to_string(&file).expect("the file"), "my notes");
        let nowhere = app.data_dir().join("missing/vestibule.backup");
        assert_eq!(app.command(&["backup", nowhere.to_str().expect("a path")]).status.code(), Some(1));
    });
}

/// A program with this text.
pub fn script(app: &App, text: &str) -> String {
    let path = app.data_dir().join("program");
    std::fs::write(&path, text).expect("a file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("its mode");
    path.to_string_lossy().into_owned()
}

#[test]
fn who_writes_meanwhile_does_not_wait_and_does_not_tear_the_backup() {
    App::test(async |app| {
        populate(app).await;
        let file = file(app);
        let john = app.browser();
        john.login("jane", PASSWORD).await;
        let path = file.clone();
        let services = std::sync::Arc::clone(&app.services);
        let operator = app.operator();
        let made =
            tokio::task::spawn_blocking(move || inside::backups::backup(&services, &path, true, &operator).map(drop));
        for number in 0..20 {
            let name = format!("guest{number}");
            let registered = app.browser().register(&name, &format!("{name}@example.com"), PASSWORD).await;
            assert_eq!(registered.status, 303);
        }
        made.await.expect("no panic").expect("a good backup, whatever was committed meanwhile");
    });
}
