//! The file of an embedded database is removed, moved or replaced while it is in use.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl};

use crate::harness::App;
use crate::harness::process::{Server, block_on};

const PASSWORD: &str = "correct horse battery";

fn file(app: &App) -> PathBuf {
    app.data_dir().join("test.db")
}

/// Nobody is told anything but that it does not work at the moment.
async fn assert_unavailable(app: &App) {
    let (ready, login) = (app.browser().get("/readyz").await, app.browser().login("john", PASSWORD).await);
    assert_eq!((ready.status, &ready.json()["checks"]["database"]), (503, &serde_json::json!("unreachable")));
    assert_eq!((login.status, login.header("retry-after")), (503, Some("5")));
    assert!(login.text_of(".summary").contains("Our database is unavailable right now"));
    let newcomer = app.browser().register("jane", "jane@example.com", PASSWORD).await;
    assert_eq!(newcomer.status, 503, "nothing is acknowledged that nobody will find again");
    assert_eq!(app.browser().get("/healthz").await.status, 200, "it is alive all the same");
}

#[test]
fn a_file_that_is_gone_is_an_honest_503_until_it_is_put_back() {
    App::test_on_sqlite(async |app| {
        let file = file(app);
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let elsewhere = app.data_dir().join("elsewhere.db");
        std::fs::rename(&file, &elsewhere).unwrap();
        assert_unavailable(app).await;
        let home = john.get("/").await;
        assert_eq!(home.status, 503, "nor does an old connection read what is not there any more");
        assert_eq!(home.text_of("h1"), "Our database is unavailable right now");
        assert!(home.text_of(".plain").contains("You are still logged in. Nothing was changed."));
        assert!(!home.text_of(".top").contains("Log in"), "a logged-in person is not shown as a guest");
        let history = john.get("/history?show=changes").await;
        assert_eq!(history.attribute(".plain .button", "href").as_deref(), Some("/history?show=changes"));
        assert!(!file.exists(), "no empty one takes its place");

        std::fs::rename(&elsewhere, &file).unwrap();
        assert_eq!(app.browser().get("/readyz").await.status, 200);
        assert!(john.is_logged_in().await, "the same session goes on");
        assert!(app.find_user("jane").is_none());
    });
}

#[test]
fn another_file_in_its_place_is_left_alone() {
    App::test_on_sqlite(async |app| {
        let file = file(app);
        app.browser().sign_in("john", PASSWORD).await;
        for other in [&b""[..], b"these are notes, not a database"] {
            let new = app.data_dir().join("new.db");
            std::fs::write(&new, other).unwrap();
            std::fs::rename(&new, &file).unwrap();
            assert_unavailable(app).await;
            assert_eq!(std::fs::read(&file).unwrap(), other, "nothing is written into it");
        }
    });
}

#[test]
fn what_is_committed_into_a_deleted_file_is_not_acknowledged() {
    App::test_on_sqlite(async |app| {
        let file = file(app);
        app.browser().sign_in("john", PASSWORD).await;
        let outcome = app.services.db.transaction(|c| {
            c.batch_execute("DELETE FROM sessions")?;
            std::fs::remove_file(&file).unwrap();
            Ok(())
        });
        assert!(matches!(outcome, Err(inside::error::Error::Unavailable(_))), "{outcome:?}");
    });
}

#[test]
fn the_log_says_once_that_the_file_is_gone_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    std::fs::remove_file(folder.path().join("data/vestibule.db")).unwrap();
    for _ in 0..3 {
        assert_eq!(block_on(reqwest::get(format!("{}/readyz", server.url))).unwrap().status(), 503);
    }
    server.terminate();
    let (_, log) = server.end();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("was removed or replaced")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("ERROR") && lines[0].contains("data/vestibule.db") && lines[0].contains("restart"));
}

#[test]
fn a_file_may_be_called_anything() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["50%25?mode=memory#x y.db", "file:a.db", "ä.db"] {
        let server = Server::start(folder.path(), &[("DATABASE_URL", &format!("sqlite:{name}"))]);
        assert_eq!(block_on(reqwest::get(format!("{}/readyz", server.url))).unwrap().status(), 200, "{name}");
        let found = std::fs::metadata(folder.path().join(name)).unwrap();
        assert!(found.len() > 0 && found.permissions().mode() & 0o777 == 0o600, "{name}");
    }
}

#[test]
fn a_commit_is_on_the_disk_before_it_is_acknowledged() {
    #[derive(QueryableByName)]
    struct Synchronous {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        synchronous: i32,
    }
    App::test_on_sqlite(async |app| {
        let first = app.services.db.conn().unwrap();
        let mut later = app.services.db.conn().unwrap();
        drop(first);
        let found: Synchronous = diesel::sql_query("PRAGMA synchronous").get_result(&mut *later).unwrap();
        assert_eq!(found.synchronous, 2, "FULL (sqlite.org/pragma.html#pragma_synchronous)");
    });
}
