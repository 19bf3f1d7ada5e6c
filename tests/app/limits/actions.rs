//! What is counted beside wrong passwords: sign-ups, changes and logins.

use super::{BEHIND_A_PROXY, PASSWORD, register};
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;

#[test]
fn sign_ups_of_one_network_are_counted() {
    App::test_with(&["--limit-signup-network=2/3600", BEHIND_A_PROXY], async |app| {
        let browser = app.browser();
        register(app, "john").await;
        // A slip of the pen costs nothing, an answer that a name is taken does.
        assert_eq!(browser.register("jane", "jane@example.com", "short").await.status, 422);
        assert_eq!(browser.register("JOHN", "other@example.com", PASSWORD).await.status, 422);
        for name in ["jane", "john"] {
            let answer = browser.register(name, "jane@example.com", PASSWORD).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 hour.");
            assert_eq!(answer.attribute("#username", "value").as_deref(), Some(name));
            assert!(answer.field_errors().is_empty());
        }
        let script = json!({ "username": "jane", "email": "jane@example.com", "password": PASSWORD });
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!((answer.status, &answer.json()["code"]), (429, &json!("rate_limited")));
        let elsewhere = app.browser_at("203.0.113.9").register("jane", "jane@example.com", PASSWORD).await;
        assert_eq!(elsewhere.status, 303);
        app.clock.advance(Duration::hours(1));
        assert_eq!(browser.register("jim", "jim@example.com", PASSWORD).await.status, 303);
    });
}

#[test]
fn sign_up_forms_with_errors_are_counted_at_every_door() {
    App::test_with(&["--limit-signup-errors=3/600", BEHIND_A_PROXY], async |app| {
        app.clock.stop();
        let browser = app.browser_at("203.0.113.1");
        let form = json!({ "username": "a", "email": "b", "password": "c" });
        assert_eq!(browser.register("a", "b", "c").await.status, 422);
        assert_eq!(browser.json(Method::POST, "/auth/register", &form).await.status, 400);
        assert_eq!(browser.json(Method::POST, "/api/auth/register", &form).await.status, 422);
        // From here on nothing is looked at, the right form as little as the wrong one.
        let refused = browser.register("a", "b", "c").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("600")));
        assert_eq!(browser.register("john", "john@example.com", PASSWORD).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/auth/register", &form).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/api/auth/register", &form).await.status, 429);
        let elsewhere = app.browser_at("203.0.113.2");
        assert_eq!(elsewhere.register("john", "john@example.com", PASSWORD).await.status, 303);
        app.clock.advance(Duration::seconds(600));
        assert_eq!(browser.register("jane", "jane@example.com", PASSWORD).await.status, 303);
    });
}

#[test]
fn changes_of_one_account_are_counted() {
    App::test_with(&["--limit-changes-account=3/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let rename = async |from: &str, to: &str| {
            let body = format!("_method=PATCH&username={to}");
            let form = [("content-type", "application/x-www-form-urlencoded")];
            browser.send(Method::POST, &format!("/partial/{from}"), &form, body).await
        };
        for (from, to) in [("john", "jack"), ("jack", "john")] {
            assert_eq!(rename(from, to).await.status, 303);
        }
        assert_eq!(browser.get("/export").await.status, 200);
        let events = app.events().len();
        let refused = rename("john", "jack").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("3600")));
        let script = browser.json(Method::PUT, "/auth/update_profile", &json!({ "username": "jack" })).await;
        assert_eq!((script.status, &script.json()["code"]), (429, &json!("rate_limited")));
        assert_eq!(browser.get("/export").await.status, 429);
        assert_eq!((app.events().len(), app.find_user("john").is_some()), (events, true), "nothing was written");
        // What changes nothing is free, and the password is changed all the same: that locks a thief out.
        assert_eq!(rename("john", "john").await.status, 303);
        for (old, new) in
            [(PASSWORD, "walnut-harbour"), ("walnut-harbour", "harbour-walnut"), ("harbour-walnut", "walnut-harbour")]
        {
            let form = [("current_password", old), ("password", new), ("confirm_password", new)];
            assert_eq!(browser.post("/change-password", &form).await.status, 303);
        }
        let form = json!({ "current_password": "walnut-harbour", "new_password": "harbour-walnut" });
        assert_eq!(browser.json(Method::PUT, "/auth/change_password", &form).await.status, 429);
        app.clock.advance(Duration::hours(1));
        assert!(app.browser().login("john", "walnut-harbour").await.status == 303);
    });
}

#[test]
fn logins_in_a_loop_end_and_so_does_what_they_write() {
    App::test_with(&["--limit-login-successes=6/3600", BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        let (here, form) = ("203.0.113.1", json!({ "username": "john", "password": PASSWORD }));
        for _ in 0..2 {
            let browser = app.browser_at(here);
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            assert_eq!(browser.post("/logout", &[]).await.status, 303);
            for path in ["/auth/login", "/api/auth/login"] {
                assert_eq!(browser.json(Method::POST, path, &form).await.status, 200, "{path}");
            }
        }
        let (browser, events) = (app.browser_at(here), app.events().len());
        let refused = browser.login("john@example.com", PASSWORD).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("3600")));
        assert_eq!(browser.json(Method::POST, "/auth/login", &form).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/api/auth/login", &form).await.status, 429);
        assert_eq!(app.events().len(), events, "nothing was written");
        assert_eq!(app.browser_at("203.0.113.2").login("john", PASSWORD).await.status, 303, "the owner elsewhere");
        // A reset by mail lets its owner in at once.
        assert_eq!(browser.post("/forgot-password", &[("email", "john@example.com")]).await.status, 303);
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let new = [("password", "walnut-harbour"), ("confirm_password", "walnut-harbour")];
        assert_eq!(browser.post(&link, &new).await.status, 303);
        assert_eq!(browser.login("john", "walnut-harbour").await.status, 303);
    });
}

#[test]
fn logins_that_wait_for_a_confirmed_address_are_counted() {
    App::test_with(&["--limit-login-successes=3/3600", "--require-verified-email=true"], async |app| {
        register(app, "john").await;
        let form = json!({ "username": "john", "password": PASSWORD });
        for _ in 0..3 {
            assert_eq!(app.browser().json(Method::POST, "/api/auth/login", &form).await.status, 403);
        }
        let events = app.events().len();
        assert_eq!(app.browser().json(Method::POST, "/api/auth/login", &form).await.status, 429);
        assert_eq!(app.events().len(), events);
    });
}
