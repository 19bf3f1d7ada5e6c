//! An operator sends somebody the link that sets a new password.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn only_the_owner_gets_it_and_it_works() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let said = app.command(&["user", "reset-password", "john"]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        assert!(!String::from_utf8_lossy(&said.stdout).contains("reset-password/"), "the operator sees no link");
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let new = [("password", "another horse 27"), ("confirm_password", "another horse 27")];
        assert_eq!(app.browser().post(&link, &new).await.status, 303);
        assert_eq!(app.browser().login("john", "another horse 27").await.status, 303);
        assert!(app.command(&["user", "disable", "john"]).status.success());
        assert_eq!(app.command(&["user", "reset-password", "john"]).status.code(), Some(4));
    });
}
