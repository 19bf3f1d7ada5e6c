//! "I can't use any of these": the delayed recovery is started after the password, and only then.

use serde_json::json;
use time::Duration;

use crate::harness::App;
use crate::harness::lost_factors::PASSWORD;

#[test]
fn both_code_pages_lead_to_it_and_it_says_how_long_it_takes() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        let browser = app.browser();
        let fields = [("username", "john"), ("password", PASSWORD), ("next", "/history")];
        browser.post("/login", &fields).await;
        let path = "/login/lost-factors?next=%2Fhistory";
        for page in ["/login/code?next=%2Fhistory", "/login/recovery-code?next=%2Fhistory"] {
            assert!(browser.get(page).await.attributes_of(".foot a", "href").contains(&path.to_owned()), "{page}");
        }
        let page = browser.get(path).await;
        assert_eq!(page.text_of("h1"), "Lost every second factor?");
        assert!(page.body.contains("We&#39;ll email you a link for it in 3 days."), "{}", page.body);
        assert!(account.ready_at().is_none(), "looking starts nothing");

        let answer = browser.post("/login/lost-factors", &[("next", "/history")]).await;
        assert_eq!((answer.status, answer.location()), (303, Some(path)));
        let ready_at = account.ready_at().expect("it runs");
        assert_eq!((ready_at - app.clock.now() + Duration::SECOND).whole_days(), 3);
        let page = browser.get(path).await;
        assert!(page.text_of(".body p").starts_with("We have your request. On "), "{}", page.body);
        assert!(page.attributes_of("form", "action").iter().all(|action| action != "/login/lost-factors"));
        assert!(!browser.is_logged_in().await);
        // The login goes on waiting: a code may turn up.
        let done = browser.post("/login/code", &[("code", &account.phone.code(app)), ("next", "/history")]).await;
        assert_eq!(done.location(), Some("/history"));
        assert!(account.ready_at().is_none());
    });
}

#[test]
fn the_owner_is_told_at_once_who_asked_and_until_when() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.owner.post("/language", &[("language", "de"), ("next", "/")]).await;
        let thief = app.browser_named("curl/8.5.0");
        thief.login("john", PASSWORD).await;
        thief.post("/login/lost-factors", &[]).await;
        let emails = account.emails().await;
        assert_eq!(emails.len(), 1);
        let email = &emails[0];
        assert_eq!(email.subject, "Vestibule: Antrag, die Anmeldung in zwei Schritten auszuschalten");
        assert!(email.text.contains("curl") && email.text.contains("127.0.0.1"), "{}", email.text);
        let ready_at = account.ready_at().expect("it runs");
        assert!(email.text.contains(&format!("{:02}:{:02} UTC", ready_at.hour(), ready_at.minute())), "{}", email.text);
        assert!(email.links.iter().any(|link| link.contains("/not-me/")));
    });
}

#[test]
fn without_a_login_that_waits_there_is_nothing_to_start() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        let guest = app.browser();
        assert_eq!(guest.get("/login/lost-factors").await.location(), Some("/login"));
        assert_eq!(guest.post("/login/lost-factors", &[]).await.location(), Some("/login"));
        let without = app.browser();
        without.sign_in("jane", PASSWORD).await;
        assert_eq!(without.get("/login/lost-factors").await.location(), Some("/"));
        let late = account.half_way().await;
        app.clock.advance(Duration::minutes(10));
        assert_eq!(late.post("/login/lost-factors", &[]).await.location(), Some("/login"));
        assert!(account.ready_at().is_none());
    });
}

#[test]
fn an_address_that_nobody_confirmed_gets_no_link_and_a_reset_confirms_it() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        owner.set_up_app(app).await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let page = browser.get("/login/lost-factors").await;
        assert_eq!(page.attribute(".actions a", "href").as_deref(), Some("/forgot-password"));
        browser.post("/login/lost-factors", &[]).await;
        assert!(app.user("john").factor_recovery().is_none());
        // Or the password alone would lead every email of the account to its thief.
        let thief = app.browser();
        let fields = [("username", "john"), ("password", PASSWORD), ("email", "thief@example.net")];
        let answer = thief.post("/verify", &fields).await;
        assert_eq!((answer.status, app.user("john").email.as_str()), (422, "john@example.com"));
        assert!(answer.field_errors()["email"].contains("This account has two-step login"));

        browser.post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let other = "another long password";
        browser.post(&link, &[("password", other), ("confirm_password", other)]).await;
        browser.login("john", other).await;
        browser.post("/login/lost-factors", &[]).await;
        assert!(app.user("john").factor_recovery().is_some());
    });
}

