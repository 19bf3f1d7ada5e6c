//! An account that is disabled is out at once, at every door.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::snapshot::main_of;

const PASSWORD: &str = "correct horse battery";

#[test]
fn it_is_out_at_once_at_every_door_and_comes_back_with_a_new_login() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let program = app.program();
        let tokens = program.post("/api/auth/login", json!({ "username": "john", "password": PASSWORD })).await.json();
        let token = |kind: &str| tokens["data"][kind].as_str().expect("a token").to_owned();
        app.browser().post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.link_to("john@example.com", "/reset-password/").await;

        let said = app.command(&["user", "disable", "john"]);
        assert_eq!(String::from_utf8_lossy(&said.stdout), "john is disabled and logged out everywhere.\n");
        assert!(!browser.is_logged_in().await);
        let session = app.script().post("/auth/login", json!({ "username": "john", "password": PASSWORD })).await;
        assert_eq!(session.status, 401, "{}", session.body);
        assert_eq!(browser.login("john", PASSWORD).await.status, 422);
        assert_eq!(program.bearer(Method::GET, "/api/auth/me", &token("access_token")).await.status, 401);
        assert_eq!(program.refresh(&token("refresh_token")).await.status, 401);
        assert_eq!(app.browser().get(&link).await.status, 410, "the link that resets its password is dead");
        let emails = app.emails_to("john@example.com").await;
        assert_eq!(emails.iter().filter(|email| email.subject.contains("was disabled")).count(), 1);

        assert!(app.command(&["user", "disable", "john"]).status.success(), "twice is no error");
        assert!(app.command(&["user", "enable", "john@example.com"]).status.success());
        assert!(!browser.is_logged_in().await, "what was ended stays ended");
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
        let history = browser.get("/history").await.body;
        assert!(history.contains("Account disabled") && history.contains("Account enabled"), "{history}");
        let events = app.events();
        assert_eq!(events.iter().filter(|kind| *kind == "user_disabled").count(), 1);
    });
}

#[test]
fn the_last_admin_is_not_disabled_also_not_by_two_at_once() {
    App::test(async |app| {
        for name in ["alice", "bobby"] {
            app.browser().sign_in(name, PASSWORD).await;
            assert!(app.command(&["user", "promote", name]).status.success());
        }
        let disable = |name: &'static str| {
            let app = &app;
            async move { app.command(&["user", "disable", name]) }
        };
        let (first, second) = tokio::join!(disable("alice"), disable("bobby"));
        let codes = [first.status.code(), second.status.code()];
        assert!(codes.contains(&Some(0)) && codes.contains(&Some(4)), "{codes:?}");
        let left = app.command(&["user", "list", "--json"]);
        let left: serde_json::Value = serde_json::from_slice(&left.stdout).expect("JSON");
        let active = left["users"].as_array().expect("users").iter();
        assert_eq!(active.filter(|user| user["role"] == "admin" && user["state"] == "enabled").count(), 1);
    });
}

#[test]
fn an_admin_disables_and_enables_an_account() {
    App::test(async |app| {
        app.at_noon();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let program = app.program();
        let tokens = program.post("/api/auth/login", json!({ "username": "john", "password": PASSWORD })).await.json();
        let token = tokens["data"]["access_token"].as_str().expect("a token").to_owned();
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        insta::assert_snapshot!("disable_user", main_of(&admin.get(&format!("{page}/disable")).await));
        let disabled = admin.act(&page, "disable", &[]).await;
        assert_eq!(disabled.text_of(".flash"), "john was disabled and logged out everywhere.");
        assert!(!john.is_logged_in().await);
        assert_eq!(program.bearer(Method::GET, "/api/auth/me", &token).await.status, 401);
        assert_eq!(app.script().login("john", PASSWORD).await.status, 401);
        assert_eq!(john.login("john", PASSWORD).await.status, 422);
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject.contains("was disabled")).expect("the owner is told");
        assert!(!told.text.contains("127.0.0.1") && !told.text.contains("Firefox"), "not from where: {}", told.text);
        let enabled = admin.act(&page, "enable", &[]).await;
        assert_eq!(enabled.text_of(".flash"), "john was enabled.");
        assert_eq!(john.login("john", PASSWORD).await.status, 303);
        let events = enabled.texts_of(".list [id^='event-'] p:first-child");
        assert!(events[0].contains("Account enabled") && events[0].contains("by alice"), "{events:?}");
        assert!(events.iter().any(|event| event == "Account disabled · by alice"), "{events:?}");
        let history = john.get("/history").await;
        let line = history.texts_of(".list li").into_iter().find(|line| line.contains("Account disabled"));
        assert!(!line.expect("a line").contains("127.0.0.1"), "nor here");
    });
}

#[test]
fn two_admins_who_disable_each_other_leave_one() {
    for _ in 0..3 {
        App::test(async |app| {
            let (alice, bobby) = (app.admin("alice").await, app.admin("bobby").await);
            let (of_alice, of_bobby) = (app.page_of("alice"), app.page_of("bobby"));
            let (of_alice, of_bobby) = (format!("{of_alice}/disable"), format!("{of_bobby}/disable"));
            tokio::join!(alice.post(&of_bobby, &[]), bobby.post(&of_alice, &[]));
            let disabled = ["alice", "bobby"].map(|name| app.user(name).disabled_at.is_some());
            assert_eq!(disabled.iter().filter(|is_disabled| **is_disabled).count(), 1);
        });
    }
}
