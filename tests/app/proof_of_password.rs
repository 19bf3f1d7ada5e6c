//! What needs the password once a login is old, at every door, and what a proof is worth.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::profile_forms::{full, partial};
use crate::harness::program::{code, refused};
use crate::harness::{App, Browser, Tokens};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";
const ME: &str = "/api/auth/me";

#[test]
fn a_stale_session_has_to_prove_the_password_for_what_matters() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        assert_eq!(partial(&browser, "john", &[("username", "johnny")]).await.status, 303, "a name needs no proof");

        let wanted = [("username", "jack"), ("email", "new@example.com"), ("password", OTHER)];
        let answer = partial(&browser, "johnny", &wanted).await;
        assert_eq!(answer.status, 403);
        let kept = |name: &str| answer.attribute(&format!("form.fields input[name={name}]"), "value");
        assert_eq!(kept("username").as_deref(), Some("jack"), "values are kept");
        assert_eq!(kept("email").as_deref(), Some("new@example.com"));
        assert_eq!(answer.attribute("#current_password", "type").as_deref(), Some("password"));
        assert!(!answer.body.contains(OTHER));
        assert_eq!(app.user("johnny").email, "john@example.com", "nothing is half done");

        let wrong: Vec<_> = wanted.into_iter().chain([("current_password", "wrong")]).collect();
        let answer = partial(&browser, "johnny", &wrong).await;
        assert_eq!(answer.status, 403);
        assert!(answer.field_errors()["current_password"].contains("Current password is incorrect"));
        let answer = full(&browser, "johnny", &wanted).await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.attribute("form.fields", "action").as_deref(), Some("/update/johnny"));

        let right: Vec<_> = wanted.into_iter().chain([("current_password", PASSWORD)]).collect();
        assert_eq!(partial(&browser, "johnny", &right).await.status, 303);
        assert_eq!(app.user("jack").email, "new@example.com");
        // The proof counts for the next ten minutes.
        assert_eq!(partial(&browser, "jack", &[("email", "newer@example.com")]).await.status, 303);
    });
}

#[test]
fn without_a_window_every_change_that_matters_asks() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = browser.json(Method::PATCH, "/partial/john", &json!({"email": "n@example.com"})).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("reauth_required")));
        let body = json!({"email": "n@example.com", "current_password": "wrong"});
        let answer = browser.json(Method::PATCH, "/partial/john", &body).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("reauth_required")));
        assert!(answer.json()["fields"]["current_password"].is_array());
        let body = json!({"email": "n@example.com", "current_password": PASSWORD});
        assert_eq!(browser.json(Method::PATCH, "/partial/john", &body).await.status, 200);
    });
}

#[test]
fn whoever_proves_the_password_goes_on_under_a_new_id() {
    App::test(async |app| {
        let (owner, phone) = (app.browser(), app.browser());
        owner.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        let change = async |door: &str, email: &str, current: Option<&str>| {
            let body = json!({ "email": email, "current_password": current });
            match door {
                "/auth/update_profile" => owner.json(Method::PUT, door, &body).await.status,
                page => owner.json(Method::PATCH, page, &body).await.status,
            }
        };
        let copy_of = |browser: &Browser<'_>| {
            let copy = app.browser();
            copy.set_cookie(&browser.cookie());
            copy
        };
        for door in ["/partial/john", "/auth/update_profile"] {
            app.clock.advance(Duration::minutes(11));
            let copy = copy_of(&owner);
            let (proved, fresh) = (format!("a{}@example.com", door.len()), format!("b{}@example.com", door.len()));
            assert_eq!(change(door, &proved, Some(PASSWORD)).await, 200, "{door}");
            assert!(owner.is_logged_in().await && !copy.is_logged_in().await, "{door}");
            let copy = copy_of(&owner);
            assert_eq!(change(door, &fresh, None).await, 200, "the new id has the proof: {door}");
            assert!(owner.is_logged_in().await && copy.is_logged_in().await, "nothing was proved: {door}");
        }
        assert!(phone.is_logged_in().await, "no other session ends by it");
        assert_eq!(app.sessions_of("john").len(), 2);
    });
}

