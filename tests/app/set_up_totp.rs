//! Begin to set up an authenticator app.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{App, Phone};

const PASSWORD: &str = "correct horse battery";

#[test]
fn the_page_shows_the_secret_as_a_picture_a_link_and_a_text_and_confirms_it() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let page = browser.get("/two-step/app").await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("<svg") && !page.body.contains("style="), "{}", page.body);
        let key = page.text_of("code.key");
        let link = page.attribute("a[href^='otpauth:']", "href").expect("a link");
        assert!(link.starts_with(&format!("otpauth://totp/Vestibule:john?secret={}", key.replace(' ', ""))), "{link}");
        let phone = Phone::with(&key);
        // A wrong code keeps what was scanned.
        let again = browser.post("/two-step/app", &[("confirm", "1"), ("code", &phone.wrong_code(app))]).await;
        assert_eq!((again.status, again.text_of("code.key")), (422, key));
        let shown = browser.post("/two-step/app", &[("confirm", "1"), ("code", &phone.code(app))]).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        let codes = shown.texts_of(".recovery-codes code");
        assert_eq!(codes.len(), 10);
        let file = shown.attribute("a[download]", "href").expect("a file");
        let file = percent_encoding::percent_decode_str(&file).decode_utf8_lossy().into_owned();
        assert!(codes.iter().all(|code| file.contains(code.as_str())), "{file}");
        assert!(browser.is_logged_in().await);
        assert!(browser.get("/two-step").await.body.contains("10 recovery codes left."));
    });
}

#[test]
fn an_old_session_proves_the_password_first_and_goes_on_under_a_new_id() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        let asked = browser.get("/two-step/app").await;
        assert_eq!((asked.status, asked.text_of("h1")), (403, "Confirm it's you".into()));
        let api = browser.json(Method::POST, "/auth/factors/totp", &json!({})).await;
        assert_eq!((api.status, api.json()["code"].clone()), (403, json!("reauth_required")));
        let before = browser.cookie();
        let page = browser.post("/two-step/app", &[("current_password", PASSWORD)]).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_ne!(browser.cookie(), before);
        assert_eq!(page.attribute("#current_password", "name"), None, "it was proved just now");
    });
}

#[test]
fn a_secret_that_was_never_confirmed_does_not_count() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        assert_eq!(script.post("/auth/factors/totp", json!({})).await.status, 200);
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
        let phone = script.set_up_app(app).await;
        let again = script.post("/auth/factors/totp", json!({})).await;
        assert_eq!(again.status, 400, "one is set up already: {}", again.body);
        assert_eq!(phone.recovery_codes.len(), 10);
    });
}
