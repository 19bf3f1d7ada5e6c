use diesel::connection::SimpleConnection;
use inside::db::DatabaseUrl;
use reqwest::Method;
use serde_json::json;

use crate::harness::App;

#[test]
fn the_process_says_that_it_is_alive_and_ready() {
    App::test(async |app| {
        let all_ok = "{\"ready\":true,\"checks\":{\"server\":\"ok\",\"database\":\"ok\",\"migrations\":\"ok\",\"writes\":\"ok\"}}";
        for (path, word) in [("/healthz", "alive\n"), ("/readyz", all_ok)] {
            let answer = app.browser().get(path).await;
            assert_eq!((answer.status, answer.body.as_str()), (200, word));
            assert_eq!(answer.header("set-cookie"), None);
            assert_eq!(app.browser().send(Method::HEAD, path, &[], "").await.status, 200);
            assert_eq!(app.browser().post(path, &[]).await.status, 405);
        }
    });
}

#[test]
fn whoever_asks_how_the_process_is_is_not_looked_up() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", "correct horse battery").await;
        let style = browser.get("/").await.attribute("link[rel=stylesheet]", "href").expect("a stylesheet");
        app.execute("ALTER TABLE sessions RENAME TO away");
        assert_eq!(browser.get("/").await.status, 500, "the pages look");
        for path in ["/healthz", "/openapi.json", &style] {
            assert_eq!(browser.get(path).await.status, 200, "{path}");
        }
    });
}

#[test]
fn a_database_that_lacks_a_migration_is_not_ready() {
    App::test(async |app| {
        let forget = "DELETE FROM __diesel_schema_migrations \
                      WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
        app.services.db.conn().unwrap().batch_execute(forget).unwrap();
        let answer = app.browser().get("/readyz").await;
        assert_eq!(answer.status, 503);
        let report = answer.json();
        assert_eq!((&report["ready"], &report["checks"]["migrations"]), (&json!(false), &json!("missing")));
        let missing = report["missing_migrations"].as_array().unwrap();
        assert_eq!(missing.len(), 1, "by its name");
        assert!(missing[0].as_str().unwrap().starts_with("20"), "{report}");
        assert_eq!(app.browser().get("/healthz").await.status, 200, "it is alive all the same");
    });
}

/// Nodes are replaced one by one: the first of a newer version migrates, and the others must not all be taken out for it.
#[test]
fn a_node_goes_on_when_a_newer_version_has_migrated_its_database() {
    App::test(async |app| {
        assert_eq!(app.browser().get("/readyz").await.status, 200);
        app.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000001')");
        let answer = app.browser().get("/readyz").await;
        let report = answer.json();
        assert_eq!((answer.status, &report["ready"]), (200, &json!(true)));
        assert_eq!((&report["checks"]["migrations"], &report["checks"]["writes"]), (&json!("newer"), &json!("ok")));
        assert_eq!(report["unknown_migrations"], json!(["20990101000001"]));
        if let DatabaseUrl::Sqlite(_) = &app.services.config.database_url {
            let held = app.hold_writes();
            assert_eq!(app.browser().get("/readyz").await.status, 503, "it is asked for everything else all the same");
            drop(held);
        }
        app.execute("DELETE FROM __diesel_schema_migrations WHERE version = '20990101000001'");
        assert_eq!(app.browser().get("/readyz").await.json()["checks"]["migrations"], json!("ok"));
    });
}

#[test]
fn a_database_that_takes_no_writes_is_not_ready() {
    App::test(async |app| {
        assert_eq!(app.browser().get("/readyz").await.status, 200);
        match &app.services.config.database_url {
            // Another process holds the write lock, and nothing is known about when it lets go.
            DatabaseUrl::Sqlite(_) => {
                let held = app.hold_writes();
                let answer = app.browser().get("/readyz").await;
                assert_eq!((answer.status, &answer.json()["checks"]["writes"]), (503, &json!("refused")));
                drop(held);
            }
            DatabaseUrl::Postgres(url) => {
                let read_only = |is_on: &str| {
                    format!("ALTER DATABASE {} SET default_transaction_read_only = {is_on}", url.database())
                };
                // Kept for new connections only; those that exist are set by hand.
                app.execute(&read_only("on"));
                let held: Vec<_> = (0..app.services.config.database_pool)
                    .map(|_| {
                        let mut conn = app.services.db.conn().unwrap();
                        conn.batch_execute("SET default_transaction_read_only = on").unwrap();
                        conn
                    })
                    .collect();
                drop(held);
                let answer = app.browser().get("/readyz").await;
                assert_eq!((answer.status, &answer.json()["checks"]["writes"]), (503, &json!("refused")));
                let held: Vec<_> = (0..app.services.config.database_pool)
                    .map(|_| {
                        let mut conn = app.services.db.conn().unwrap();
                        conn.batch_execute("SET default_transaction_read_only = off").unwrap();
                        conn
                    })
                    .collect();
                drop(held);
            }
        }
        assert_eq!(app.browser().get("/readyz").await.status, 200);
        assert_eq!(app.browser().get("/healthz").await.status, 200);
    });
}

#[test]
fn asking_whether_it_is_ready_leaves_nothing_behind() {
    App::test(async |app| {
        let before = app.all_texts();
        for _ in 0..3 {
            assert_eq!(app.browser().get("/readyz").await.status, 200);
        }
        app.services.db.write().unwrap();
        assert_eq!(app.all_texts(), before);
    });
}
