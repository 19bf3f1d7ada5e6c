//! What an invitation is made for: how long, and for which address.

use inside::invitations;
use time::Duration;

use crate::harness::App;
use crate::harness::invitations::{INVITE, asks_for_an_invitation, register_with};

#[test]
fn an_invitation_ends_when_it_says() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(1, None);
        app.clock.advance(Duration::days(7));
        asks_for_an_invitation(&register_with(&app.browser(), "john", &token).await);
        inside::housekeeping::sweep(&app.services).unwrap();
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).unwrap();
        let mut conn = app.services.db.conn().unwrap();
        assert!(invitations::list(&mut conn, 0, 9).unwrap().is_empty(), "it is forgotten in the end");
    });
}

#[test]
fn an_invitation_for_one_address_takes_no_other() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(1, Some("John@Example.com"));
        let browser = app.browser();
        let page = browser.get(&format!("/register?invitation={token}")).await;
        assert_eq!(page.attribute("#email", "value").as_deref(), Some("John@Example.com"));
        let answer = register_with(&browser, "jane", &token).await;
        assert_eq!(answer.status, 422);
        let sentence = "Error: This invitation is for another email address. Use the one it was sent to";
        assert_eq!(answer.field_errors()["email"], sentence);
        assert!(!answer.body.to_lowercase().contains("john@example.com"), "it does not say which");
        assert_eq!(register_with(&browser, "john", &token).await.status, 303);
    });
}

#[test]
fn an_operator_creates_and_lists_invitations_at_the_command_line() {
    App::test_with(&[INVITE], async |app| {
        let made =
            app.command(&["invite", "create", "--uses", "2", "--expires-in", "3", "--email", "john@example.com"]);
        let link = String::from_utf8(made.stdout).unwrap();
        let token = link.trim().strip_prefix(&format!("{}/register?invitation=", app.url)).expect(&link);
        assert_eq!(register_with(&app.browser(), "john", token).await.status, 303);
        let listed = String::from_utf8(app.command(&["invite", "list"]).stdout).unwrap();
        assert!(
            listed.contains("1 of 2") && listed.contains("john@example.com") && !listed.contains(token),
            "{listed}"
        );
        let listed = app.command(&["invite", "list", "--json"]).stdout;
        let listed: serde_json::Value = serde_json::from_slice(&listed).expect("JSON");
        let one = listed.as_array().expect("a list").iter().find(|one| one["uses"] == 2).expect("that one");
        assert_eq!((&one["uses_left"], &one["state"]), (&1.into(), &"open".into()));
        assert!(one["expires_at"].as_str().is_some_and(|at| at.ends_with('Z')) && one["email"] == "john@example.com");
        let wrong = app.command(&["invite", "create", "--email", "nobody"]);
        assert!(!wrong.status.success());
        assert!(String::from_utf8(wrong.stderr).unwrap().contains("Enter an email address in the correct format"));
    });
}
