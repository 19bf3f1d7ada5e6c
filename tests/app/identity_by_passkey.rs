//! "Confirm it's you" by a passkey: on every form and at every API call that asks, in the place of password and code.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::profile_forms::{full, partial};
use crate::harness::program::{code, refused};
use crate::harness::{Answer, App, Browser, Passkey, Tokens};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

/// John, whose only second factor is a passkey, and whose login is old.
async fn john(app: &App) -> (Browser<'_>, Passkey) {
    let (browser, passkey) = john_with_passkey(app).await;
    app.clock.advance(Duration::minutes(11));
    (browser, passkey)
}

/// Sends the form of the page that asks, with the passkey's answer where the script puts it.
async fn confirm(browser: &Browser<'_>, page: &Answer, answer: &Value) -> Answer {
    let document = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("form.fields input[name]").expect("a selector");
    let fields: Vec<(String, String)> = document
        .select(&selector)
        .map(|input| {
            let name = input.value().attr("name").unwrap_or_default().to_owned();
            let value = input.value().attr("value").unwrap_or_default().to_owned();
            if name == "passkey" { (name, answer.to_string()) } else { (name, value) }
        })
        .collect();
    let action = page.attribute("form.fields", "action").expect("an action");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&action, &fields).await
}

fn asks_for_passkey_alone(page: &Answer) {
    assert_eq!((page.status, page.text_of("h1")), (403, "Confirm it's you".into()), "{}", page.body);
    assert!(page.attribute("form.fields input[name=passkey]", "type").is_some(), "{}", page.body);
    assert!(page.attribute("#current_password", "name").is_none(), "it would be refused");
    assert!(page.attribute("#code", "name").is_none());
}

#[test]
fn both_forms_of_the_profile_keep_what_was_typed_and_the_new_password() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        for (number, wanted) in [OTHER, "a third long password"].into_iter().enumerate() {
            let email = format!("new{number}@example.com");
            let home = browser.get("/").await;
            for field in ["p-current_password", "p-code", "u-current_password", "u-code"] {
                assert!(home.attribute(&format!("#{field}"), "name").is_none(), "{field}: it would be refused");
            }
            let sent = [("username", "john"), ("email", &email), ("password", wanted)];
            let page =
                if number == 0 { partial(&browser, "john", &sent).await } else { full(&browser, "john", &sent).await };
            asks_for_passkey_alone(&page);
            assert!(!page.body.contains(wanted));
            let wrong = json!({ "id": "AAAA" });
            let page = confirm(&browser, &page, &wrong).await;
            asks_for_passkey_alone(&page);
            assert!(page.text_of("#passkey-error").contains("This passkey does not log in here"), "{}", page.body);
            let answer = browser.confirmation(&mut passkey).await;
            let done = confirm(&browser, &page, &answer).await;
            assert_eq!((done.status, done.location()), (303, Some("/")), "{}", done.body);
            assert_eq!(app.user("john").email, email);
            assert_eq!(app.script().login("john", wanted).await.json()["code"], "second_factor_required");
            app.clock.advance(Duration::minutes(11));
        }
    });
}

#[test]
fn the_forms_that_ask_from_the_start_take_it() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        // What the script sends is the text of an object in a hidden field of the form.
        let answer = browser.confirmation(&mut passkey).await.to_string();
        let done = partial(&browser, "john", &[("email", "new@example.com"), ("passkey", &answer)]).await;
        assert_eq!(done.status, 303, "{}", done.body);

        app.clock.advance(Duration::minutes(11));
        let page = browser.get("/change-password").await;
        assert!(page.attribute("input[name=passkey]", "type").is_some(), "{}", page.body);
        let answer = browser.confirmation(&mut passkey).await.to_string();
        let fields = [("password", OTHER), ("confirm_password", OTHER), ("passkey", &answer)];
        let done = browser.post("/change-password", &fields).await;
        assert_eq!((done.status, done.location()), (303, Some("/security")), "{}", done.body);
        // However recent that is, the next change of the password asks again.
        let fields = [("password", PASSWORD), ("confirm_password", PASSWORD)];
        assert_eq!(browser.post("/change-password", &fields).await.status, 422);

        app.clock.advance(Duration::minutes(11));
        for (path, status) in [("/two-step/recovery-codes", 200), ("/two-step/app", 200)] {
            let page = browser.post(path, &[]).await;
            asks_for_passkey_alone(&page);
            let answer = browser.confirmation(&mut passkey).await;
            let done = confirm(&browser, &page, &answer).await;
            assert_eq!(done.status, status, "{path}: {}", done.body);
            app.clock.advance(Duration::minutes(11));
        }
        let page = browser.get("/delete-account").await;
        assert!(page.attribute("input[name=passkey]", "type").is_some(), "{}", page.body);
        let answer = browser.confirmation(&mut passkey).await.to_string();
        let wrong = browser.post("/delete-account", &[("confirm_username", "jane"), ("passkey", &answer)]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        let answer = browser.confirmation(&mut passkey).await.to_string();
        let done = browser.post("/delete-account", &[("confirm_username", "john"), ("passkey", &answer)]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(app.find_user("john").is_none());
    });
}

