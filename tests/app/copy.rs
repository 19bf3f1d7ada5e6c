//! Everything moves to another database.

use crate::backup::populate;
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

/// A database of the other kind where there is a server, else of the same.
fn other(folder: &std::path::Path, app: &App) -> Database {
    match app.services.db.name().starts_with("SQLite") {
        true => Database::new(folder),
        false => Database::prepared_file(folder),
    }
}

pub fn copy(app: &App, database: &Database, flags: &[&str]) -> std::process::Output {
    app.command_with(&[&["copy"], flags].concat(), &[("COPY_TO", &database.url)], "")
}

pub async fn moves(app: &App) {
    populate(app).await;
    // The newest account is gone, and nobody else gets its id.
    app.browser().register("gone", "gone@example.com", PASSWORD).await;
    let gone = app.user("gone").id;
    assert!(app.command(&["user", "delete", "gone", "--yes"]).status.success());
    // An email that is sent meanwhile would be a change.
    app.all_delivered().await;
    let folder = tempfile::tempdir().expect("a folder");
    let database = other(folder.path(), app);
    let said = copy(app, &database, &[]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert!(String::from_utf8_lossy(&said.stdout).starts_with("Copied 2 accounts, "));
    let node = app.on(&database.url);
    let moved = &node.app;
    assert_eq!((moved.count_users(), moved.events()), (2, app.events()));
    assert_eq!(app.events().iter().filter(|kind| *kind == "database_copied").count(), 1);
    let said = moved.command(&["events", "--kind", "database_copied", "--json"]);
    let event: serde_json::Value = serde_json::from_slice(&said.stdout).expect("one event");
    assert_eq!((&event["door"], &event["actor_id"]), (&"command".into(), &serde_json::Value::Null));
    assert!(event["sentence"].as_str().is_some_and(|text| text.starts_with("Everything was copied to ")), "{event}");
    let told = |app: &App| {
        let john = app.user("john");
        (john.id, john.email, john.created_at, john.second_factor_since, john.email_verified)
    };
    assert_eq!(told(moved), told(app));
    assert_eq!(format!("{:?}", moved.sessions_of("jane")), format!("{:?}", app.sessions_of("jane")));
    assert_eq!(moved.browser().login("jane", PASSWORD).await.status, 303);
    moved.browser().register("newcomer", "newcomer@example.com", PASSWORD).await;
    assert!(moved.user("newcomer").id > gone);
    let refused = copy(app, &database, &[]);
    assert_eq!(refused.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("has accounts; --force replaces them"));
    assert_eq!(moved.count_users(), 3);
    assert!(copy(app, &database, &["--force"]).status.success());
    assert_eq!((moved.count_users(), moved.events()), (2, app.events()));
}

#[test]
fn everything_moves_and_ids_go_on() {
    App::test(moves);
}

#[test]
fn the_database_is_not_copied_onto_itself_or_to_nowhere() {
    App::test(async |app| {
        populate(app).await;
        let itself = app.command_with(&["copy"], &[("COPY_TO", app.database_url())], "");
        assert_eq!(itself.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&itself.stderr).contains("this is DATABASE_URL itself"));
        for (to, code) in [("mysql://h/n", 4), ("postgres://u@127.0.0.1:1/n", 5)] {
            assert_eq!(app.command_with(&["copy", "--to", to], &[], "").status.code(), Some(code), "{to}");
        }
        assert_eq!(app.count_users(), 2);
    });
}
