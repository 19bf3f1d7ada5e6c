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
