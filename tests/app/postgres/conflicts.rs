//! Transactions that the server asks to repeat (SQLSTATE 40001 and 40P01), at a statement and at the commit.

use diesel::connection::{Connection, SimpleConnection};
use inside::context::Context;
use inside::error::Error;
use inside::events::{self, Event};
use inside::users::{self, Role};
use reqwest::Method;
use serde_json::json;

use super::server;
use crate::harness::App;
use crate::harness::logged::logged;

const PASSWORD: &str = "correct horse battery";

/// From now on so many transactions that record an event are refused with this condition, at the statement or at the commit.
fn refuse(app: &App, times: u32, condition: &str, when: &str) {
    app.execute(&format!(
        "DROP TABLE IF EXISTS refusals CASCADE; DROP SEQUENCE IF EXISTS refused;
         CREATE SEQUENCE refused;
         CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('refused') <= {times} THEN
                 RAISE EXCEPTION '{}' USING ERRCODE = '{condition}';
             END IF;
             RETURN NULL;
         END $$;
         DROP TRIGGER IF EXISTS refuse ON events;
         CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON events DEFERRABLE INITIALLY {when}
             FOR EACH ROW EXECUTE FUNCTION refuse();",
        match condition {
            "deadlock_detected" => "deadlock detected",
            _ => "could not serialize access",
        }
    ));
}

