//! Begin to set up an authenticator app.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{App, Browser, Phone};

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
fn a_code_says_itself_what_it_is_for() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = Phone::with(&browser.get("/two-step/app").await.text_of("code.key"));
        let wrong = browser.post("/two-step/app", &[("code", &phone.wrong_code(app))]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        let shown = browser.post("/two-step/app", &[("code", &phone.code(app))]).await;
        assert_eq!(shown.texts_of(".recovery-codes code").len(), 10, "{}", shown.body);
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

#[test]
fn a_reload_keeps_the_secret_for_an_hour_and_another_session_neither_sees_nor_replaces_it_unseen() {
    App::test_with(&["--sudo-window=7200", "--session-lifetime=86400"], async |app| {
        app.clock.stop();
        let (owner, thief) = (app.browser(), app.browser());
        owner.sign_in("john", PASSWORD).await;
        thief.login("john", PASSWORD).await;
        let key = async |browser: &Browser<'_>| browser.get("/two-step/app").await.text_of("code.key");
        let seen_by_thief = key(&thief).await;
        let scanned = key(&owner).await;
        assert_ne!(scanned, seen_by_thief, "nobody scans what another session knows");
        app.clock.advance(Duration::minutes(59));
        assert_eq!(key(&owner).await, scanned, "a reload, and Back");
        let api = owner.json(Method::POST, "/auth/factors/totp", &json!({})).await.json();
        assert_eq!(api["secret"], json!(scanned.replace(' ', "")), "of the same session");
        let confirm = async |browser: &Browser<'_>, key: &str| {
            let code = Phone::with(key).code(app);
            browser.post("/two-step/app", &[("confirm", "1"), ("code", &code)]).await
        };
        let answer = confirm(&thief, &scanned).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, Some("/two-step/app")),
            "another session confirms nothing"
        );

        // Whoever began last goes on; the other one is shown a new secret, and never the thief's.
        let seen_by_thief = key(&thief).await;
        let answer = confirm(&owner, &scanned).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/two-step/app")), "{}", answer.body);
        let wrong = owner.post("/two-step/app", &[("confirm", "1"), ("code", "000000")]).await;
        assert!(!wrong.body.contains(&seen_by_thief));
        let again = key(&owner).await;
        assert!(again != scanned && again != seen_by_thief);
        app.clock.advance(Duration::minutes(60));
        let last = key(&owner).await;
        assert_ne!(last, again, "after an hour");
        assert_eq!(confirm(&owner, &last).await.texts_of(".recovery-codes code").len(), 10);
    });
}
