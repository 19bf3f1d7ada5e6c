//! An operator logs an account out everywhere.

use time::Duration;

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

#[test]
fn what_has_expired_is_not_counted_and_each_browser_that_is_forgotten_leaves_an_event() {
    App::test_with(&["--remember-browser-days=30", "--session-lifetime=600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        let remembered = app.browser();
        remembered.login("john", PASSWORD).await;
        let fields = [("code", &*phone.code(app)), ("remember_browser", "1")];
        assert_eq!(remembered.post("/login/code", &fields).await.location(), Some("/"));
        let user = app.user("john");
        app.clock.advance(Duration::minutes(11));
        let ended = inside::users::end_sessions(&app.services, &user, &app.operator()).expect("ended");
        assert_eq!(ended, 0, "both have expired");
        assert!(app.sessions_of("john").is_empty());
        let events = app.events();
        assert_eq!(events.iter().filter(|kind| *kind == "browser_forgotten").count(), 1);
        assert!(!events.iter().any(|kind| kind == "sessions_ended"));
        assert_eq!(remembered.login("john", PASSWORD).await.location(), Some("/login/code"));
    });
}

#[test]
fn an_admin_logs_somebody_out_everywhere() {
    App::test(async |app| {
        let (first, second) = (app.browser(), app.browser());
        first.sign_in("john", PASSWORD).await;
        second.login("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        let about = admin.get(&format!("{page}/end-sessions")).await;
        assert!(about.text_of(".lead").contains("logged out at once"), "{}", about.body);
        let ended = admin.act(&page, "end-sessions", &[]).await;
        assert_eq!(ended.text_of(".flash"), "2 sessions of john were ended.");
        assert!(!first.is_logged_in().await && !second.is_logged_in().await && admin.is_logged_in().await);
        assert!(ended.text_of(".list [id^='event-'] p").contains("by alice"), "{}", ended.body);
        assert_eq!(first.login("john", PASSWORD).await.status, 303);
    });
}
