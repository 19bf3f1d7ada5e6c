//! The database goes away and comes back. Only a server can do that while we watch: these run on PostgreSQL.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use vestibule::config::Config;
use vestibule::db::DatabaseUrl;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

/// Shuts everyone out of the application's database, or lets them in again.
fn allow_connections(config: &Config, allowed: bool) {
    let (server, DatabaseUrl::Postgres(own)) = (std::env::var("TEST_DATABASE_URL"), &config.database_url) else {
        panic!("not on PostgreSQL");
    };
    let name = url::Url::parse(own).unwrap().path().trim_start_matches('/').to_owned();
    let mut admin = PgConnection::establish(&server.unwrap()).unwrap();
    admin
        .batch_execute(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {allowed};
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {allowed};"
        ))
        .unwrap();
}

#[test]
fn while_the_database_is_away_the_answer_is_an_honest_503_and_then_all_is_well() {
    if std::env::var("TEST_DATABASE_URL").is_err() {
        return;
    }
    App::test(async |app| {
        let (john, guest) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        allow_connections(&app.services.config, false);

        assert_eq!(guest.get("/").await.status, 200, "what needs no database is answered");
        assert_eq!(guest.get("/login").await.status, 200);
        let (ready, home, login) = tokio::join!(guest.get("/readyz"), john.get("/"), guest.login("john", PASSWORD));
        assert_eq!(ready.status, 503);
        for answer in [&home, &login] {
            assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
            assert_eq!(answer.text_of("h1"), "We are busy at this moment");
            assert!(!answer.body.contains("incorrect") && !answer.body.contains("vestibule_"), "{}", answer.body);
        }
        let body = serde_json::json!({"username": "johnny"});
        let script = john.json(reqwest::Method::PATCH, "/partial/john", &body).await;
        assert_eq!((script.status, script.json()["code"].as_str()), (503, Some("unavailable")));

        allow_connections(&app.services.config, true);
        assert!(john.is_logged_in().await, "the same session goes on");
        assert_eq!(guest.login("john", PASSWORD).await.status, 303);
        assert_eq!(guest.get("/readyz").await.status, 200);
    });
}