#[test]
fn after_three_starts_the_page_says_when_there_is_another() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        for _ in 0..3 {
            account.lose().await;
            account.owner.post("/two-step/recovery/stop", &[]).await;
        }
        let refused = account.lose().await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("86400")));
        assert!(account.ready_at().is_none());
    });
}

#[test]
fn the_delay_is_a_setting() {
    App::test_with(&["--factor-recovery-delay=7200"], async |app| {
        let account = app.account_with_app("john").await;
        let script = app.script();
        assert_eq!(script.login("john", PASSWORD).await.json()["code"], json!("second_factor_required"));
        // The cookie of the session API's login is that of the pages.
        assert!(script.get("/login/lost-factors").await.body.contains("in 2 hours"));
        account.lose().await;
        account.wait(Duration::hours(2));
        assert!(account.finish_link().await.is_some(), "before the first day is over");
    });
}

#[test]
fn who_is_logged_in_without_the_factor_is_led_to_a_login_that_asks_for_it() {
    App::test_with(&["--remember-browser-days=30"], async |app| {
        let account = app.account_with_app("john").await;
        let browser = account.half_way().await;
        let fields = [("code", &*account.phone.code(app)), ("remember_browser", "1")];
        assert_eq!(browser.post("/login/code", &fields).await.location(), Some("/"));
        browser.post("/logout", &[]).await;
        assert_eq!(
            browser.login("john", PASSWORD).await.location(),
            Some("/"),
            "remembered, so there is no second step"
        );
        app.clock.advance(Duration::minutes(11));

        for path in ["/change-password", "/delete-account", "/passkeys", "/two-step/app"] {
            let page = browser.get(path).await;
            let links = page.attributes_of("main a", "href");
            assert!(links.contains(&"/login/lost-factors".to_owned()), "{path}: {links:?}");
        }
        let refused = browser.post("/two-step/recovery-codes", &[]).await;
        assert_eq!(refused.status, 403);
        assert!(refused.attributes_of("main a", "href").contains(&"/login/lost-factors".to_owned()));

        let page = browser.get("/login/lost-factors").await;
        assert_eq!((page.status, page.text_of("h1")), (200, "Lost every second factor?".to_owned()));
        assert!(page.body.contains("log out here and log in again with your password"), "{}", page.body);
        assert!(browser.is_logged_in().await && account.ready_at().is_none(), "looking changes nothing");
        let out = browser.post("/login/lost-factors", &[]).await;
        assert_eq!((out.status, out.location()), (303, Some("/login")));
        assert!(browser.get("/login").await.text_of(".flash").contains("I can't use any of these"));
        assert!(!browser.is_logged_in().await && account.ready_at().is_none(), "a session alone starts nothing");
        assert!(app.events().iter().any(|kind| kind == "browser_forgotten"));

        assert_eq!(
            browser.login("john", PASSWORD).await.location(),
            Some("/login/code"),
            "it is not remembered any more"
        );
        assert_eq!(browser.post("/login/lost-factors", &[]).await.status, 303);
        assert!(account.ready_at().is_some());
        // Somebody who is logged in sees that it runs, and need not log out for it.
        let page = account.owner.get("/login/lost-factors").await;
        assert!(page.text_of(".body p").starts_with("We have your request. On "), "{}", page.body);
    });
}

#[test]
fn a_page_whose_factors_are_all_of_no_use_asks_for_none_and_shows_the_way() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        app.execute("UPDATE totp SET suspended_at = '2026-01-01 00:00:00'");
        app.clock.advance(Duration::minutes(11));
        let page = account.owner.get("/change-password").await;
        assert!(page.attributes_of("input", "name").iter().all(|name| name != "code" && name != "passkey"));
        assert!(page.attributes_of("main a", "href").contains(&"/login/lost-factors".to_owned()));
        let page = account.owner.get("/login/lost-factors").await;
        assert!(page.body.contains("Every second factor of this account is suspended"), "{}", page.body);
    });
}
