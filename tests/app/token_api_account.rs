//! The account at the token API, for an app without a browser: change it, delete it, see and end its sessions.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{App, Tokens};
use crate::sessions::many_sessions;
use crate::tokens::code;

const ME: &str = "/api/auth/me";
const PASSWORD: &str = "secure123";

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn an_app_changes_the_account_and_stays_logged_in() {
    App::test(async |app| {
        let (program, other) = (app.program(), app.program());
        let tokens = program.sign_in("ada", "secure123").await;
        let elsewhere = Tokens::of(&other.login("ada", PASSWORD).await);
        let change = async |body: Value| program.bearer_json(Method::PATCH, ME, &tokens.access, &body).await;

        let renamed = change(json!({ "username": "lovelace", "role": "admin", "id": 7, "email_verified": true })).await;
        let user = &renamed.json()["data"]["user"];
        assert_eq!((renamed.status, &user["username"]), (200, &json!("lovelace")), "{}", renamed.body);
        assert_eq!((&user["role"], &user["id"], &user["email_verified"]), (&json!("user"), &json!(1), &json!(false)));
        let moved = change(json!({ "username": " ", "email": "lovelace@example.com", "password": null })).await;
        assert_eq!(moved.json()["data"]["user"]["email"], "lovelace@example.com", "{}", moved.body);
        assert!(app.email_to("lovelace@example.com").await.path().starts_with("/verify/"));
        assert!(app.email_to("ada@example.com").await.text.contains("/email-change/"));

        assert_eq!(other.bearer(Method::GET, ME, &elsewhere.access).await.status, 200);
        assert_eq!(change(json!({ "password": "difference engine 1822" })).await.status, 200);
        assert_eq!(code(&other.bearer(Method::GET, ME, &elsewhere.access).await), refused(401, "TOKEN_REVOKED"));
        assert_eq!(program.bearer(Method::GET, ME, &tokens.access).await.status, 200);
        assert_eq!(program.refresh(&tokens.refresh).await.status, 200, "a new password ends only the other sessions");
    });
}

#[test]
fn changes_follow_the_rules_of_the_other_doors() {
    App::test(async |app| {
        let program = app.program();
        app.program().sign_in("john", "secure123").await;
        let tokens = program.sign_in("ada", "secure123").await;
        let change = async |body: Value| program.bearer_json(Method::PATCH, ME, &tokens.access, &body).await;
        assert_eq!(code(&change(json!({ "username": "JOHN" })).await), refused(409, "USERNAME_TAKEN"));
        assert_eq!(code(&change(json!({ "email": "John@example.com" })).await), refused(409, "EMAIL_TAKEN"));
        assert_eq!(code(&change(json!({})).await), refused(422, "VALIDATION_ERROR"));
        let wrong = change(json!({ "username": "1", "email": "nowhere", "password": "password1" })).await;
        assert_eq!(code(&wrong), refused(422, "VALIDATION_ERROR"));
        for field in ["username", "email", "password"] {
            assert!(wrong.json()["error"]["fields"][field].is_array(), "{field} in {}", wrong.body);
        }
        assert_eq!(change(json!({ "username": "ada", "email": "ada@example.com" })).await.status, 200, "nothing new");
        let me = program.bearer(Method::GET, ME, &tokens.access).await;
        assert_eq!(me.json()["data"]["user"]["username"], "ada");
    });
}