#[test]
#[ignore = "needs PostgreSQL"]
fn what_is_repeated_happens_once() {
    server();
    App::test_with(&["--metrics-addr=127.0.0.1:0"], async |app| {
        let kinds = [
            ("serialization_failure", "DEFERRED"),
            ("serialization_failure", "IMMEDIATE"),
            ("deadlock_detected", "IMMEDIATE"),
            ("deadlock_detected", "DEFERRED"),
        ];
        for (number, (condition, when)) in kinds.into_iter().enumerate() {
            refuse(app, 3, condition, when);
            let (name, email) = (format!("john{number}"), format!("john{number}@example.com"));
            assert_eq!(app.browser().register(&name, &email, PASSWORD).await.status, 303, "{condition} {when}");
            assert_eq!(app.count_users(), number as i64 + 1);
            assert_eq!(app.events().len(), number + 1, "one event for each");
            assert_eq!(app.emails_to(&email).await.len(), 1, "one email");
        }
        let metrics = reqwest::get(format!("{}/metrics", app.metrics_url.as_ref().unwrap())).await.unwrap();
        let text = metrics.text().await.unwrap();
        let repeated = text.lines().find_map(|line| line.strip_prefix("vestibule_database_repeated_total "));
        assert!(repeated.is_some_and(|number| number.parse::<u32>().unwrap() >= 12), "{text}");
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn what_is_repeated_in_vain_is_an_honest_503_at_every_door_and_leaves_no_trace() {
    server();
    App::test(async |app| {
        refuse(app, 1_000, "serialization_failure", "DEFERRED");
        let fields = [("username", "john"), ("email", "john@example.com"), ("password", PASSWORD)];
        let body = json!({"username": "john", "email": "john@example.com", "password": PASSWORD});
        let browser = app.browser();
        let page = browser.post("/register", &[&fields[..], &[("confirm_password", PASSWORD)]].concat()).await;
        let session_api = browser.json(Method::POST, "/auth/register", &body).await;
        let token_api = browser.json(Method::POST, "/api/auth/register", &body).await;
        for answer in [page, session_api, token_api] {
            assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{}", answer.body);
        }
        assert_eq!((app.count_users(), app.events().len(), app.waiting_emails()), (0, 0, 0));
        refuse(app, 0, "serialization_failure", "DEFERRED");
        assert_eq!(browser.register("john", "john@example.com", PASSWORD).await.status, 303, "and then it works");
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn the_log_tells_once_what_was_done_at_the_second_time() {
    server();
    App::test(async |app| {
        refuse(app, 2, "serialization_failure", "DEFERRED");
        let context: Context = app.operator();
        let mut runs = 0;
        let log = logged(|| {
            let db = &app.services.db;
            let done = db.transaction(|c| {
                runs += 1;
                events::record(c, None::<i64>, &Event::LoggedIn, &context)
            });
            done.expect("the third time");
        });
        assert!(runs >= 3, "{runs}");
        assert_eq!(log.lines().filter(|line| line.contains("security event")).count(), 1, "{log}");
        assert_eq!(app.events(), ["logged_in"]);
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn an_error_of_the_work_itself_is_not_repeated() {
    server();
    App::test(async |app| {
        let mut runs = 0;
        let refused = app.services.db.transaction(|_| {
            runs += 1;
            Err::<(), _>(Error::NotFound)
        });
        assert!(matches!(refused, Err(Error::NotFound)) && runs == 1);
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn among_serializable_transactions_one_admin_stays_and_no_request_fails() {
    server();
    App::test(async |app| {
        let name = url::Url::parse(app.database_url()).unwrap().path().trim_start_matches('/').to_owned();
        let names = ["ada", "bob", "cleo", "dora"];
        for name in names {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
            users::set_role(&app.services, app.user(name).id, Role::Admin, &app.operator()).unwrap();
        }
        app.execute(&format!("ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'"));
        // Its connections are made after that.
        let node = app.another_node(&[]);
        let services = &node.app.services;
        let ids = names.map(|name| app.user(name).id);
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let demote = |id| scope.spawn(move || users::set_role(services, id, Role::User, &app.operator()).map(drop));
            ids.map(demote).into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let kept = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::LastAdmin))).count();
        assert_eq!((kept, outcomes.iter().filter(|outcome| outcome.is_ok()).count()), (1, 3), "{outcomes:?}");
        assert_eq!(names.iter().filter(|name| app.user(name).role == Role::Admin).count(), 1);
    });
}

/// From now on so many transactions that make an account find its name taken since they planned it.
fn take_names(app: &App, times: u32) {
    app.execute(&format!(
        "DROP SEQUENCE IF EXISTS taken; CREATE SEQUENCE taken;
         CREATE OR REPLACE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('taken') <= {times} THEN
                 RAISE EXCEPTION 'duplicate key' USING ERRCODE = 'unique_violation', CONSTRAINT = 'users_username_key';
             END IF;
             RETURN NEW;
         END $$;
         DROP TRIGGER IF EXISTS take ON users;
         CREATE TRIGGER take BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION take();"
    ));
}

/// Somebody who signs up at the same moment may take the name of an account that moves here with its login. Between the plan and
/// the rows there is no moment on SQLite.
#[test]
#[ignore = "needs PostgreSQL"]
fn an_account_whose_name_is_taken_while_it_moves_is_planned_anew_and_in_the_end_it_is_no_empty_form() {
    server();
    let old = tempfile::tempdir().unwrap();
    let path = old.path().join("old.db");
    let path = path.to_str().unwrap();
    let hash = bcrypt::hash(PASSWORD, 4).unwrap();
    let rows = format!(
        "CREATE TABLE users_app (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password TEXT);
         INSERT INTO users_app (username, email, password) VALUES ('john', 'john@example.com', '{hash}');"
    );
    diesel::SqliteConnection::establish(path).unwrap().batch_execute(&rows).unwrap();
    let flags = [&format!("--import-on-login=sqlite:{path}"), "--metrics-addr=127.0.0.1:0"];
    App::test_with(&flags, async |app| {
        take_names(app, 1_000);
        let browser = app.browser();
        let body = json!({"username": "john", "password": PASSWORD});
        let page = browser.login("john", PASSWORD).await;
        let session_api = browser.json(Method::POST, "/auth/login", &body).await;
        let token_api = browser.json(Method::POST, "/api/auth/login", &body).await;
        for answer in [page, session_api, token_api] {
            assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{}", answer.body);
        }
        assert_eq!((app.count_users(), app.events().len()), (0, 0));
        let metrics = reqwest::get(format!("{}/metrics", app.metrics_url.as_ref().unwrap())).await.unwrap();
        let text = metrics.text().await.unwrap();
        assert!(text.contains("vestibule_logins_total{method=\"password\",outcome=\"failed\"} 3"), "{text}");

        take_names(app, 3);
        assert_eq!(browser.login("john", PASSWORD).await.status, 303, "the fourth time");
        assert_eq!(app.events(), ["imported", "logged_in"]);
    });
}
