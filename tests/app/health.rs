use reqwest::Method;

use crate::harness::App;

#[test]
fn the_process_says_that_it_is_alive_and_ready() {
    App::test(async |app| {
        for (path, word) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
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
    use diesel::connection::SimpleConnection;
    App::test(async |app| {
        let forget = "DELETE FROM __diesel_schema_migrations \
                      WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
        app.services.db.conn().unwrap().batch_execute(forget).unwrap();
        let answer = app.browser().get("/readyz").await;
        assert_eq!(answer.status, 503);
        assert_eq!(app.browser().get("/healthz").await.status, 200, "it is alive all the same");
    });
}