#[test]
fn an_old_login_confirms_what_matters_with_the_current_password() {
    App::test(async |app| {
        let program = app.program();
        let first = program.sign_in("ada", "secure123").await;
        app.clock.advance(Duration::minutes(11));
        let access = Tokens::of(&program.refresh(&first.refresh).await).access;
        let send = async |method: Method, body: Value| program.bearer_json(method, ME, &access, &body).await;
        assert_eq!(
            send(Method::PATCH, json!({ "username": "lovelace" })).await.status,
            200,
            "a name needs no password"
        );
        for (method, body) in [
            (Method::PATCH, json!({ "email": "lovelace@example.com" })),
            (Method::PATCH, json!({ "password": "difference engine 1822" })),
            (Method::DELETE, json!({})),
        ] {
            let asked = send(method.clone(), body.clone()).await;
            assert_eq!(code(&asked), refused(403, "REAUTH_REQUIRED"), "{method} {body}");
            assert!(asked.json()["error"]["fields"].is_null());
            let mut with = body.clone();
            with["current_password"] = json!("wrong");
            let wrong = send(method, with).await;
            assert_eq!(code(&wrong), refused(403, "REAUTH_REQUIRED"));
            assert_eq!(
                wrong.json()["error"]["fields"],
                json!({ "current_password": ["Current password is incorrect"] })
            );
            assert_eq!(wrong.header("www-authenticate"), None, "the token is good");
        }
        let none = program.bearer(Method::DELETE, ME, &access).await;
        assert_eq!(code(&none), refused(403, "REAUTH_REQUIRED"), "a request without a body");
        let right = json!({ "email": "lovelace@example.com", "current_password": PASSWORD });
        assert_eq!(send(Method::PATCH, right).await.status, 200);
        // The right password counts for the next ten minutes.
        assert_eq!(send(Method::DELETE, json!({})).await.status, 200);
    });
}

#[test]
fn guessing_the_current_password_is_limited_here_too() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let program = app.program();
        let access = program.sign_in("ada", "secure123").await.access;
        let wrong = json!({ "current_password": "wrong" });
        for _ in 0..5 {
            assert_eq!(program.bearer_json(Method::DELETE, ME, &access, &wrong).await.status, 403);
        }
        let right = json!({ "current_password": PASSWORD });
        let limited = program.bearer_json(Method::DELETE, ME, &access, &right).await;
        assert_eq!(code(&limited), refused(429, "RATE_LIMITED"));
        assert!(limited.header("retry-after").is_some());
        let login = json!({ "username": "ada", "password": PASSWORD });
        assert_eq!(program.json(Method::POST, "/auth/login", &login).await.status, 429, "one budget for every door");
    });
}

#[test]
fn an_app_deletes_the_account_and_every_token_of_it_is_dead() {
    App::test(async |app| {
        let (program, page) = (app.program(), app.browser());
        let tokens = program.sign_in("ada", "secure123").await;
        page.login("ada", PASSWORD).await;
        let mistyped = json!({ "confirm_username": "adda", "current_password": PASSWORD });
        let other = program.bearer_json(Method::DELETE, ME, &tokens.access, &mistyped).await;
        assert_eq!(code(&other), refused(422, "VALIDATION_ERROR"));
        assert!(other.json()["error"]["fields"]["confirm_username"].is_array(), "{}", other.body);
        let form = [("authorization", &*format!("Bearer {}", tokens.access)), ("content-type", "text/plain")];
        assert_eq!(program.send(Method::DELETE, ME, &form, "now").await.status, 415);

        // Some clients announce JSON although they send nothing.
        let empty = [("authorization", &*format!("Bearer {}", tokens.access)), ("content-type", "application/json")];
        let gone = program.send(Method::DELETE, ME, &empty, "").await;
        assert_eq!((gone.status, &gone.json()["data"]["message"]), (200, &json!("Account deleted")), "{}", gone.body);
        assert_eq!(code(&program.bearer(Method::GET, ME, &tokens.access).await), refused(401, "TOKEN_REVOKED"));
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"));
        assert!(!page.is_logged_in().await);
        program.sign_in("ada", "secure123").await;
    });
}

#[test]
fn the_last_administrator_stays() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        assert!(app.command(&["user", "promote", "ada"]).status.success());
        let tokens = Tokens::of(&program.login("ada", PASSWORD).await);
        let refusal = program.bearer(Method::DELETE, ME, &tokens.access).await;
        assert_eq!(code(&refusal), refused(403, "FORBIDDEN"));
        assert_eq!(program.bearer(Method::GET, ME, &tokens.access).await.status, 200);
    });
}

