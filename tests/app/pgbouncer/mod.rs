//! What only a pooler in transaction mode does. Ignored unless they are asked for, and without `TEST_POOLER` they fail: `./scripts/test
//! pgbouncer` starts PgBouncer for them, and runs the other tests behind it as well.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use inside::db::Conn;
use serde_json::Value;

use crate::harness::process::{assert_refused, run};
use crate::harness::rows::word;
use crate::harness::{App, Database};

/// The level and the text of what the doctor says of poolers.
fn opinion(app: &App, pooler: &str) -> (String, String) {
    let said = app.command_with(&["doctor", "--json"], &[("DATABASE_POOLER", pooler)], "");
    let report: Value = serde_json::from_slice(&said.stdout).expect("a report");
    let checks = report["checks"].as_array().expect("checks");
    let check = checks.iter().find(|check| check["code"] == "pooler").expect("a word on poolers");
    assert_eq!(check["setting"], "DATABASE_POOLER");
    (check["level"].as_str().expect("a level").to_owned(), check.to_string())
}

#[test]
#[ignore = "needs PgBouncer"]
fn the_doctor_finds_a_pooler_that_loses_what_a_session_sets_and_names_the_setting() {
    App::test(async |app| {
        let (level, text) = opinion(app, "session");
        assert!(level == "failure" && text.contains("DATABASE_POOLER=transaction"), "{text}");
        let (level, text) = opinion(app, "transaction");
        assert!(level == "ok", "{text}");
    });
}

#[test]
#[ignore = "needs PgBouncer"]
fn without_the_setting_the_start_is_refused_in_a_sentence_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path());
    let variables = [("DATABASE_URL", database.url.as_str()), ("DATABASE_POOLER", "none")];
    for arguments in [&[][..], &["migrate"]] {
        assert_refused(&run(folder.path(), &variables, arguments), &["this is a pooler", "DATABASE_POOLER"]);
    }
}

#[test]
#[ignore = "needs PgBouncer"]
fn a_backup_is_not_made_through_it() {
    App::test(async |app| {
        let said = app.command(&["backup", app.data_dir().join("backup").to_str().unwrap()]);
        let text = String::from_utf8_lossy(&said.stderr);
        assert!(!said.status.success() && text.contains("the server's own address"), "{text}");
    });
}

#[test]
#[ignore = "needs PgBouncer"]
fn nothing_that_is_set_stays_behind_on_the_connections_of_others() {
    App::test(async |app| {
        let timeout = "SELECT current_setting('statement_timeout') AS word";
        let db = &app.services.db;
        for _ in 0..3 {
            assert_eq!(db.transaction(|c| Ok(word(c, timeout))).unwrap(), "15s");
            assert_eq!(db.read(|c| Ok(word(c, timeout))).unwrap(), "15s");
            // Another client, who gets one of the connections that were ours.
            let mut other = diesel::PgConnection::establish(app.database_url()).unwrap();
            other.batch_execute("SELECT 1").unwrap();
            assert_eq!(word(&mut Conn::Postgres(other), timeout), "0");
        }
        app.browser().sign_in("john", "correct horse battery").await;
        let kept = "SELECT count(*)::text AS word FROM pg_prepared_statements";
        assert_eq!(word(&mut db.conn().unwrap(), kept), "0");
    });
}