#[test]
fn every_call_of_the_session_api_that_asks_takes_it() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        browser.offer_passkey_confirmed(&mut passkey, &mut Passkey::new(app)).await;
        let newest = browser.passkey_ids().await.remove(1);
        let removed = format!("/auth/factors/passkeys/{newest}");
        for (method, path, body) in [
            (Method::PUT, "/auth/update_profile", json!({ "email": "new@example.com" })),
            (Method::PUT, "/auth/change_password", json!({ "new_password": OTHER })),
            (Method::POST, "/auth/factors/totp", json!({})),
            (Method::POST, "/auth/factors/recovery_codes", json!({})),
            (Method::POST, "/auth/factors/passkeys/options", json!({})),
            (Method::DELETE, removed.as_str(), json!({})),
        ] {
            app.clock.advance(Duration::minutes(11));
            let with = |passkey: Value| {
                let mut body = body.clone();
                body["passkey"] = passkey;
                body
            };
            let asked = browser.json(method.clone(), path, &body).await;
            assert!(matches!(asked.status, 400 | 401 | 403), "{method} {path}: {}", asked.body);
            let wrong = browser.json(method.clone(), path, &with(json!({ "id": "AAAA" }))).await;
            assert!(matches!(wrong.status, 400 | 401 | 403), "{method} {path}: {}", wrong.body);
            assert!(passkey_error(&wrong).1.contains("This passkey does not log in here"), "{path}: {}", wrong.body);
            let before = browser.cookie();
            let answer = browser.confirmation(&mut passkey).await;
            let done = browser.json(method.clone(), path, &with(answer)).await;
            assert_eq!(done.status, 200, "{method} {path}: {}", done.body);
            let copy = app.browser();
            copy.set_cookie(&before);
            assert!(!copy.is_logged_in().await, "{path}: the session goes on under a new id");
            // As good as the password: for the next ten minutes nothing is asked.
            let again = browser.json(Method::POST, "/auth/factors/recovery_codes", &json!({})).await;
            assert_eq!(again.status, 200, "after {path}: {}", again.body);
        }
    });
}

#[test]
fn an_app_is_removed_with_it() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.set_up_app(app).await;
        let mut passkey = browser.add_passkey(app).await;
        app.clock.advance(Duration::minutes(11));
        let page = browser.post("/two-step/app/remove", &[]).await;
        for field in ["#current_password", "#code", "form.fields input[name=passkey]"] {
            assert!(page.attribute(field, "name").is_some(), "{field}: either way is offered");
        }
        let answer = browser.confirmation(&mut passkey).await;
        let done = confirm(&browser, &page, &answer).await;
        assert_eq!((done.status, done.location()), (303, Some("/two-step")), "{}", done.body);
        assert!(browser.get("/auth/factors").await.json()["totp"].is_null());
    });
}

#[test]
fn anothers_passkey_and_one_of_a_removed_kind_confirm_nothing() {
    App::test(async |app| {
        let (browser, mut passkey) = john(app).await;
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let mut hers = jane.add_passkey(app).await;
        let change = async |passkey: Value| {
            let body = json!({ "email": "new@example.com", "passkey": passkey });
            let answer = browser.json(Method::PUT, "/auth/update_profile", &body).await;
            (answer.status, answer.json()["code"].clone(), passkey_error(&answer).1)
        };
        let refused = |sentence: &str| (403, json!("reauth_required"), sentence.to_owned());
        let unknown = refused("This passkey does not log in here. It may have been removed");
        assert_eq!(change(browser.confirmation(&mut hers).await).await, unknown);
        let mut forged = hers.clone().pretending_to_be(&passkey);
        assert_eq!(
            change(browser.confirmation(&mut forged).await).await,
            refused("The passkey can't be verified. Try again")
        );
        let mut absent = Passkey { flags: Passkey::PRESENT, ..passkey.clone() };
        let lock = "Your device did not check that it's you. Set up a screen lock or PIN on it and try again";
        assert_eq!(change(browser.confirmation(&mut absent).await).await, refused(lock));
        let answer = browser.confirmation(&mut passkey).await;
        app.execute("DELETE FROM passkeys");
        assert_eq!(change(answer).await, unknown);
        assert_eq!(app.user("john").email, "john@example.com");
        let options = browser.json(Method::POST, "/auth/factors/passkeys/confirm_options", &json!({})).await;
        assert_eq!(options.status, 404, "there is none to ask for");
    });
}

