//! The token API: what programs get, and what is refused.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::{claims, code, refused};
use crate::harness::{App, Tokens};

#[test]
fn the_claims_are_those_of_flask_jwt_extended_and_four_more() {
    // A session outlives the refresh token here: with equal lifetimes the token would end with the session, which began
    // some milliseconds earlier.
    App::test_with(&["--session-max-lifetime=31536000"], async |app| {
        let tokens = app.program().sign_in("john", "secure123").await;
        let (access, refresh) = (claims(&tokens.access), claims(&tokens.refresh));
        assert!(access["sub"].is_string());
        assert_eq!((&access["type"], &refresh["type"]), (&json!("access"), &json!("refresh")));
        assert_eq!((&access["fresh"], &refresh["fresh"]), (&json!(true), &json!(false)));
        assert_eq!(
            (&access["iss"], &access["username"], &access["email"]),
            (&json!(app.url), &json!("john"), &json!("john@example.com"))
        );
        assert_eq!(access["sid"], refresh["sid"]);
        assert_ne!(access["jti"], refresh["jti"]);
        let lifetime =
            |claims: &Value| claims["exp"].as_i64().expect("a number") - claims["iat"].as_i64().expect("a number");
        assert_eq!((lifetime(&access), lifetime(&refresh)), (900, 2_592_000));
        assert_eq!(access["nbf"], access["iat"]);
    });
}

#[test]
fn the_authorization_header_is_read_by_its_grammar() {
    App::test(async |app| {
        let program = app.program();
        let token = program.sign_in("john", "secure123").await.access;
        for scheme in ["Bearer ", "bearer ", "BEARER   "] {
            let headers = [("authorization", format!("{scheme}{token}"))];
            let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(program.send(Method::GET, "/api/auth/me", &headers, "").await.status, 200, "{scheme:?}");
        }
        for value in [format!("Bearer \u{a0}{token}"), format!("Bearer {token}\u{2003}"), format!("Bearer {token} x")] {
            let answer = program.send(Method::GET, "/api/auth/me", &[("authorization", &value)], "").await;
            assert_eq!(code(&answer), refused(401, "TOKEN_INVALID"), "{value:?}");
        }
    });
}

#[test]
fn tokens_expire_by_the_clock() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        app.clock.advance(Duration::seconds(901));
        let me = program.bearer(Method::GET, "/api/auth/me", &tokens.access).await;
        assert_eq!(code(&me), refused(401, "TOKEN_EXPIRED"));
        assert_eq!(program.refresh(&tokens.refresh).await.status, 200, "a program need not call every hour");
        app.clock.advance(Duration::days(30));
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_EXPIRED"));
    });
}

#[test]
fn a_token_of_one_kind_is_not_taken_for_the_other() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        let me = program.bearer(Method::GET, "/api/auth/me", &tokens.refresh).await;
        assert_eq!(code(&me), refused(401, "TOKEN_INVALID"));
        assert_eq!(code(&program.refresh(&tokens.access).await), refused(401, "TOKEN_INVALID"));
    });
}

#[test]
fn no_token_is_unauthorized() {
    App::test(async |app| {
        let program = app.program();
        for headers in [&[][..], &[("authorization", "Basic am9objpzZWN1cmUxMjM=")], &[("authorization", "Bearer")]] {
            let answer = program.send(Method::GET, "/api/auth/me", headers, "").await;
            assert_eq!(code(&answer), refused(401, "UNAUTHORIZED"));
            assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"vestibule\""));
        }
    });
}

#[test]
fn errors_of_this_door_are_its_own_json() {
    App::test(async |app| {
        let program = app.program();
        let json_type = ("content-type", "application/json");
        let post = async |headers: &[(&str, &str)], body: String| {
            program.send(Method::POST, "/api/auth/login", headers, body).await
        };
        let deep = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
        let cases = [
            (415, "BAD_REQUEST", post(&[("content-type", "text/plain")], "x".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":".to_owned()).await),
            // Unknown members are skipped, however deep they are, without using the stack for it.
            (422, "VALIDATION_ERROR", post(&[json_type], deep).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":\"a\",\"username\":\"b\"}".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "{\"username\":\"a\\u0000\",\"password\":\"b\"}".to_owned()).await),
            (400, "BAD_REQUEST", post(&[json_type], "[]".to_owned()).await),
            (413, "BAD_REQUEST", post(&[json_type], format!("{{\"username\":\"{}\"}}", "a".repeat(70_000))).await),
            (404, "NOT_FOUND", program.get("/api/auth/nowhere").await),
            (405, "METHOD_NOT_ALLOWED", program.get("/api/auth/login").await),
            (405, "METHOD_NOT_ALLOWED", program.send(Method::POST, "/.well-known/jwks.json", &[], "").await),
        ];
        for (status, expected, answer) in cases {
            assert_eq!(code(&answer), (status, expected.to_owned()), "{}", answer.body);
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
        }
        assert_eq!(program.get("/api/auth/login").await.header("allow"), Some("POST"));
    });
}

