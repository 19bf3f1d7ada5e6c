//! Remembered browsers: what they spare, what they never do, and everything that forgets them.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::{code, refused};
use crate::harness::{Answer, App, Browser, Phone};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";
const FOR_A_MONTH: &[&str] = &["--remember-browser-days=30"];

/// An account with an authenticator app.
async fn with_app(app: &App, name: &str) -> Phone {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in(name, PASSWORD).await;
    browser.set_up_app(app).await
}

/// Logs in with a code and has the browser remembered.
async fn remember(app: &App, browser: &Browser<'_>, name: &str, phone: &Phone) {
    assert_eq!(browser.login(name, PASSWORD).await.location(), Some("/login/code"));
    let fields = [("code", &*phone.code(app)), ("remember_browser", "1")];
    let done = browser.post("/login/code", &fields).await;
    assert_eq!((done.status, done.location()), (303, Some("/")), "{}", done.body);
    app.clock.advance(Duration::minutes(1));
}

/// Whether the password alone logs in.
async fn is_spared(browser: &Browser<'_>, name: &str, password: &str) -> bool {
    browser.post("/logout", &[]).await;
    let answer = browser.login(name, password).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let at_once = answer.location() == Some("/");
    assert_eq!(browser.is_logged_in().await, at_once);
    at_once
}

async fn remembered(browser: &Browser<'_>) -> Vec<Value> {
    let list = browser.get("/auth/sessions").await.json();
    list["remembered_browsers"].as_array().unwrap_or_else(|| panic!("{list}")).clone()
}

#[test]
fn the_password_is_enough_there_for_as_long_as_it_was_said_and_proves_nothing_else() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let page = browser.get("/login/code").await;
        assert_eq!(page.text_of("label.check"), "Don't ask again in this browser for 30 days");
        let wrong = [("code", &*phone.wrong_code(app)), ("remember_browser", "1")];
        let wrong = browser.post("/login/code", &wrong).await;
        assert!(wrong.attribute(".check input", "checked").is_some(), "what was chosen is kept");
        remember(app, &browser, "john", &phone).await;
        // Not for one login only, and through logouts.
        for _ in 0..3 {
            assert!(is_spared(&browser, "john", PASSWORD).await);
            app.clock.advance(Duration::days(9));
        }
        assert!(is_spared(&browser, "john", PASSWORD).await);
        let proved: Vec<_> = app.all_texts().into_iter().filter(|text| text.contains("totp_verified_at")).collect();
        assert_eq!(proved.len(), 1, "of the session that set the app up, and of none that was spared: {proved:?}");
        let body = json!({ "email": "new@example.com", "current_password": PASSWORD });
        let asked = browser.json(Method::PUT, "/auth/update_profile", &body).await;
        assert_eq!((asked.status, asked.json()["code"].clone()), (403, json!("reauth_required")));
        assert_eq!(browser.post("/two-step/app/remove", &[]).await.status, 403);
        // The same password elsewhere, and here once the time is over.
        assert!(!is_spared(&app.browser(), "john", PASSWORD).await);
        app.clock.advance(Duration::days(3));
        assert!(!is_spared(&browser, "john", PASSWORD).await);
    });
}

#[test]
fn it_is_worth_nothing_for_another_account_and_several_share_a_browser() {
    App::test_with(FOR_A_MONTH, async |app| {
        let john = with_app(app, "john").await;
        let jane = with_app(app, "jane").await;
        let browser = app.browser();
        remember(app, &browser, "john", &john).await;
        assert!(!is_spared(&browser, "jane", PASSWORD).await);
        remember(app, &browser, "jane", &jane).await;
        assert!(is_spared(&browser, "john", PASSWORD).await && is_spared(&browser, "jane", PASSWORD).await);
        assert_eq!(remembered(&browser).await.len(), 1, "of jane's account");
        // Nor for a program, nor as a login.
        let program = app.program();
        program.set_cookie(&browser.remembered_cookie());
        assert_eq!(code(&program.login("john", PASSWORD).await), refused(401, "SECOND_FACTOR_REQUIRED"));
        assert!(!program.is_logged_in().await);
        assert_eq!(program.login("john", OTHER).await.status, 401, "nor without the password");
    });
}

