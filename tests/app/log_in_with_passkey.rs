//! Log in with a passkey, at every door.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::program::{claims, code, refused};
use crate::harness::{App, Passkey, Tokens};

const PASSWORD: &str = "correct horse battery";
const AT_A_PROXY: &str = "--trusted-proxies=127.0.0.1";

#[test]
fn the_page_logs_in_without_a_password_and_leads_to_next_but_to_no_other_site() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        for (next, location) in [
            ("/history", "/history"),
            ("", "/"),
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),
            ("/\\evil.example", "/"),
        ] {
            let browser = app.browser();
            let options = browser.passkey_options("/login/passkey/options").await;
            assert_eq!((&options["allowCredentials"], &options["userVerification"]), (&json!([]), &json!("required")));
            let body = json!({ "passkey": passkey.answer(&options), "next": next });
            let done = browser.json(Method::POST, "/login/passkey", &body).await;
            assert_eq!((done.status, done.json()), (200, json!({ "location": location })), "{next:?}");
            assert!(browser.is_logged_in().await && !browser.device_cookie().is_empty());
        }
        assert_eq!(app.sessions_of("john").len(), 6);
        assert_eq!(app.events().iter().filter(|kind| *kind == "logged_in").count(), 6);
    });
}

#[test]
fn both_apis_log_in_and_tokens_claim_what_was_done() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let script = app.script();
        let done = script.log_in_with(&mut passkey).await;
        assert_eq!((done.status, done.json()), (200, json!({ "ok": true, "msg": "login successful" })));
        assert_eq!(script.get("/auth/current_user").await.json()["user"]["username"], "john");
        assert!(!script.device_cookie().is_empty());

        app.clock.advance(Duration::minutes(3));
        let now = app.clock.now().assume_utc().unix_timestamp();
        let program = app.program();
        let options = program.passkey_options("/api/auth/login/passkey-options").await;
        let done = program.post("/api/auth/login/passkey", json!({ "passkey": passkey.answer(&options) })).await;
        let by_passkey = claims(&Tokens::of(&done).access);
        assert_eq!((&by_passkey["amr"], &by_passkey["auth_time"]), (&json!(["pop", "user", "mfa"]), &json!(now)));

        let asked = program.login("john", PASSWORD).await.json();
        let login_token = asked["error"]["login_token"].clone();
        let options = json!({ "login_token": login_token });
        let options = program.post("/api/auth/login/passkey-options", options).await.json()["data"].clone();
        let body = json!({ "login_token": login_token, "passkey": passkey.answer(&options) });
        let done = program.post("/api/auth/login/second-factor", body).await;
        let tokens = Tokens::of(&done);
        assert_eq!(claims(&tokens.access)["amr"], json!(["pwd", "pop", "user", "mfa"]));
        app.clock.advance(Duration::minutes(1));
        let again = Tokens::of(&program.refresh(&tokens.refresh).await);
        let again = claims(&again.access);
        assert_eq!((&again["amr"], &again["auth_time"]), (&json!(["pwd", "pop", "user", "mfa"]), &json!(now)));
    });
}

#[test]
fn it_is_two_factors_and_nothing_more_is_asked() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        owner.set_up_app(app).await;
        let mut passkey = owner.add_passkey(app).await;
        let script = app.script();
        assert_eq!(script.log_in_with(&mut passkey).await.status, 200);
        // For as long as any other login a change asks for nothing.
        app.clock.advance(Duration::minutes(9));
        let home = script.get("/").await;
        for field in ["#p-current_password", "#p-code", "#u-current_password", "#u-code", "form [data-passkey]"] {
            assert_eq!(home.texts_of(field).len(), 0, "{field}");
        }
        let body = json!({ "email": "new@example.com" });
        assert_eq!(script.json(Method::PUT, "/auth/update_profile", &body).await.status, 200);
        assert_eq!(script.post("/auth/factors/recovery_codes", json!({})).await.status, 200);
        app.clock.advance(Duration::minutes(2));
        let body = json!({ "email": "newer@example.com" });
        assert_eq!(script.json(Method::PUT, "/auth/update_profile", &body).await.status, 403);
    });
}

#[test]
fn the_session_that_the_browser_had_ends() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let before = jane.cookie();
        assert_eq!(jane.log_in_with(&mut passkey).await.status, 200);
        assert_eq!(jane.get("/auth/current_user").await.json()["user"]["username"], "john");
        let copy = app.browser();
        copy.set_cookie(&before);
        assert!(!copy.is_logged_in().await);
        assert!(app.sessions_of("jane").is_empty());
    });
}

#[test]
fn a_new_browser_is_told_once() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let announced = async || {
            let emails = app.emails_to("john@example.com").await;
            emails.iter().filter(|email| email.subject.contains("New login")).count()
        };
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
        assert_eq!(announced().await, 0, "a browser that is known");
        for _ in 0..2 {
            assert_eq!(app.browser_named("curl/8.5.0").log_in_with(&mut passkey).await.status, 200);
            assert_eq!(announced().await, 1);
        }
    });
}

#[test]
fn an_account_that_is_disabled_or_gone_has_no_passkeys() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        app.execute("UPDATE users SET disabled_at = created_at");
        let unknown = (401, "This passkey does not log in here. It may have been removed".to_owned());
        let refused_at_page = async |passkey: &mut Passkey| {
            let browser = app.browser();
            let options = browser.passkey_options("/login/passkey/options").await;
            let body = json!({ "passkey": passkey.answer(&options) });
            let answer = browser.json(Method::POST, "/login/passkey", &body).await;
            assert!(!browser.is_logged_in().await);
            (answer.status, answer.json()["code"].clone())
        };
        for _ in ["disabled", "deleted"] {
            let script = app.script();
            let answer = script.log_in_with(&mut passkey).await;
            assert_eq!((passkey_error(&answer), &answer.json()["code"]), (unknown.clone(), &json!("unknown_passkey")));
            assert_eq!(refused_at_page(&mut passkey).await, (422, json!("unknown_passkey")));
            let program = app.program();
            let options = program.passkey_options("/api/auth/login/passkey-options").await;
            let answer = program.post("/api/auth/login/passkey", json!({ "passkey": passkey.answer(&options) })).await;
            assert_eq!((code(&answer), passkey_error(&answer)), (refused(401, "INVALID_CODE"), unknown.clone()));
            app.execute("DELETE FROM users");
        }
    });
}

