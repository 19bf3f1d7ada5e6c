//! Sessions from the command line.

use serde_json::Value;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn one_session_is_found_and_ended_and_the_others_go_on() {
    App::test(async |app| {
        let (kept, ended) = (app.browser(), app.browser_named("curl/8.5.0"));
        kept.sign_in("john", PASSWORD).await;
        ended.login("john", PASSWORD).await;
        let list = app.command(&["session", "list", "john", "--json"]);
        let list: Value = serde_json::from_slice(&list.stdout).expect("JSON");
        let curl = list.as_array().expect("a list").iter().find(|one| one["name"] == "curl").expect("curl");
        let id = curl["id"].as_str().expect("an id");
        let table = app.command(&["session", "list", "john"]);
        assert!(String::from_utf8_lossy(&table.stdout).contains(id));
        let said = app.command(&["session", "end", "john", id]);
        assert_eq!(String::from_utf8_lossy(&said.stdout), "curl of john is logged out.\n");
        assert!(kept.is_logged_in().await && !ended.is_logged_in().await);
        for wrong in [id, "0123456789abcdef", "\u{fc}", "'"] {
            assert_eq!(app.command(&["session", "end", "john", wrong]).status.code(), Some(3), "{wrong}");
        }
        app.browser().sign_in("other", PASSWORD).await;
        let own = list.as_array().expect("a list").iter().find(|one| one["id"] != curl["id"]).expect("the other");
        let own = own["id"].as_str().expect("an id");
        assert_eq!(app.command(&["session", "end", "other", own]).status.code(), Some(3), "of another account");
        assert!(kept.is_logged_in().await);
    });
}

#[test]
fn every_session_is_listed_also_where_fewer_are_allowed_by_now() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        app.many_sessions(5);
        let list = app.command_with(&["session", "list", "john", "--json"], &[("SESSION_MAX_PER_USER", "2")], "");
        let list: Value = serde_json::from_slice(&list.stdout).expect("JSON");
        assert_eq!(list.as_array().map(Vec::len), Some(6));
    });
}
