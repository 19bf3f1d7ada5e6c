//! An operator takes an address as confirmed.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
/// The address that the page showed.
const SEEN: &str = "john@example.com";

#[test]
fn it_counts_at_once_and_the_link_is_no_longer_needed() {
    App::test_with(&["--require-verified-email", "true"], async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        assert_eq!(browser.login("john", PASSWORD).await.status, 403);
        let said = app.command(&["user", "verify-email", "john"]);
        assert_eq!(String::from_utf8_lossy(&said.stdout), "john@example.com of john is confirmed.\n");
        assert!(app.command(&["user", "verify-email", "john"]).status.success(), "twice is no error");
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
        assert_eq!(app.events().iter().filter(|kind| *kind == "email_verified").count(), 1);
        assert_eq!(app.command(&["user", "verify-email", "nobody"]).status.code(), Some(3));
    });
}

#[test]
fn an_admin_takes_an_address_as_confirmed() {
    App::test_with(&["--require-verified-email", "true"], async |app| {
        let john = app.browser();
        john.register("john", "john@example.com", PASSWORD).await;
        app.browser().register("alice", "alice@example.com", PASSWORD).await;
        for command in [["user", "verify-email", "alice"], ["user", "promote", "alice"]] {
            assert!(app.command(&command).status.success());
        }
        let admin = app.browser();
        admin.login("alice", PASSWORD).await;
        let page = app.page_of("john");
        // What was looked at is what counts, not what became of it.
        app.execute(
            "UPDATE users SET email = 'john@corp.example', email_key = 'john@corp.example' WHERE username = 'john'",
        );
        for seen in [SEEN, ""] {
            let again = admin.act(&page, "verify-email", &[("seen", seen)]).await;
            assert_eq!(again.text_of(".flash"), "Nothing was done: the email address is john@corp.example by now.");
            assert!(again.text_of(".lead").contains("john@corp.example"), "{}", again.body);
            assert_eq!(again.attribute("input[name=seen]", "value").as_deref(), Some("john@corp.example"));
            assert!(!app.user("john").email_verified);
        }
        app.execute(
            "UPDATE users SET email = 'john@example.com', email_key = 'john@example.com' WHERE username = 'john'",
        );
        let done = admin.act(&page, "verify-email", &[("seen", SEEN)]).await;
        assert_eq!(done.text_of(".flash"), "john@example.com now counts as confirmed for john.");
        assert!(done.text_of(".list [id^='event-'] p").contains("by alice"), "{}", done.body);
        assert!(!done.body.contains("/verify-email\""), "it is offered no more");
        assert_eq!(john.login("john", PASSWORD).await.status, 303);
    });
}
