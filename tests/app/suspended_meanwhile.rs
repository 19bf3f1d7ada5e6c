//! A factor is suspended, a remembered browser forgotten or a waiting login ended while a request with it is under way: the request
//! has read what was before, and the statement that decides sees what is now.

use reqwest::Method;
use serde_json::json;

use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";

/// Without limits whose rows are written before anything else: on a file there is one write at a time, and the requests here have to
/// wait with the one that decides.
const NOTHING_WRITTEN_FIRST: &[&str] =
    &["--limit-login-network=0", "--limit-login-successes=0", "--remember-browser-days=30"];

/// John, with a confirmed address: nothing about him waits for a limit.
async fn john(app: &App) -> Browser<'_> {
    app.clock.stop();
    let owner = app.browser();
    owner.sign_in("john", PASSWORD).await;
    app.execute("UPDATE users SET email_verified = true");
    owner
}

#[test]
fn a_passkey_that_is_suspended_meanwhile_logs_nobody_in() {
    App::test_with(NOTHING_WRITTEN_FIRST, async |app| {
        let owner = john(app).await;
        let mut passkey = owner.add_passkey(app).await;
        let suspend = "UPDATE passkeys SET suspended_at = '2026-01-01 00:00:00'";

        let thief = app.browser();
        let options = thief.passkey_options("/auth/login/passkey_options").await;
        let body = json!({ "passkey": passkey.answer(&options) });
        let answer = app.amid(app.changing(suspend), thief.json(Method::POST, "/auth/login/passkey", &body)).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        assert!(!thief.is_logged_in().await);

        app.execute("UPDATE passkeys SET suspended_at = NULL");
        let waiting = app.script();
        assert_eq!(waiting.login("john", PASSWORD).await.json()["code"], "second_factor_required");
        let body = json!({ "passkey": passkey.answer(&waiting.passkey_options("/auth/login/passkey_options").await) });
        let answer =
            app.amid(app.changing(suspend), waiting.json(Method::POST, "/auth/login/second_factor", &body)).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        assert!(!waiting.is_logged_in().await);

        app.execute("UPDATE passkeys SET suspended_at = NULL");
        app.clock.advance(time::Duration::hours(1) - time::Duration::SECOND);
        let body = json!({ "passkey": owner.confirmation(&mut passkey).await });
        let change =
            app.amid(app.changing(suspend), owner.json(Method::POST, "/auth/factors/recovery_codes", &body)).await;
        assert_eq!(change.status, 403, "{}", change.body);
    });
}

#[test]
fn an_app_that_is_suspended_meanwhile_finishes_no_login() {
    App::test_with(NOTHING_WRITTEN_FIRST, async |app| {
        let phone = john(app).await.set_up_app(app).await;
        let thief = app.browser();
        assert_eq!(thief.login("john", PASSWORD).await.location(), Some("/login/code"));
        let code = phone.code(app);
        let suspend = "UPDATE totp SET suspended_at = '2026-01-01 00:00:00'";
        let answer = app.amid(app.changing(suspend), thief.post("/login/code", &[("code", &code)])).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(!thief.is_logged_in().await);
    });
}

#[test]
fn a_browser_that_is_forgotten_meanwhile_is_asked_for_the_second_factor() {
    App::test_with(NOTHING_WRITTEN_FIRST, async |app| {
        let phone = john(app).await.set_up_app(app).await;
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let fields = [("code", &*phone.code(app)), ("remember_browser", "1")];
        assert_eq!(browser.post("/login/code", &fields).await.location(), Some("/"));
        browser.post("/logout", &[]).await;
        let answer = app.amid(app.changing("DELETE FROM remembered_browsers"), browser.login("john", PASSWORD)).await;
        assert_eq!(answer.location(), Some("/login/code"));
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn a_login_that_is_ended_meanwhile_starts_no_recovery() {
    App::test_with(NOTHING_WRITTEN_FIRST, async |app| {
        john(app).await.set_up_app(app).await;
        let thief = app.browser();
        assert_eq!(thief.login("john", PASSWORD).await.location(), Some("/login/code"));
        let request = thief.post("/login/lost-factors", &[]);
        // "This wasn't me" holds the account, as every verb does that changes one.
        let end = "UPDATE users SET username = username; DELETE FROM pending_logins";
        let answer = app.amid(app.changing(end), request).await;
        assert_eq!(answer.location(), Some("/login"), "{}", answer.status);
        assert!(app.user("john").factor_recovery().is_none());
    });
}