#[test]
fn an_old_session_confirms_it_is_you_before_the_address_changes() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        app.clock.advance(time::Duration::seconds(601));
        let update = async |body: Value| script.json(Method::PUT, "/auth/update_profile", &body).await;
        let refused = update(json!({ "email": "new@example.com" })).await;
        assert_eq!((refused.status, refused.json()["code"].clone()), (403, json!("reauth_required")));
        let wrong = update(json!({ "email": "new@example.com", "current_password": "wrong" })).await;
        assert_eq!((wrong.status, wrong.json()["code"].clone()), (403, json!("reauth_required")));
        let right = update(json!({ "email": "new@example.com", "current_password": "secure123" })).await;
        assert_eq!(right.status, 200, "{}", right.body);
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
        let right = json!({ "email": "lovelace@example.com", "current_password": "secure123" });
        assert_eq!(send(Method::PATCH, right).await.status, 200);
        // The right password counts for the next ten minutes.
        assert_eq!(send(Method::DELETE, json!({})).await.status, 200);
    });
}

#[test]
fn an_app_brings_a_code_too_where_the_account_has_a_second_factor() {
    App::test(async |app| {
        app.clock.stop();
        let (program, browser) = (app.program(), app.browser());
        let first = program.sign_in("ada", PASSWORD).await;
        browser.login("ada", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        let mut tokens = first;
        let with = |body: &Value, password: Option<&str>, code: &str| {
            let mut body = body.clone();
            body["current_password"] = json!(password);
            body["code"] = json!(code);
            body
        };
        for (method, body) in [
            (Method::PATCH, json!({ "email": "lovelace@example.com" })),
            (Method::PATCH, json!({ "password": OTHER })),
            (Method::DELETE, json!({})),
        ] {
            app.clock.advance(Duration::minutes(11));
            tokens = Tokens::of(&program.refresh(&tokens.refresh).await);
            let access = &tokens.access;
            let send = async |method: Method, body: &Value| program.bearer_json(method, ME, access, body).await;
            let password = if method == Method::DELETE { OTHER } else { PASSWORD };
            for (lacking, why) in [
                (with(&body, None, ""), "nothing"),
                (with(&body, None, &phone.code(app)), "a code alone"),
                (with(&body, Some(password), ""), "a password alone"),
            ] {
                let asked = send(method.clone(), &lacking).await;
                assert_eq!(code(&asked), refused(403, "REAUTH_REQUIRED"), "{why}: {method} {body}");
                let told = match why {
                    "a password alone" => json!({ "code": ["Enter the code from your authenticator app"] }),
                    _ => Value::Null,
                };
                assert_eq!(asked.json()["error"]["fields"], told, "{why}: {}", asked.body);
            }
            for wrong in [phone.wrong_code(app), phone.recovery_codes[0].clone()] {
                let answer = send(method.clone(), &with(&body, Some(password), &wrong)).await;
                assert_eq!(code(&answer), refused(403, "REAUTH_REQUIRED"));
                let told = json!({ "code": ["Code is incorrect or was already used. Enter the next one"] });
                assert_eq!(answer.json()["error"]["fields"], told);
            }
            let both = with(&body, Some("wrong"), &phone.code(app));
            let told = json!({ "current_password": ["Current password is incorrect"] });
            assert_eq!(send(method.clone(), &both).await.json()["error"]["fields"], told, "which spends no code");
            let right = with(&body, Some(password), &phone.code(app));
            let done = send(method.clone(), &right).await;
            assert_eq!(done.status, 200, "{method} {body}: {}", done.body);
        }
        assert!(app.find_user("ada").is_none());
    });
}

#[test]
fn ten_sessions_with_one_code_at_once_confirm_one_change() {
    App::test_with(&["--limit-login-account=0", "--limit-login-network=0"], async |app| {
        app.clock.stop();
        let (browser, program) = (app.browser(), app.program());
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        let mut all = Vec::new();
        for recovery_code in &phone.recovery_codes {
            let asked = program.login("john", PASSWORD).await;
            let body = json!({ "login_token": asked.json()["error"]["login_token"], "recovery_code": recovery_code });
            all.push(Tokens::of(&program.post("/api/auth/login/second-factor", body).await).access);
        }
        let once = phone.code(app);
        let changes = all.iter().enumerate().map(async |(number, access)| {
            let body = json!({ "email": format!("{number}@example.com"), "code": once });
            program.bearer_json(Method::PATCH, ME, access, &body).await.status
        });
        let answers = futures_util::future::join_all(changes).await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 403).count(), 9, "{answers:?}");
    });
}
