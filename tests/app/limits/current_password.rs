//! The current password, which a session is asked for, is limited as it is at login.

use super::{PASSWORD, fail};
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;
use crate::harness::program::{code, refused};

#[test]
fn the_current_password_is_guessed_no_faster_than_at_login() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let change = [("_method", "PATCH"), ("email", "new@example.com"), ("current_password", "not-my-password")];
        for _ in 0..3 {
            assert_eq!(browser.post("/partial/john", &change).await.status, 403);
        }
        fail(&browser, "john", 2).await;
        let right = [("_method", "PATCH"), ("email", "new@example.com"), ("current_password", PASSWORD)];
        let answer = browser.post("/partial/john", &right).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")));
        assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 minute.");
        assert_eq!(answer.attribute("form.fields input[name=email]", "value").as_deref(), Some("new@example.com"));
        assert_eq!(browser.login("john", PASSWORD).await.status, 429);
        app.clock.advance(Duration::minutes(1));
        assert_eq!(browser.post("/partial/john", &right).await.status, 303);
    });
}

#[test]
fn guessing_the_current_password_is_limited_here_too() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let program = app.program();
        let access = program.sign_in("ada", "secure123").await.access;
        let wrong = json!({ "current_password": "wrong" });
        for _ in 0..5 {
            assert_eq!(program.bearer_json(Method::DELETE, "/api/auth/me", &access, &wrong).await.status, 403);
        }
        let right = json!({ "current_password": PASSWORD });
        let limited = program.bearer_json(Method::DELETE, "/api/auth/me", &access, &right).await;
        assert_eq!(code(&limited), refused(429, "RATE_LIMITED"));
        assert!(limited.header("retry-after").is_some());
        let login = json!({ "username": "ada", "password": PASSWORD });
        assert_eq!(program.json(Method::POST, "/auth/login", &login).await.status, 429, "one budget for every door");
    });
}
