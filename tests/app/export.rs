//! Everything stored about a user, as a file.

use std::collections::BTreeSet;

use inside::error::Error;
use inside::events::Recorded;
use inside::texts::{Language, Texts};
use inside::users;
use reqwest::Method;
use serde_json::{Value, json};
use vestibule::event_sentences;

use crate::harness::App;
use crate::harness::answered_times::time_in;
use crate::harness::rows::columns;

fn english(event: &Recorded) -> String {
    event_sentences::of(Texts::built_in(Language::En), event)
}

const PASSWORD: &str = "secure123";

#[test]
fn an_export_holds_account_sessions_and_events_and_no_secret() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let other = app.browser_named("curl/8.5.0");
        other.login("john", PASSWORD).await;
        let answer = browser.get("/export").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let today = app.clock.now().date();
        let file = format!("attachment; filename=\"vestibule-john-{today}.json\"");
        assert_eq!(answer.header("content-disposition"), Some(file.as_str()));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let export = answer.json();
        assert_eq!(export["schema"], 1);
        assert_eq!(export["account"]["username"], "john");
        assert_eq!(export["account"]["email"], "john@example.com");
        assert_eq!(export["sessions"].as_array().map(Vec::len), Some(2));
        assert_eq!(export["events"].as_array().map(Vec::len), Some(app.events().len()), "the export's own event too");
        assert_eq!(export["events"][0]["sentence"], "Account created");
        assert!(answer.body.contains("\n  \"account\": {"), "made to be read");

        let user = app.user("john");
        for secret in [user.password.as_text(), PASSWORD] {
            assert!(!answer.body.contains(secret));
        }
        for session in app.sessions_of("john") {
            assert!(!answer.body.contains(session.id.as_str()) && !answer.body.contains(browser.session_id().expose()));
            assert!(answer.body.contains(session.handle.as_str()));
        }
        let links = export["links"].as_array().expect("links");
        assert!(links.iter().all(|link| link.get("token_hash").is_none()));
        assert_eq!(app.events().last().map(String::as_str), Some("exported"));
    });
}

#[test]
fn a_look_at_the_head_of_an_export_is_no_export() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let before = app.events();
        let head = browser.send(Method::HEAD, "/export", &[], "").await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert_eq!(app.events(), before, "nobody got the data");
        let get = browser.get("/export").await;
        assert_eq!(app.events().last().map(String::as_str), Some("exported"));
        for name in ["content-type", "content-disposition", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{name}");
        }
        // No length is better than a wrong one.
        assert_eq!(head.header("content-length"), None);
        let guest = app.browser().send(Method::HEAD, "/export", &[("accept", "text/html")], "").await;
        assert_eq!((guest.status, guest.location()), (303, Some("/login?next=%2Fexport")));
    });
}

#[test]
fn an_export_keeps_the_names_of_its_members() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let export = browser.get("/export").await.json();
        let mut members = BTreeSet::new();
        collect(&export, "", &mut members);
        // An email may be on its way or delivered at this moment.
        members.retain(|member: &String| !member.starts_with(".jobs"));
        insta::assert_snapshot!(members.into_iter().collect::<Vec<_>>().join("\n"));
    });
}

#[test]
fn a_long_export_comes_in_pieces_and_is_whole() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for _ in 0..3 {
            app.browser()
                .json(Method::POST, "/api/auth/login", &json!({"username": "john", "password": PASSWORD}))
                .await;
        }
        app.many_events(1_700);
        let before = app.events().len();
        let answer = browser.get("/export").await;
        assert_eq!(answer.header("content-length"), None, "nobody knows it before the end");
        let export = answer.json();
        let events = export["events"].as_array().expect("events").iter();
        let events: Vec<_> = events.map(|event| (time_in(&event["at"]), event["id"].as_i64())).collect();
        assert_eq!(events.len(), before + 1, "the export's own event too");
        assert!(events.is_sorted_by(|one, next| one < next), "each once, oldest first");
        assert_eq!(export["sessions"].as_array().map(Vec::len), Some(4));
        assert_eq!(export["refresh_tokens"].as_array().map(Vec::len), Some(3));
        assert_eq!(export["acts_on_others"], json!([]));
    });
}

