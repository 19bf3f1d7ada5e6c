//! Recovery, passwords and sessions at the two APIs: the same verbs as at the pages, in the doors' own words.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, App};

/// The secret at the end of the newest link in the newest email.
async fn token_for(app: &App, address: &str) -> String {
    let path = app.email_to(address).await.path();
    path.rsplit('/').next().expect("a token").to_owned()
}

fn outcome(answer: &Answer) -> (u16, Value) {
    let body = answer.json();
    (answer.status, if body["ok"] == true { body["msg"].clone() } else { body["error"].clone() })
}

#[test]
fn an_address_is_confirmed_with_the_secret_of_the_email() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        let path = format!("/auth/verify/{}", token_for(app, "john@example.com").await);
        let looked = script.send(Method::HEAD, &path, &[], "").await;
        assert_eq!(looked.status, 200);
        assert_eq!(script.get("/auth/profile").await.json()["email_verified"], false, "HEAD spends nothing");
        assert_eq!(outcome(&script.get(&path).await), (200, json!("Email verified!")));
        assert_eq!(script.get("/auth/profile").await.json()["email_verified"], true);
        let wrong = script.get("/auth/verify/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
        assert_eq!(outcome(&wrong), (400, json!("Invalid token")));
    });
}

#[test]
fn a_forgotten_password_is_reset_and_every_session_ends() {
    App::test(async |app| {
        let (script, thief) = (app.script(), app.script());
        script.sign_in("john", "secure123").await;
        thief.login("john", "secure123").await;
        let ask = async |email: Value| {
            app.script().json(Method::POST, "/auth/request_reset", &json!({ "email": email })).await
        };
        let known = ask(json!("john@example.com")).await;
        assert_eq!(outcome(&known), (200, json!("If email exists, reset link sent")));
        for other in [json!("nobody@example.com"), json!("no address"), json!(null)] {
            assert_eq!(ask(other).await.body, known.body);
        }
        let path = format!("/auth/reset_password/{}", token_for(app, "john@example.com").await);
        let weak = script.json(Method::POST, &path, &json!({ "password": "password1" })).await;
        assert_eq!((weak.status, weak.json()["fields"]["password"].is_array()), (400, true));
        let done = script.json(Method::POST, &path, &json!({ "password": "another secret" })).await;
        assert_eq!(outcome(&done), (200, json!("Password reset successful")));
        assert_eq!(thief.get("/auth/profile").await.status, 401);
        let again = script.json(Method::POST, &path, &json!({ "password": "a third secret" })).await;
        assert_eq!(outcome(&again), (400, json!("Invalid or expired token")));
        assert_eq!(script.login("john", "secure123").await.status, 401);
        assert_eq!(script.login("john", "another secret").await.status, 200);
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
fn sessions_are_listed_and_ended_browsers_and_programs_alike() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        let program = app.browser_named("okhttp/4.12.0");
        let login = json!({ "username": "john", "password": "secure123" });
        let tokens = program.json(Method::POST, "/api/auth/login", &login).await.json();
        let access = format!("Bearer {}", tokens["data"]["access_token"].as_str().expect("a token"));
        let me = async || program.send(Method::GET, "/api/auth/me", &[("authorization", &access)], "").await.status;
        let list = script.get("/auth/sessions").await.json()["sessions"].clone();
        assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
        assert_eq!((&list[0]["current"], &list[1]["kind"]), (&json!(true), &json!("program")));
        let stranger = app.script();
        stranger.sign_in("jane", "secure123").await;
        let path = format!("/auth/sessions/{}", list[1]["id"].as_str().expect("an id"));
        assert_eq!(stranger.send(Method::DELETE, &path, &[], "").await.status, 404, "another's is as none");
        assert_eq!(me().await, 200);
        assert_eq!(script.send(Method::DELETE, &path, &[], "").await.status, 200);
        assert_eq!(me().await, 401);
        assert_eq!(script.send(Method::DELETE, &path, &[], "").await.status, 404);
        let second = app.script();
        second.login("john", "secure123").await;
        let ended = script.send(Method::DELETE, "/auth/sessions", &[], "").await;
        assert_eq!((ended.status, ended.json()["ended"].clone()), (200, json!(1)));
        assert!(!second.is_logged_in().await);
        assert!(script.is_logged_in().await);
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