#[test]
fn nothing_of_it_is_for_strangers_or_refresh_tokens() {
    App::test(async |app| {
        const ME: &str = "/api/auth/me";
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
            page.login("ada", "secure123").await;
            assert_eq!(page.json(method, path, &json!({})).await.status, 401);
        }
    });
}

#[test]
fn access_tokens_say_how_and_when_the_person_was_authenticated() {
    App::test(async |app| {
        app.clock.stop();
        let program = app.program();
        let first = program.sign_in("john", "secure123").await;
        let at_login = claims(&first.access);
        assert_eq!((&at_login["amr"], &at_login["auth_time"]), (&json!(["pwd"]), &at_login["iat"]));
        let refresh = claims(&first.refresh);
        assert!(refresh["amr"].is_null() && refresh["auth_time"].is_null(), "{refresh}");
        app.clock.advance(Duration::minutes(11));
        let second = Tokens::of(&program.refresh(&first.refresh).await);
        let refreshed = claims(&second.access);
        assert_eq!((&refreshed["amr"], &refreshed["auth_time"]), (&json!(["pwd"]), &at_login["iat"]));
        let change = json!({ "email": "new@example.com", "current_password": "secure123" });
        let changed = program.bearer_json(Method::PATCH, "/api/auth/me", &second.access, &change).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let third = claims(&Tokens::of(&program.refresh(&second.refresh).await).access);
        let age = third["auth_time"].as_i64().expect("a time") - at_login["iat"].as_i64().expect("a time");
        assert!((660..720).contains(&age), "{age}");
    });
}

#[test]
fn the_methods_in_a_token_are_those_that_were_used_and_no_more() {
    App::test(async |app| {
        app.clock.stop();
        let (browser, program) = (app.browser(), app.program());
        browser.sign_in("john", "secure123").await;
        let phone = browser.set_up_app(app).await;
        let log_in = async |member: &str, typed: &str| {
            let asked = program.login("john", "secure123").await;
            let body = json!({ "login_token": asked.json()["error"]["login_token"], member: typed });
            Tokens::of(&program.post("/api/auth/login/second-factor", body).await)
        };
        let said = |tokens: &Tokens| {
            let claims = claims(&tokens.access);
            (claims["amr"].clone(), claims["auth_time"].clone())
        };
        let now = || json!(app.clock.now().assume_utc().unix_timestamp());
        let by_code = log_in("code", &phone.code(app)).await;
        let at_login = now();
        assert_eq!(said(&by_code), (json!(["pwd", "otp", "mfa"]), at_login.clone()));
        // The code proves that a device was there; the piece of paper does not.
        let by_paper = log_in("recovery_code", &phone.recovery_codes[0]).await;
        assert_eq!(said(&by_paper), (json!(["pwd"]), at_login.clone()));

        app.clock.advance(Duration::minutes(5));
        let by_code = Tokens::of(&program.refresh(&by_code.refresh).await);
        assert_eq!(said(&by_code), (json!(["pwd", "otp", "mfa"]), at_login.clone()), "a refresh authenticates nobody");
        // A code that confirms a change counts from then on, and in this session only.
        let change = json!({ "email": "new@example.com", "code": phone.code(app) });
        let changed = program.bearer_json(Method::PATCH, "/api/auth/me", &by_paper.access, &change).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let by_paper = Tokens::of(&program.refresh(&by_paper.refresh).await);
        assert_eq!(said(&by_paper), (json!(["pwd", "otp", "mfa"]), now()));
        let by_code = Tokens::of(&program.refresh(&by_code.refresh).await);
        assert_eq!(said(&by_code).1, at_login);
    });
}