/// The client has the beginning, and the database goes away: the rest must not look like the end.
#[test]
fn an_export_that_breaks_off_does_not_look_complete() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.many_events(40_000);
        let client = reqwest::Client::new();
        let request = client.get(format!("{}/export", app.url)).header("cookie", browser.cookie());
        let mut answer = request.send().await.expect("it begins");
        assert_eq!(answer.status(), 200);
        let mut body = answer.chunk().await.expect("a piece").expect("not empty").to_vec();
        // What the system buffers on the way is far less than the whole.
        app.execute("ALTER TABLE events RENAME TO events_elsewhere");
        let broken = loop {
            match answer.chunk().await {
                Ok(Some(piece)) => body.extend_from_slice(&piece),
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        assert!(broken, "HTTP itself says that it is not whole");
        assert!(serde_json::from_slice::<Value>(&body).is_err(), "and what has come is not JSON");
    });
}

#[test]
fn whoever_is_logged_out_in_the_middle_gets_no_more() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.many_events(2_000);
        let (s, caller) = (&app.services, app.caller("john"));
        let mut export = users::export(s, &caller, english, &app.operator()).expect("it begins");
        assert!(export.next(s).expect("a piece").is_some());
        browser.post("/logout", &[]).await;
        assert!(matches!(export.next(s), Err(Error::NotLoggedIn)));
    });
}

/// The whole is held nowhere: neither by us nor on its way through compression.
#[test]
fn the_memory_of_an_export_does_not_grow_with_it() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.many_events(30_000);
        let (s, caller) = (&app.services, app.caller("john"));
        let mut export = users::export(s, &caller, english, &app.operator()).expect("it begins");
        let (mut whole, mut largest) = (0, 0);
        while let Some(piece) = export.next(s).expect("a piece") {
            whole += piece.len();
            largest = largest.max(piece.len());
        }
        assert!(whole > 10_000_000, "{whole}");
        assert!(largest < 500_000, "{largest}");
    });
}

fn collect(value: &Value, path: &str, members: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                collect(value, &format!("{path}.{name}"), members);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, &format!("{path}[]"), members)),
        _ => drop(members.insert(path.to_owned())),
    }
}

#[test]
fn no_table_that_names_an_account_or_its_session_is_forgotten() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let export = browser.get("/export").await.json();
        let mut tables = BTreeSet::from(["users"]);
        tables.extend(columns().into_iter().filter(|(_, name, _)| names_somebody(name)).map(|(table, ..)| table));
        assert!(tables.contains("sessions") && tables.contains("events"), "the search itself no longer finds them");
        for table in tables {
            let member = if table == "users" { "account" } else { table };
            assert!(
                export.get(member).is_some(),
                "{table} is kept about a person and missing in crates/inside/src/users/export.rs"
            );
        }
        // And of the account itself everything but the hash.
        let account = export["account"].as_object().expect("an account");
        for (_, column, _) in columns().into_iter().filter(|(table, ..)| *table == "users") {
            assert_eq!(account.contains_key(column), column != "password_hash", "{column}");
        }
    });
}

fn names_somebody(column: &str) -> bool {
    ["user_id", "actor_id", "session_id"].iter().any(|mark| column.ends_with(mark)) || column.ends_with("_by_id")
}

#[test]
fn nobody_is_in_the_export_of_another() {
    App::test(async |app| {
        let (john, anna) = (app.browser(), app.browser_named("curl/8.5.0"));
        john.sign_in("john", PASSWORD).await;
        anna.sign_in("anna", PASSWORD).await;
        let export = john.get("/export").await;
        assert!(!export.body.contains("anna") && !export.body.contains("curl"));
    });
}
