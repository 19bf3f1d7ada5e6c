use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::program::{code, refused};

const PASSWORD: &str = "correct horse battery";

#[test]
fn logging_out_ends_the_session_and_says_so() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = browser.post("/logout", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let page = browser.get("/").await;
        assert_eq!(page.text_of(".flash"), "Logged out.");
        assert!(page.body.contains("href=\"/login\""));
        assert!(app.sessions_of("john").is_empty());
        assert_eq!(app.events(), ["registered", "logged_in", "logged_out"]);
    });
}

#[test]
fn a_cookie_that_was_copied_is_dead_after_logout() {
    App::test(async |app| {
        let (owner, thief) = (app.browser(), app.browser());
        owner.sign_in("john", PASSWORD).await;
        thief.set_cookie(&owner.cookie());
        assert!(thief.is_logged_in().await);
        let copy = owner.cookie();
        owner.post("/logout", &[]).await;
        let second_thief = app.browser();
        second_thief.set_cookie(&copy);
        for dead in [&thief, &second_thief] {
            assert!(!dead.is_logged_in().await);
            let form = [("_method", "PATCH"), ("username", "stolen")];
            assert_eq!(dead.post("/partial/john", &form).await.location(), Some("/login"));
        }
        assert!(app.find_user("stolen").is_none());
        // The owner's next login does not bring the copy back to life.
        owner.login("john", PASSWORD).await;
        assert!(owner.is_logged_in().await && !second_thief.is_logged_in().await);
    });
}

#[test]
fn logging_out_here_leaves_other_devices_alone() {
    App::test(async |app| {
        let (laptop, phone) = (app.browser(), app.browser_named("Phone"));
        laptop.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        laptop.post("/logout", &[]).await;
        assert!(phone.is_logged_in().await);
        assert_eq!(app.sessions_of("john").len(), 1);
    });
}

#[test]
fn a_link_can_not_log_anyone_out() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for method in [Method::GET, Method::HEAD] {
            let answer = browser.send(method, "/logout", &[], "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
        }
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn logging_out_twice_is_no_error() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.post("/logout", &[]).await;
        assert_eq!(browser.get("/").await.texts_of(".flash").len(), 1);
        let answer = browser.post("/logout", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        assert_eq!(browser.get("/login").await.texts_of(".flash"), ["Logged out."], "nothing else was to be saved");
        assert_eq!(app.events().iter().filter(|kind| *kind == "logged_out").count(), 1);
    });
}

#[test]
fn logging_out_with_either_token_kills_both_at_once() {
    App::test(async |app| {
        let program = app.program();
        for with_refresh in [false, true] {
            let name = if with_refresh { "jane" } else { "john" };
            let tokens = program.sign_in(name, "secure123").await;
            let with = if with_refresh { &tokens.refresh } else { &tokens.access };
            assert_eq!(program.bearer(Method::POST, "/api/auth/logout", with).await.status, 200);
            let me = program.bearer(Method::GET, "/api/auth/me", &tokens.access).await;
            assert_eq!(code(&me), refused(401, "TOKEN_REVOKED"));
            assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"));
        }
    });
}

#[test]
fn a_front_end_logs_out_and_a_copy_of_its_cookie_is_dead() {
    App::test(async |app| {
        let (script, thief) = (app.script(), app.script());
        script.sign_in("john", PASSWORD).await;
        thief.set_cookie(&script.cookie());
        for _ in 0..2 {
            let answer = script.post("/auth/logout", json!({})).await;
            assert_eq!((answer.status, answer.json()), (200, json!({ "ok": true, "msg": "logged out" })));
        }
        assert_eq!(thief.get("/auth/profile").await.status, 401);
    });
}
