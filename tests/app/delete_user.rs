//! An operator deletes an account.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn nothing_is_deleted_before_the_name_is_typed() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let refused = app.command_with(&["user", "delete", "john"], &[], "jon\n");
        assert_eq!(refused.status.code(), Some(4), "{}", String::from_utf8_lossy(&refused.stderr));
        assert!(browser.is_logged_in().await);
        assert!(app.command_with(&["user", "delete", "john"], &[], "john\n").status.success());
        assert!(!browser.is_logged_in().await);
        assert_eq!(app.command(&["user", "show", "john"]).status.code(), Some(3));
        let emails = app.emails_to("john@example.com").await;
        assert_eq!(emails.iter().filter(|email| email.subject.contains("was deleted")).count(), 1);
        assert_eq!(app.events().last().map(String::as_str), Some("account_deleted"));
        app.browser().sign_in("john", PASSWORD).await;
        assert!(app.command(&["user", "delete", "john", "--yes"]).status.success());
        assert_eq!(app.command(&["user", "delete", "john", "--yes"]).status.code(), Some(3));
    });
}

#[test]
fn the_last_admin_stays() {
    App::test(async |app| {
        app.browser().sign_in("alice", PASSWORD).await;
        assert!(app.command(&["user", "promote", "alice"]).status.success());
        let refused = app.command(&["user", "delete", "alice", "--yes"]);
        assert_eq!(refused.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("last active administrator"));
    });
}