#[test]
fn wrong_answers_are_limited_and_no_password_is_needed_to_end_that() {
    App::test_with(&["--limit-login-network=5/60"], async |app| {
        let (browser, mut passkey) = john(app).await;
        let change = async |passkey: Value| {
            let body = json!({ "email": "new@example.com", "passkey": passkey });
            browser.json(Method::PUT, "/auth/update_profile", &body).await.status
        };
        for _ in 0..5 {
            assert_eq!(change(json!({ "id": "AAAA" })).await, 403);
        }
        assert_eq!(change(json!({ "id": "AAAA" })).await, 429);
        let page = partial(&browser, "john", &[("email", "new@example.com"), ("passkey", "{\"id\":\"AAAA\"}")]).await;
        assert_eq!(page.status, 429, "{}", page.body);
        assert!(page.attribute("form.fields input[name=passkey]", "type").is_some(), "{}", page.body);
        app.clock.advance(Duration::minutes(1));
        let answer = browser.confirmation(&mut passkey).await;
        assert_eq!(change(answer).await, 200);
    });
}

#[test]
fn the_token_api_gives_options_and_takes_the_answer() {
    App::test(async |app| {
        let (_, mut passkey) = john(app).await;
        let program = app.program();
        let options = program.passkey_options("/api/auth/login/passkey-options").await;
        let tokens = program.post("/api/auth/login/passkey", json!({ "passkey": passkey.answer(&options) })).await;
        let mut token = Tokens::of(&tokens).access;
        let path = "/api/auth/me/passkey-options";
        assert_eq!(program.bearer(Method::POST, path, "none").await.status, 401);
        for (method, path, body) in [
            (Method::PATCH, "/api/auth/me", json!({ "email": "new@example.com" })),
            (Method::POST, "/api/auth/change-password", json!({ "new_password": OTHER })),
            (Method::DELETE, "/api/auth/me", json!({})),
        ] {
            app.clock.advance(Duration::minutes(11));
            let asked = program.bearer_json(method.clone(), path, &token, &body).await;
            assert!(matches!(asked.status, 401 | 403 | 422), "{method} {path}: {}", asked.body);
            let options = program.bearer(Method::POST, "/api/auth/me/passkey-options", &token).await;
            let mut body = body.clone();
            body["passkey"] = passkey.answer(&options.json()["data"]);
            let done = program.bearer_json(method.clone(), path, &token, &body).await;
            assert_eq!(done.status, 200, "{method} {path}: {}", done.body);
            if path != "/api/auth/me" || method == Method::PATCH {
                let login = program.passkey_options("/api/auth/login/passkey-options").await;
                let login = json!({ "passkey": passkey.answer(&login) });
                token = Tokens::of(&program.post("/api/auth/login/passkey", login).await).access;
            }
        }
        assert!(app.find_user("john").is_none());
        let jane = program.sign_in("jane", PASSWORD).await.access;
        let none = program.bearer(Method::POST, "/api/auth/me/passkey-options", &jane).await;
        assert_eq!(code(&none), refused(404, "NOT_FOUND"), "she has none");
    });
}

#[test]
fn what_is_suspended_is_not_asked_for() {
    App::test(async |app| {
        let (browser, _) = john_with_passkey(app).await;
        browser.set_up_app(app).await;
        app.clock.advance(Duration::minutes(11));
        let asked = async || {
            let page = partial(&browser, "john", &[("email", "new@example.com")]).await;
            let asks = |name: &str| page.attribute(&format!("form.fields input[name={name}]"), "type").is_some();
            (page.status, asks("current_password"), asks("code"), asks("passkey"))
        };
        assert_eq!(asked().await, (403, true, true, true));
        app.execute("UPDATE passkeys SET suspended_at = created_at");
        assert_eq!(asked().await, (403, true, true, false));
        app.execute("UPDATE passkeys SET suspended_at = NULL");
        app.execute("UPDATE totp SET suspended_at = confirmed_at");
        assert_eq!(asked().await, (403, false, false, true));
    });
}

#[test]
fn a_form_with_another_mistake_asks_for_it_once_that_is_mended() {
    App::test(async |app| {
        let (browser, _) = john(app).await;
        for form in ["partial", "update"] {
            let sent = [("username", "john"), ("email", "nowhere"), ("password", OTHER)];
            let page = if form == "partial" {
                partial(&browser, "john", &sent).await
            } else {
                full(&browser, "john", &sent).await
            };
            assert_eq!(page.status, 422);
            assert_eq!(
                page.attributes_of(".summary a", "href").len(),
                2,
                "the address, and the password to type again"
            );
        }
    });
}
