use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::script::outcome;
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

#[test]
fn changing_the_password_takes_the_present_one_and_ends_the_other_sessions() {
    App::test(async |app| {
        let (script, other) = (app.script(), app.script());
        script.sign_in("john", "secure123").await;
        other.login("john", "secure123").await;
        let change = async |body: Value| script.json(Method::PUT, "/auth/change_password", &body).await;
        let wrong = change(json!({ "current_password": "secure124", "new_password": "another secret" })).await;
        assert_eq!(outcome(&wrong), (401, json!("Current password incorrect")));
        assert_eq!(change(json!({ "new_password": "another secret" })).await.status, 400);
        let weak = change(json!({ "current_password": "secure123", "new_password": "x" })).await;
        assert_eq!(weak.status, 400);
        assert!(weak.json()["fields"]["new_password"].is_array(), "as the caller calls it: {}", weak.body);
        assert!(script.is_logged_in().await && other.is_logged_in().await);
        let done = change(json!({ "current_password": "secure123", "new_password": "another secret" })).await;
        assert_eq!(outcome(&done), (200, json!("Password changed")));
        assert!(script.is_logged_in().await);
        assert!(!other.is_logged_in().await);
        assert_eq!(app.script().json(Method::PUT, "/auth/change_password", &json!({})).await.status, 401);
    });
}

#[test]
fn a_program_changes_the_password_and_keeps_its_own_tokens() {
    App::test(async |app| {
        let (program, other) = (app.program(), app.script());
        let tokens = program.register("john", "john@example.com", "secure123").await.json();
        other.login("john", "secure123").await;
        let bearer = format!("Bearer {}", tokens["data"]["access_token"].as_str().expect("a token"));
        let change = async |body: Value| {
            let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
            program.send(Method::POST, "/api/auth/change-password", &headers, body.to_string()).await
        };
        let wrong = change(json!({ "current_password": "secure124", "new_password": "another secret" })).await;
        assert_eq!((wrong.status, wrong.json()["error"]["code"].clone()), (401, json!("INVALID_CREDENTIALS")));
        let weak = change(json!({ "current_password": "secure123", "new_password": "password1" })).await;
        assert_eq!((weak.status, weak.json()["error"]["code"].clone()), (422, json!("VALIDATION_ERROR")));
        assert!(weak.json()["error"]["fields"]["new_password"].is_array(), "as the caller calls it: {}", weak.body);
        let both = change(json!({ "current_password": "secure124", "new_password": "x" })).await;
        assert_eq!((both.status, both.json()["error"]["code"].clone()), (401, json!("INVALID_CREDENTIALS")));
        for field in ["current_password", "new_password"] {
            assert!(both.json()["error"]["fields"][field].is_array(), "{field}: {}", both.body);
        }
        let done = change(json!({ "current_password": "secure123", "new_password": "another secret" })).await;
        assert_eq!(done.status, 200, "{}", done.body);
        assert!(!other.is_logged_in().await);
        let refresh = json!({ "refresh_token": tokens["data"]["refresh_token"] });
        assert_eq!(program.json(Method::POST, "/api/auth/refresh", &refresh).await.status, 200);
    });
}
