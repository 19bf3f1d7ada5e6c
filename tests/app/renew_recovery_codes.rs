//! Make new recovery codes.

use serde_json::{Value, json};

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn the_old_set_is_dead_and_the_new_one_is_shown_once() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        let page = browser.post("/two-step/recovery-codes", &[]).await;
        let new = page.texts_of(".recovery-codes code");
        assert_eq!((page.status, new.len()), (200, 10), "{}", page.body);
        assert_eq!(browser.get("/two-step/recovery-codes").await.location(), Some("/two-step"));
        let login = async |code: &str| {
            let script = app.script();
            script.login("john", PASSWORD).await;
            script.post("/auth/login/second_factor", json!({ "recovery_code": code })).await.status
        };
        assert_eq!((login(&phone.recovery_codes[0]).await, login(&new[0]).await), (401, 200));
        let told = app.emails_to("john@example.com").await;
        assert!(told.iter().any(|email| email.subject.contains("New recovery codes")));
    });
}

#[test]
fn an_account_without_a_second_factor_has_none() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        assert_eq!(script.post("/auth/factors/recovery_codes", json!({})).await.status, 404);
        script.set_up_app(app).await;
        let made = script.post("/auth/factors/recovery_codes", json!({})).await;
        assert_eq!(made.json()["recovery_codes"].as_array().map(Vec::<Value>::len), Some(10), "{}", made.body);
    });
}
