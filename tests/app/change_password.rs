use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";

async fn change(browser: &Browser<'_>, current: &str, new: &str, again: &str) -> Answer {
    let fields = [("current_password", current), ("password", new), ("confirm_password", again)];
    browser.post("/change-password", &fields).await
}

#[test]
fn a_changed_password_logs_out_other_devices_and_copies_and_tells_the_owner() {
    App::test(async |app| {
        let (here, there, copy) = (app.browser(), app.browser(), app.browser());
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        copy.set_cookie(&here.cookie());
        let answer = change(&here, PASSWORD, NEW, NEW).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/security")));
        assert_eq!(here.get("/security").await.text_of(".flash"), "Password changed. Other devices were logged out.");
        assert!(!there.is_logged_in().await && !copy.is_logged_in().await);
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 422);
        assert_eq!(app.browser().login("john", NEW).await.status, 303);
        let messages = app.emails_to("john@example.com").await;
        assert!(messages.iter().any(|message| message.subject == "Your Vestibule password was changed"));
    });
}

#[test]
fn every_mistake_is_told_at_its_field_and_nothing_changes() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = change(&browser, "not the password", "short", "other").await;
        assert_eq!(answer.status, 422);
        let errors = answer.field_errors();
        assert_eq!(errors["current_password"], "Error: Current password is incorrect");
        assert!(errors.contains_key("password") && errors.contains_key("confirm_password"));
        assert!(!answer.body.contains("not the password"), "passwords are not shown again");
        let answer = change(&browser, "", NEW, NEW).await;
        assert_eq!(answer.field_errors()["current_password"], "Error: Enter your current password");
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn password_managers_find_the_page_and_the_test_path_is_not_found() {
    App::test(async |app| {
        let browser = app.browser();
        let answer = browser.get("/.well-known/change-password").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/change-password")));
        assert_eq!(browser.get("/change-password").await.location(), Some("/login?next=%2Fchange-password"));
        let sentinel = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";
        assert_eq!(browser.get(sentinel).await.status, 404);
    });
}
