//! The audit log from the command line.

use serde_json::Value;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

/// So many seconds ago, an event is recorded past everything.
fn record(app: &App, seconds: i64, request: &str) {
    let now = app.clock.now();
    let at = now.replace_nanosecond(0).expect("a time") - time::Duration::seconds(seconds);
    app.execute(&format!(
        "INSERT INTO events (at, kind, door, address, user_agent, request_id, detail)
         VALUES ('{} {:02}:{:02}:{:02}', 'login_failed', 'pages', '203.0.113.9', '', '{request}', '')",
        at.date(),
        at.hour(),
        at.minute(),
        at.second()
    ));
}

fn lines(app: &App, arguments: &[&str]) -> Vec<Value> {
    let said = app.command(&[&["events", "--json"], arguments].concat());
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn kinds(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["kind"].as_str().expect("a kind")).collect()
}

#[test]
fn it_says_who_did_what_and_is_filtered_by_account_kind_and_time() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        app.browser().sign_in("jane", PASSWORD).await;
        app.browser().login("john", "wrong horse 12").await;
        assert!(app.command(&["user", "promote", "john"]).status.success());
        let all = lines(app, &[]);
        let order: Vec<i64> = all.iter().map(|line| line["id"].as_i64().expect("an id")).collect();
        assert!(order.is_sorted(), "oldest first: {order:?}");
        let of_john = lines(app, &["--user", "john@example.com"]);
        assert_eq!(kinds(&of_john).last(), Some(&"role_changed"));
        assert!(of_john.iter().all(|line| line["user_id"] == of_john[0]["user_id"]));
        let operator = of_john.last().expect("a line");
        assert_eq!((&operator["door"], &operator["actor_id"]), (&Value::from("command"), &Value::Null));
        assert_eq!(kinds(&lines(app, &["--kind", "login_failed"])), ["login_failed"]);
        assert_eq!(lines(app, &["--since", "1h"]).len(), all.len());
        assert!(lines(app, &["--since", "2100-01-01T00:00:00Z"]).is_empty());
        let table = String::from_utf8(app.command(&["events", "--user", "john"]).stdout).expect("UTF-8");
        assert!(table.contains("john") && table.lines().count() == of_john.len(), "{table}");
        let none = app.command(&["events", "--user", "jane", "--kind", "login_failed"]);
        assert_eq!(String::from_utf8_lossy(&none.stdout), "No events match.\n");
        assert_eq!(app.command(&["events", "--kind", "nonsense"]).status.code(), Some(2));
        assert_eq!(app.command(&["events", "--since", "yesterday"]).status.code(), Some(2));
        assert_eq!(app.command(&["events", "--user", "nobody"]).status.code(), Some(3));
    });
}

#[test]
fn following_it_misses_none_whose_request_took_long_and_prints_each_once() {
    App::test(async |app| {
        record(app, 600, "old");
        record(app, 5, "first");
        let log = app.following(&["events", "--json", "--follow", "--since", "1h"]);
        let next = || serde_json::from_str::<Value>(&log.line()).expect("JSON")["request_id"].clone();
        assert_eq!((next(), next()), ("old".into(), "first".into()));
        record(app, 60, "began earlier and took long");
        assert_eq!(next(), "began earlier and took long");
        record(app, 5, "at the same second");
        record(app, 0, "now");
        assert_eq!((next(), next()), ("at the same second".into(), "now".into()));
        // What a clock wrote that was ahead hides nothing that comes after it.
        record(app, -86_400, "tomorrow");
        assert_eq!(next(), "tomorrow");
        record(app, 0, "after it");
        assert_eq!(next(), "after it");
    });
}

#[test]
fn a_command_whose_reader_went_ends_without_a_word() {
    App::test(async |app| {
        record(app, 5, "first");
        let log = app.following(&["events", "--follow"]);
        log.line();
        let left = log.leave(|| record(app, 0, "more")).await;
        assert_eq!((left.status.code(), String::from_utf8_lossy(&left.stderr)), (Some(0), "".into()));
    });
}
