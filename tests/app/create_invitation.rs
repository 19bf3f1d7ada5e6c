//! What an invitation is made for: how long, and for which address.

use inside::invitations;
use time::Duration;

use crate::harness::App;
use crate::harness::invitations::{INVITE, asks_for_an_invitation, register_with};
use crate::harness::snapshot::main_of;

#[test]
fn an_invitation_ends_when_it_says() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(1, None);
        app.clock.advance(Duration::days(7));
        asks_for_an_invitation(&register_with(&app.browser(), "john", &token).await);
        inside::housekeeping::sweep(&app.services).unwrap();
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).unwrap();
        let left = invitations::oldest(&app.services, app.oversight(), None, 9).unwrap();
        assert!(left.is_empty(), "it is forgotten in the end");
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

#[test]
fn an_admin_creates_one_and_sees_its_link_once() {
    App::test_with(&[INVITE], async |app| {
        app.at_noon();
        assert_eq!(register_with(&app.browser(), "alice", &app.invitation(1, None)).await.status, 303);
        assert!(app.command(&["user", "promote", "alice"]).status.success());
        let admin = app.browser();
        admin.login("alice", "secure123").await;
        let path = "/admin/invitations";
        insta::assert_snapshot!("create_invitation", main_of(&admin.get(path).await));
        let wrong = [("email", "nobody"), ("uses", "0"), ("days", "x")];
        let refused = admin.post(path, &wrong).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.texts_of(".summary li").len(), 2, "{}", refused.body);
        let refused = admin.post(path, &[("email", "nobody"), ("uses", "2"), ("days", "3")]).await;
        assert_eq!(refused.status, 422);
        assert!(!refused.field_error("email").is_empty(), "{}", refused.body);
        assert_eq!(refused.attribute("#uses", "value").as_deref(), Some("2"), "it is kept");
        let made = admin.post(path, &[("email", "john@example.com"), ("uses", "2"), ("days", "3")]).await;
        assert_eq!((made.status, made.header("cache-control")), (200, Some("no-store")));
        let link = made.text_of("#invitation-link");
        let token = link.strip_prefix(&format!("{}/register?invitation=", app.url)).expect(&link).to_owned();
        let list = admin.get(path).await;
        assert!(!list.body.contains(&token), "it is shown once");
        assert!(list.body.contains("john@<wbr>example.com"), "{}", list.body);
        assert!(list.text_of(".list li").contains("2 of 2 accounts left"), "{}", list.body);
        assert_eq!(register_with(&app.browser(), "john", &token).await.status, 303);
        app.clock.advance(time::Duration::minutes(11));
        let asked = admin.post(path, &[("email", "jane@example.com"), ("uses", "5"), ("days", "9")]).await;
        assert_eq!((asked.status, asked.attribute("#uses", "value").as_deref()), (403, Some("5")), "{}", asked.body);
        let fields = [("email", ""), ("uses", "5"), ("days", "9"), ("current_password", "secure123")];
        assert_eq!(admin.post(path, &fields).await.status, 200);
        let log = admin.get("/admin/events?kind=invitation_created").await;
        assert!(log.text_of(".list li").contains("by alice"), "{}", log.body);
    });
}
