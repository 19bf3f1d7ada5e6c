//! The audit log from the command line.

use serde_json::Value;

use crate::harness::App;
use crate::harness::answered_times::time_in;
use crate::harness::snapshot::main_of;

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
        assert!(all.iter().map(|line| time_in(&line["at"])).is_sorted(), "oldest first: {all:?}");
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

#[test]
fn the_page_is_filtered_by_account_kind_and_day() {
    App::test(async |app| {
        app.at_noon();
        app.browser().sign_in("john", PASSWORD).await;
        app.browser().login("john", "wrong horse 12").await;
        let admin = app.admin("alice").await;
        admin.act(&app.page_of("john"), "end-sessions", &[]).await;
        let all = admin.get("/admin/events").await;
        insta::assert_snapshot!("audit_log", main_of(&all));
        let lines = async |query: &str| admin.get(&format!("/admin/events?{query}")).await.texts_of(".list > li");
        let john = app.user("john").id;
        for who in ["john", "JOHN@example.com", &john.to_string()] {
            let of_john = lines(&format!("user={who}")).await;
            assert!(of_john.len() == 4 && of_john.iter().all(|line| line.starts_with("john")), "{who}: {of_john:?}");
        }
        assert_eq!(lines("kind=login_failed").await.len(), 1);
        assert_eq!(lines("kind=login_failed&user=alice").await.len(), 0);
        let today = app.clock.now().date();
        let (before, after) = (today.previous_day().expect("a day"), today.next_day().expect("a day"));
        assert_eq!(lines(&format!("from={today}&to={today}")).await.len(), lines("").await.len());
        assert_eq!(lines(&format!("to={before}")).await.len(), 0);
        assert_eq!(lines(&format!("from={after}")).await.len(), 0);
        let odd = lines("kind=x&from=yesterday&to=%00&after=x-y").await;
        assert_eq!(odd.len(), lines("").await.len(), "what it does not know is not given");
        let unknown = admin.get("/admin/events?user=nobody").await;
        assert!(unknown.text_of("main .card .body").starts_with("No account has exactly this"), "{}", unknown.body);
        assert_eq!(admin.get("/admin/events?user=%00").await.status, 200);
        assert_eq!(unknown.attribute("#user", "value").as_deref(), Some("nobody"));
    });
}

#[test]
fn pages_of_the_log_neither_repeat_nor_skip_also_at_one_moment() {
    App::test(async |app| {
        app.at_noon();
        let admin = app.admin("alice").await;
        app.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
             INSERT INTO events (at, kind, user_id, door, address, user_agent, request_id, detail)
             SELECT at, 'exported', user_id, door, address, user_agent, 'r' || i, '' FROM events CROSS JOIN n WHERE events.kind = 'registered'",
        );
        let (mut at, mut seen) = ("/admin/events?kind=exported".to_owned(), Vec::new());
        loop {
            let page = admin.get(&at).await;
            seen.extend(page.texts_of(".list code"));
            let Some(next) = page.attribute("a[rel='next']", "href") else { break };
            at = next;
            assert!(seen.len() < 200, "it ends");
        }
        let different: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), different.len()), (120, 120));
        assert_eq!(
            admin.get(&at).await.attribute("a[rel='first']", "href").as_deref(),
            Some("/admin/events?kind=exported")
        );
    });
}

#[test]
fn the_file_has_the_same_events_whole_and_starts_no_formula() {
    App::test(async |app| {
        app.at_noon();
        let evil = app.browser_named("=HYPERLINK(\"http://evil.example\",\"x\")");
        evil.sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        app.execute(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1203)
             INSERT INTO events (at, kind, user_id, door, address, user_agent, request_id, detail)
             SELECT at, 'exported', user_id, door, address, '', 'r' || i, '' FROM events CROSS JOIN n WHERE events.kind = 'registered' AND events.user_id = {}",
            app.user("john").id
        ));
        let file = admin.get("/admin/events.csv").await;
        assert_eq!((file.status, file.header("content-type")), (200, Some("text/csv; charset=utf-8")));
        assert!(file.header("content-disposition").expect("a name").starts_with("attachment; filename=\"events-"));
        assert_eq!(file.header("content-length"), None, "it is sent as it is read");
        let lines: Vec<&str> = file.body.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
        assert!(lines[0].starts_with("id,at,kind,sentence,user_id,username"), "{}", lines[0]);
        assert_eq!(lines.len(), app.events().len() + 1);
        let ids: std::collections::BTreeSet<&str> =
            lines[1..].iter().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(ids.len(), lines.len() - 1, "none twice");
        assert!(file.body.contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\""));
        assert!(!file.body.contains(",\"=") && !file.body.contains(",="));
        let exported = admin.get("/admin/events.csv?kind=exported&user=john").await;
        assert_eq!(exported.body.split_terminator("\r\n").count(), 1204);
        let nobody = admin.get("/admin/events.csv?user=nobody").await;
        assert_eq!(nobody.body.split_terminator("\r\n").count(), 1);
        let head = admin.send(reqwest::Method::HEAD, "/admin/events.csv", &[], "").await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
    });
}