#[test]
fn a_new_password_another_factor_and_this_was_not_me_forget_every_browser() {
    App::test_with(FOR_A_MONTH, async |app| {
        let mut phone = with_app(app, "john").await;
        let (browser, owner) = (app.browser(), app.browser());
        let mut password = PASSWORD;
        for change in ["password", "reset", "recovery codes", "removed", "added", "operator", "not me", "mail"] {
            owner.login("john", password).await;
            owner.post("/login/code", &[("code", &phone.code(app))]).await;
            app.clock.advance(Duration::minutes(1));
            assert!(owner.is_logged_in().await, "{change}");
            browser.post("/logout", &[]).await;
            browser.login("john", password).await;
            browser.post("/login/code", &[("code", &phone.code(app)), ("remember_browser", "1")]).await;
            app.clock.advance(Duration::minutes(1));
            assert!(is_spared(&browser, "john", password).await, "{change}");
            match change {
                "password" => {
                    let fields = [("current_password", password), ("password", OTHER), ("confirm_password", OTHER)];
                    assert_eq!(owner.post("/change-password", &fields).await.status, 303);
                    password = OTHER;
                }
                "reset" | "mail" => {
                    app.emails_to("john@example.com").await;
                    app.browser().post("/forgot-password", &[("email", "john@example.com")]).await;
                    let link = app.email_to("john@example.com").await.path();
                    let fields = [("password", PASSWORD), ("confirm_password", PASSWORD)];
                    assert_eq!(app.browser().post(&link, &fields).await.status, 303);
                    password = PASSWORD;
                }
                "recovery codes" => {
                    assert_eq!(owner.post("/two-step/recovery-codes", &[]).await.status, 200);
                    assert!(is_spared(&browser, "john", password).await, "they are no factor");
                    continue;
                }
                "removed" => {
                    assert_eq!(owner.post("/two-step/app/remove", &[]).await.status, 303);
                    phone = owner.set_up_app(app).await;
                }
                "added" | "operator" => {
                    assert!(app.command(&["user", "reset-factors", "john"]).status.success());
                    phone = owner.set_up_app(app).await;
                }
                _ => {
                    assert_eq!(owner.post("/history/not-me", &[]).await.status, 303);
                }
            }
            assert!(!is_spared(&browser, "john", password).await, "{change}");
        }
    });
}

#[test]
fn its_owner_sees_it_beside_the_sessions_and_forgets_it_at_both_doors() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let (browser, script) = (app.browser(), app.script());
        browser.login("john", PASSWORD).await;
        browser.post("/login/code", &[("code", &phone.code(app))]).await;
        app.clock.advance(Duration::minutes(1));
        assert!(browser.get("/sessions").await.body.contains("No browser is remembered."));
        remember(app, &browser, "john", &phone).await;
        script.login("john", PASSWORD).await;
        let body = json!({ "code": phone.code(app), "remember_browser": true });
        assert_eq!(script.post("/auth/login/second_factor", body).await.status, 200);
        app.clock.advance(Duration::minutes(1));
        assert_eq!(script.login("john", PASSWORD).await.status, 200, "at once");
        let page = browser.get("/sessions").await;
        assert_eq!(page.text_of("#remembered-heading"), "Remembered browsers");
        assert_eq!(page.texts_of("section .list li").len(), 2);
        assert_eq!(page.texts_of("section .list .badge"), ["This device"]);
        assert!(page.body.contains("Firefox on Linux"), "{}", page.body);
        let rows = remembered(&browser).await;
        assert_eq!(rows.len(), 2);
        for member in ["id", "name", "address", "created_at", "expires_at", "last_used_at"] {
            assert!(rows[0][member].is_string(), "{member}");
        }

        // Another account can't.
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
        for id in &ids {
            assert_eq!(jane.post(&format!("/sessions/remembered/{id}/forget"), &[]).await.status, 404);
            let address = format!("/auth/remembered_browsers/{id}");
            assert_eq!(jane.json(Method::DELETE, &address, &json!({})).await.status, 404);
            assert_eq!(app.browser().json(Method::DELETE, &address, &json!({})).await.status, 401);
        }
        let forgotten = browser.post(&format!("/sessions/remembered/{}/forget", ids[0]), &[]).await;
        assert_eq!((forgotten.status, forgotten.location()), (303, Some("/sessions")));
        assert!(browser.get("/sessions").await.body.contains("was forgotten. Its next login asks for a code."));
        let address = format!("/auth/remembered_browsers/{}", ids[1]);
        let forgotten = script.json(Method::DELETE, &address, &json!({})).await;
        assert_eq!(forgotten.json(), json!({ "ok": true, "msg": "Browser forgotten" }));
        assert_eq!(script.json(Method::DELETE, &address, &json!({})).await.status, 404);
        let history = browser.get("/history").await.body;
        assert!(history.contains("Browser remembered: logins from it need no code"), "{history}");
        assert!(history.contains("Remembered browser forgotten: Firefox on Linux"), "{history}");
        assert!(!is_spared(&browser, "john", PASSWORD).await && !is_spared(&script, "john", PASSWORD).await);
    });
}

#[test]
fn logging_out_everywhere_else_forgets_the_other_browsers() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let (here, there) = (app.browser(), app.browser());
        remember(app, &here, "john", &phone).await;
        remember(app, &there, "john", &phone).await;
        assert_eq!(here.post("/sessions/end-others", &[]).await.status, 303);
        assert_eq!(remembered(&here).await.len(), 1);
        assert!(is_spared(&here, "john", PASSWORD).await);
        assert!(!is_spared(&there, "john", PASSWORD).await);
    });
}

