//! Confirm an authenticator app with its first code.

use data_encoding::BASE32_NOPAD;
use diesel::prelude::*;
use inside::schema::totp;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{App, Passkey, Phone};

const PASSWORD: &str = "correct horse battery";
const CONFIRM: &str = "/auth/factors/totp/confirm";

#[test]
fn it_gives_the_session_a_new_id_writes_an_event_and_mails_the_owner() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let before = browser.cookie();
        browser.set_up_app(app).await;
        assert_ne!(browser.cookie(), before);
        assert!(browser.get("/history").await.body.contains("Authenticator app set up"));
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject.contains("Authenticator app set up")).expect("an email");
        assert!(told.text.contains("/not-me/"), "{}", told.text);
    });
}

#[test]
fn it_refuses_a_wrong_code_and_one_of_nothing() {
    App::test(async |app| {
        app.clock.stop();
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        let nothing = script.post(CONFIRM, json!({ "code": "123456" })).await;
        assert_eq!((nothing.status, nothing.json()["fields"]["code"].is_array()), (400, true));
        let started = script.post("/auth/factors/totp", json!({})).await;
        let phone = Phone::with(started.json()["secret"].as_str().expect("a secret"));
        for code in ["", &phone.wrong_code(app)] {
            assert_eq!(script.post(CONFIRM, json!({ "code": code })).await.status, 400, "{code}");
        }
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200, "it does not count yet");
    });
}

#[test]
fn an_old_session_is_asked_for_the_password_and_keeps_the_code() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = Phone::with(&browser.get("/two-step/app").await.text_of("code.key"));
        app.clock.advance(Duration::minutes(11));
        let code = phone.code(app);
        let asked = browser.post("/two-step/app", &[("confirm", "1"), ("code", &code)]).await;
        assert_eq!((asked.status, asked.text_of("h1")), (403, "Confirm it's you".into()));
        assert_eq!(asked.attribute("form.fields input[name=code]", "value"), Some(code.clone()));
        let fields = [("confirm", "1"), ("code", code.as_str()), ("current_password", PASSWORD)];
        let done = browser.post("/two-step/app", &fields).await;
        assert_eq!(done.texts_of(".recovery-codes code").len(), 10, "{}", done.body);
        assert_eq!(browser.json(Method::GET, "/auth/factors", &json!({})).await.status, 200);
    });
}

#[test]
fn where_every_request_is_asked_a_wrong_code_is_told_and_a_passkey_confirms_too() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let shown = browser.post("/two-step/app", &[("current_password", PASSWORD)]).await;
        let phone = Phone::with(&shown.text_of("code.key"));
        let wrong = phone.wrong_code(app);
        let fields = [("confirm", "1"), ("code", wrong.as_str()), ("current_password", PASSWORD)];
        let refused = browser.post("/two-step/app", &fields).await;
        assert_eq!((refused.status, refused.location()), (303, Some("/two-step/app")));
        let asked = browser.get("/two-step/app").await;
        assert!(asked.text_of(".flash").contains("Code is incorrect"), "{}", asked.body);
    });
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        app.clock.stop();
        browser.sign_in("john", PASSWORD).await;
        let mut passkey = Passkey::new(app);
        let body = json!({ "current_password": PASSWORD });
        let options = browser.json(Method::POST, "/auth/factors/passkeys/options", &body).await.json();
        let body = json!({ "passkey": passkey.create(&options) });
        assert_eq!(browser.json(Method::POST, "/auth/factors/passkeys", &body).await.status, 200);
        let body = json!({ "passkey": browser.confirmation(&mut passkey).await });
        let started = browser.json(Method::POST, "/auth/factors/totp", &body).await.json();
        let phone = Phone::with(started["secret"].as_str().expect("a secret"));
        let code = phone.code(app);
        let asked = browser.json(Method::POST, CONFIRM, &json!({ "code": code })).await;
        assert_eq!((asked.status, asked.json()["code"].clone()), (403, json!("reauth_required")));
        let body = json!({ "code": code, "passkey": browser.confirmation(&mut passkey).await });
        let done = browser.json(Method::POST, CONFIRM, &body).await;
        assert_eq!(done.status, 200, "{}", done.body);
    });
}

#[test]
fn a_copy_of_the_database_holds_neither_the_secret_nor_a_recovery_code() {
    App::test(async |app| {
        app.clock.stop();
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        let sealed = || {
            let mut conn = app.services.db.conn().expect("a connection");
            totp::table.select(totp::sealed).get_result::<Vec<u8>>(&mut *conn).expect("a row")
        };
        let started = script.post("/auth/factors/totp", json!({})).await;
        let text = started.json()["secret"].as_str().expect("a secret").to_owned();
        let secret = BASE32_NOPAD.decode(text.as_bytes()).expect("Base32");
        let holds = |kept: &[u8]| kept.windows(8).any(|part| secret.windows(8).any(|own| own == part));
        let begun = sealed();
        let confirmed = script.post(CONFIRM, json!({ "code": Phone::with(&text).code(app) })).await.json();
        let counts = sealed();
        assert!(secret.len() == 20 && holds(&secret), "the search finds it where it is");
        assert!(!holds(&begun) && !holds(&counts) && begun != counts);
        let texts = app.all_texts();
        let codes = confirmed["recovery_codes"].as_array().expect("a list");
        let mut codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
        codes.push(&text);
        assert_eq!(codes.len(), 11);
        for code in codes {
            let bare = code.replace('-', "");
            let found: Vec<_> = texts.iter().filter(|text| text.contains(code) || text.contains(&bare)).collect();
            assert_eq!(found, Vec::<&String>::new());
        }
        assert_eq!(texts.iter().filter(|text| text.starts_with("recovery_codes.hash: ")).count(), 10);
    });
}
