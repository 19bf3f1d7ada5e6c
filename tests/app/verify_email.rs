//! An operator takes an address as confirmed.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

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