#[test]
fn a_long_list_of_sessions_comes_in_pages_at_this_api_too() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        many_sessions(app, 250);
        let (mut seen, mut sizes, mut after) = (BTreeSet::new(), Vec::new(), String::new());
        loop {
            let path = format!("/api/auth/sessions?after={after}");
            let page = program.bearer(Method::GET, &path, &tokens.access).await.json()["data"].clone();
            let sessions = page["sessions"].as_array().expect("a list");
            assert_eq!(sessions[0]["current"], sizes.is_empty(), "this session comes first, once");
            seen.extend(sessions.iter().map(|session| session["id"].to_string()));
            sizes.push(sessions.len());
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((seen.len(), sizes), (251, vec![100, 100, 51]));
        for odd in ["x", "", "-1-%00", "99999999999999999999-a"] {
            let path = format!("/api/auth/sessions?after={odd}");
            let first = program.bearer(Method::GET, &path, &tokens.access).await;
            assert_eq!((first.status, &first.json()["data"]["sessions"][0]["current"]), (200, &json!(true)), "{odd}");
        }
    });
}

#[test]
fn sessions_of_browsers_and_apps_are_listed_and_ended() {
    App::test(async |app| {
        let (program, page, other) = (app.program(), app.browser(), app.program());
        let tokens = program.sign_in("ada", "secure123").await;
        page.login("ada", PASSWORD).await;
        let second = Tokens::of(&other.login("ada", PASSWORD).await);

        let path = "/api/auth/sessions";
        let list =
            async |token: &str| program.bearer(Method::GET, path, token).await.json()["data"]["sessions"].clone();
        let sessions = list(&tokens.access).await;
        let kinds: Vec<_> = sessions.as_array().expect("a list").iter().map(|s| (&s["kind"], &s["current"])).collect();
        assert_eq!(kinds.len(), 3, "{sessions}");
        assert_eq!(kinds[0], (&json!("program"), &json!(true)));
        assert_eq!(kinds.iter().filter(|(_, current)| **current == true).count(), 1);
        let browser = sessions.as_array().into_iter().flatten().find(|s| s["kind"] == "browser").expect("a browser");
        let id = browser["id"].as_str().expect("an id").to_owned();

        // The ids of others answer like ids that don't exist.
        let stranger = app.program().sign_in("john", "secure123").await;
        for id in [&*id, "nosuchsession", "%00", "..%2F1"] {
            let refusal = other.bearer(Method::DELETE, &format!("{path}/{id}"), &stranger.access).await;
            assert_eq!(code(&refusal), refused(404, "NOT_FOUND"), "{id}");
        }
        assert!(page.is_logged_in().await);
        let ended = program.bearer(Method::DELETE, &format!("{path}/{id}"), &tokens.access).await;
        assert_eq!((ended.status, &ended.json()["data"]["message"]), (200, &json!("Session ended")));
        assert!(!page.is_logged_in().await);

        let others = program.bearer(Method::DELETE, path, &tokens.access).await;
        assert_eq!((others.status, &others.json()["data"]["ended"]), (200, &json!(1)), "{}", others.body);
        assert_eq!(code(&other.bearer(Method::GET, ME, &second.access).await), refused(401, "TOKEN_REVOKED"));

        let own = list(&tokens.access).await[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(program.bearer(Method::DELETE, &format!("{path}/{own}"), &tokens.access).await.status, 200);
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"), "that is a logout");
    });
}

#[test]
fn nothing_of_it_is_for_strangers_or_refresh_tokens() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("ada", "secure123").await;
        for (method, path) in [
            (Method::PATCH, ME),
            (Method::DELETE, ME),
            (Method::GET, "/api/auth/sessions"),
            (Method::DELETE, "/api/auth/sessions"),
            (Method::DELETE, "/api/auth/sessions/x"),
        ] {
            let none = program.json(method.clone(), path, &json!({})).await;
            assert_eq!(code(&none), refused(401, "UNAUTHORIZED"), "{method} {path}");
            let wrong_kind = program.bearer_json(method.clone(), path, &tokens.refresh, &json!({})).await;
            assert_eq!(code(&wrong_kind), refused(401, "TOKEN_INVALID"), "{method} {path}");
            // The cookie of the other doors is not read here.
            let page = app.browser();
            page.login("ada", PASSWORD).await;
            assert_eq!(page.json(method, path, &json!({})).await.status, 401);
        }
    });
}