#[test]
fn it_names_its_account_and_no_other() {
    App::test(async |app| {
        let (_, passkey) = john_with_passkey(app).await;
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let hers = jane.add_passkey(app).await;
        // Her key under his name, his handle with her key, and a handle that is none.
        for mut wrong in [
            hers.clone().pretending_to_be(&passkey),
            Passkey { user_handle: passkey.user_handle.clone(), ..hers.clone() },
            Passkey { user_handle: Some("AAAA".into()), ..hers.clone() },
            Passkey { user_handle: Some("!".into()), ..hers.clone() },
        ] {
            let visitor = app.browser();
            assert_eq!(visitor.log_in_with(&mut wrong).await.status, 401);
            assert!(!visitor.is_logged_in().await);
        }
        let visitor = app.browser();
        assert_eq!(visitor.log_in_with(&mut hers.clone()).await.status, 200);
        assert_eq!(visitor.get("/auth/current_user").await.json()["user"]["username"], "jane");
        // Where no account is named, the answer has to name it (section 7.2, step 6).
        let mut silent = Passkey { user_handle: None, ..passkey };
        assert_eq!(app.browser().log_in_with(&mut silent).await.status, 401);
    });
}

#[test]
fn an_address_that_was_not_confirmed_stops_it_where_it_stops_the_password() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let node = app.another_node(&["--require-verified-email=true"]);
        passkey.origin = node.app.url.replace("127.0.0.1", "localhost");
        let browser = node.app.browser();
        let options = browser.passkey_options("/login/passkey/options").await;
        let body = json!({ "passkey": passkey.answer(&options) });
        let stopped = browser.json(Method::POST, "/login/passkey", &body).await;
        assert_eq!((stopped.status, stopped.json()["code"].clone()), (403, json!("email_not_verified")));
        assert!(!browser.is_logged_in().await);
        let stopped = browser.log_in_with(&mut passkey).await;
        assert_eq!((stopped.status, stopped.json()["code"].clone()), (403, json!("email_not_verified")));
        let program = node.app.program();
        let options = program.passkey_options("/api/auth/login/passkey-options").await;
        let stopped = program.post("/api/auth/login/passkey", json!({ "passkey": passkey.answer(&options) })).await;
        assert_eq!(code(&stopped), refused(403, "FORBIDDEN"));
        app.execute("UPDATE users SET email_verified = TRUE");
        assert_eq!(browser.log_in_with(&mut passkey).await.status, 200);
    });
}

#[test]
fn wrong_answers_are_limited_by_network_and_right_ones_cost_nothing() {
    App::test_with(&[AT_A_PROXY, "--limit-login-network=5/60"], async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        for _ in 0..12 {
            assert_eq!(app.browser_at("203.0.113.9").log_in_with(&mut passkey).await.status, 200);
        }
        let stranger = app.browser_at("203.0.113.9");
        let mut unknown = Passkey::new(app);
        for _ in 0..5 {
            assert_eq!(stranger.log_in_with(&mut unknown).await.status, 401);
        }
        let limited = stranger.log_in_with(&mut unknown).await;
        assert_eq!((limited.status, limited.json()["code"].clone()), (429, json!("rate_limited")));
        assert!(limited.header("retry-after").is_some());
        let options = stranger.passkey_options("/login/passkey/options").await;
        let body = json!({ "passkey": unknown.answer(&options) });
        assert_eq!(stranger.json(Method::POST, "/login/passkey", &body).await.status, 429);
        assert_eq!(app.browser_at("198.51.100.7").log_in_with(&mut passkey).await.status, 200, "elsewhere");
        assert_eq!(app.browser_at("203.0.113.9").login("john", PASSWORD).await.status, 303, "passwords count apart");
        app.clock.advance(Duration::minutes(1));
        assert_eq!(stranger.log_in_with(&mut passkey).await.status, 200);
    });
}

#[test]
fn the_host_header_has_no_say_in_whom_passkeys_are_for() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let owner = app.browser();
        assert_eq!(owner.log_in_with(&mut passkey).await.status, 200);
        let hosts =
            [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
        for (name, host) in hosts {
            let headers = [(name, host), ("content-type", "application/json"), ("accept", "application/json")];
            for (path, pointer) in [
                ("/login/passkey/options", "/rpId"),
                ("/auth/login/passkey_options", "/rpId"),
                ("/api/auth/login/passkey-options", "/data/rpId"),
                ("/passkeys/options", "/rp/id"),
                ("/auth/factors/passkeys/options", "/rp/id"),
                ("/passkeys/confirm/options", "/rpId"),
            ] {
                let options = owner.send(Method::POST, path, &headers, "{}").await;
                let options = options.json();
                assert_eq!(options.pointer(pointer), Some(&json!("localhost")), "{name} {path}: {options}");
            }
            for path in ["/.well-known/webauthn", "/.well-known/passkey-endpoints", "/passkeys/signals", "/login"] {
                let answer = owner.send(Method::GET, path, &headers, "").await;
                assert!(!answer.body.contains("evil"), "{name} {path}: {}", answer.body);
            }
        }
    });
}
