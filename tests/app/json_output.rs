//! Everything that the command line prints with `--json` is JSON, whatever people are called.

use serde_json::Value;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

/// Characters that act on a terminal, hide, or mean something in JSON.
const HOSTILE: &str = "a\u{1b}[2J\u{7f}\u{9b}\u{200d}\u{202e}\u{feff}\u{e0041}\"\\'\u{2028}\u{1f469}\u{200d}\u{1f4bb}";

fn printed(app: &App, arguments: &[&str]) -> Vec<Value> {
    let said = app.command(arguments);
    assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said.stderr));
    let text = String::from_utf8(said.stdout).expect("UTF-8");
    assert!(!text.trim_end_matches('\n').chars().any(|c| c != '\n' && inside::printable::is_hidden(c)), "{text:?}");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn every_list_in_json_parses_and_says_what_is_stored() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.command(&["invite", "create"]);
        let quoted = HOSTILE.replace('\'', "''");
        for (table, column) in [
            ("sessions", "user_agent"),
            ("sessions", "address"),
            ("events", "address"),
            ("events", "request_id"),
            ("invitations", "email"),
            ("jobs", "topic"),
            ("users", "username"),
            ("users", "email"),
        ] {
            app.execute(&format!("UPDATE {table} SET {column} = '{quoted}'"));
        }
        let users = printed(app, &["user", "list", "--json"]);
        assert_eq!(users[0]["users"][0]["username"], HOSTILE);
        assert_eq!(printed(app, &["user", "show", "john", "--json"])[0]["email"], HOSTILE);
        assert_eq!(printed(app, &["session", "list", "john", "--json"])[0][0]["address"], HOSTILE);
        assert!(printed(app, &["events", "--json"]).iter().all(|event| event["address"] == HOSTILE));
        assert_eq!(printed(app, &["explain", HOSTILE, "--json"])[0]["login"], HOSTILE);
        assert_eq!(printed(app, &["explain", "john", "--json"])[0]["login"], "john");
        assert_eq!(printed(app, &["invite", "list", "--json"])[0][0]["email"], HOSTILE);
        printed(app, &["jobs", "list", "--json"]);
        printed(app, &["jobs", "list", "--dead", "--json"]);
    });
}