#[test]
fn a_recovery_code_remembers_nothing_and_neither_does_a_site_that_does_not_want_it() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let page = browser.get("/login/recovery-code").await;
        assert!(page.attribute(".check input", "name").is_none());
        let fields = [("code", &*phone.recovery_codes[0]), ("remember_browser", "1")];
        assert_eq!(browser.post("/login/recovery-code", &fields).await.status, 303);
        assert_eq!(browser.remembered_cookie(), "");
        assert!(!is_spared(&browser, "john", PASSWORD).await);
        let body = json!({ "recovery_code": phone.recovery_codes[1], "remember_browser": true });
        assert_eq!(browser.json(Method::POST, "/auth/login/second_factor", &body).await.status, 200);
        assert!(!is_spared(&browser, "john", PASSWORD).await);
        remember(app, &browser, "john", &phone).await;

        // At the next start it is turned off, or for a shorter time.
        let off = app.another_node(&[]);
        let there = off.app.browser();
        there.set_cookie(&browser.remembered_cookie());
        there.login("john", PASSWORD).await;
        assert!(there.get("/login/code").await.attribute(".check input", "name").is_none());
        let fields = [("code", &*phone.code(app)), ("remember_browser", "1")];
        assert_eq!(there.post("/login/code", &fields).await.status, 303);
        app.clock.advance(Duration::minutes(1));
        let page = there.get("/sessions").await;
        assert!(page.status == 200 && !page.body.contains("Remembered browsers"), "{}", page.body);
        assert!(there.get("/auth/sessions").await.json()["remembered_browsers"].is_null());
        assert!(!is_spared(&there, "john", PASSWORD).await);
        let short = app.another_node(&["--remember-browser-days=1"]);
        let there = short.app.browser();
        there.set_cookie(&browser.remembered_cookie());
        assert!(is_spared(&there, "john", PASSWORD).await);
        app.clock.advance(Duration::days(1));
        assert!(!is_spared(&there, "john", PASSWORD).await);
        assert!(is_spared(&browser, "john", PASSWORD).await);
        inside::housekeeping::sweep(&off.app.services).expect("swept");
        assert!(!is_spared(&browser, "john", PASSWORD).await, "turned off once, they are gone");
    });
}

#[test]
fn the_export_names_it_without_its_secret_and_the_expired_are_swept() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let browser = app.browser();
        remember(app, &browser, "john", &phone).await;
        let cookie = browser.remembered_cookie();
        let secret = cookie.strip_prefix("remembered=").expect("a cookie");
        assert!(!app.all_texts().iter().any(|text| text.contains(secret)), "only its hash is kept");
        let export = browser.get("/export").await;
        let entry = export.json()["remembered_browsers"][0].clone();
        assert_eq!(entry["name"], "Firefox on Linux");
        let kept = app
            .all_texts()
            .into_iter()
            .find_map(|text| text.strip_prefix("remembered_browsers.id: ").map(str::to_owned));
        assert!(!export.body.contains(&kept.expect("a row")) && !export.body.contains(secret));
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).expect("swept");
        assert!(!app.all_texts().iter().any(|text| text.starts_with("remembered_browsers.")));
    });
}

/// The line that sets this cookie.
fn line(answer: &Answer, name: &str) -> String {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let mut ours = all.filter(|line| line.starts_with(&format!("{name}=")) && !line.contains("Max-Age=0"));
    ours.next().unwrap_or_else(|| panic!("no {name}: {}", answer.body)).to_owned()
}

#[test]
fn the_cookie_is_kept_like_the_session_cookie_and_for_as_long_as_it_counts() {
    App::test_with(FOR_A_MONTH, async |app| {
        let phone = with_app(app, "john").await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let fields = [("code", &*phone.code(app)), ("remember_browser", "1")];
        let line = line(&browser.post("/login/code", &fields).await, "remembered");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(line.contains(attribute), "{line}");
        }
        assert!(!line.contains("Secure") && !line.contains("Domain"), "{line}");
    });
    App::test_in_production(FOR_A_MONTH, async |app| {
        app.clock.stop();
        // A client that carries cookies by hand: a jar keeps these for HTTPS.
        let send = async |path: &str, cookie: &str, body: Value| {
            let cookie = cookie.split(';').next().unwrap_or_default();
            let headers = [("cookie", cookie), ("content-type", "application/json")];
            app.browser().send(Method::POST, path, &headers, body.to_string()).await
        };
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let credentials = json!({ "username": "john", "password": PASSWORD });
        let session = line(&send("/auth/login", "", credentials.clone()).await, "__Host-session");
        let started = send("/auth/factors/totp", &session, json!({})).await.json();
        let phone = Phone::with(started["secret"].as_str().expect("a secret"));
        let confirmed = send("/auth/factors/totp/confirm", &session, json!({ "code": phone.code(app) })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        app.clock.advance(Duration::minutes(1));
        let pending = line(&send("/auth/login", "", credentials.clone()).await, "__Host-pending_login");
        let body = json!({ "code": phone.code(app), "remember_browser": true });
        let remembered = line(&send("/auth/login/second_factor", &pending, body).await, "__Host-remembered");
        assert!(remembered.contains("Secure") && !remembered.contains("Domain"), "{remembered}");
        assert_eq!(send("/auth/login", &remembered, credentials.clone()).await.status, 200);
        assert_eq!(send("/auth/login", "", credentials).await.status, 401);
    });
}
