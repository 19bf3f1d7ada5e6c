//! An operator logs an account out everywhere.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn every_session_ends_and_the_password_stays() {
    App::test(async |app| {
        let (first, second) = (app.browser(), app.browser());
        first.sign_in("john", PASSWORD).await;
        second.login("john", PASSWORD).await;
        let said = app.command(&["user", "end-sessions", "john"]);
        assert_eq!(String::from_utf8_lossy(&said.stdout), "Ended 2 sessions of john.\n");
        assert!(!first.is_logged_in().await && !second.is_logged_in().await);
        let said = app.command(&["user", "end-sessions", "john"]);
        assert_eq!(String::from_utf8_lossy(&said.stdout), "john is logged in nowhere.\n");
        assert_eq!(first.login("john", PASSWORD).await.status, 303);
    });
}
