//! An operator sends somebody the link that sets a new password.

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
/// The address that the page showed.
const SEEN: &str = "john@example.com";

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

#[test]
fn an_admin_sends_the_link_and_sees_none_of_it() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        assert!(admin.get(&format!("{page}/send-reset")).await.text_of(".lead").contains("john@example.com"));
        let sent = admin.act(&page, "send-reset", &[("seen", SEEN)]).await;
        assert_eq!(sent.text_of(".flash"), "A reset link is on its way to john.");
        assert!(!sent.body.contains("/reset-password/"), "{}", sent.body);
        assert!(sent.text_of(".list [id^='event-'] p").contains("Password reset link sent"), "{}", sent.body);
        assert!(sent.text_of(".list [id^='event-'] p").contains("by alice"), "{}", sent.body);
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let emails = app.emails_to("john@example.com").await;
        assert!(!emails.last().expect("an email").text.contains("Firefox"), "not where the admin is");
        let new = [("password", "another horse 27"), ("confirm_password", "another horse 27")];
        assert_eq!(app.browser().post(&link, &new).await.status, 303);
        admin.act(&page, "disable", &[]).await;
        let refused = admin.act(&page, "send-reset", &[("seen", SEEN)]).await;
        assert!(refused.text_of(".flash").contains("is disabled, so a link would do nothing"), "{}", refused.body);
    });
}

#[test]
fn a_form_of_ones_own_goes_by_the_address_that_the_account_has() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let sent = admin.act(&app.page_of("john"), "send-reset", &[]).await;
        assert_eq!(sent.text_of(".flash"), "A reset link is on its way to john.");
        assert!(!app.link_to(SEEN, "/reset-password/").await.is_empty());
    });
}
