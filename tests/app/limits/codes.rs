//! Codes of a second factor are few, and whoever guesses them knows the password or reads the mailbox: neither clears the count.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

#[test]
fn nothing_but_a_right_code_clears_the_wrong_ones() {
    App::test_with(
        &["--limit-codes-account=8/86400", "--limit-login-account=0", "--limit-login-network=0"],
        async |app| {
            app.clock.stop();
            let browser = app.browser();
            browser.sign_in("john", PASSWORD).await;
            let phone = browser.set_up_app(app).await;
            let attempt = async |password: &str, code: &str| {
                let script = app.script();
                assert_eq!(script.login("john", password).await.json()["code"], "second_factor_required");
                script.post("/auth/login/second_factor", json!({ "code": code })).await.status
            };
            for _ in 0..7 {
                assert_eq!(attempt(PASSWORD, &phone.wrong_code(app)).await, 401);
            }
            app.clock.advance(Duration::seconds(60));
            assert_eq!(attempt(PASSWORD, &phone.code(app)).await, 200, "a right one clears them");
            for _ in 0..8 {
                assert_eq!(attempt(PASSWORD, &phone.wrong_code(app)).await, 401);
            }
            // A known browser, another door, a new password by email: the count is the account's.
            app.browser().post("/forgot-password", &[("email", "john@example.com")]).await;
            let link = app.link_to("john@example.com", "/reset-password/").await;
            let new = [("password", OTHER), ("confirm_password", OTHER)];
            assert_eq!(app.browser().post(&link, &new).await.status, 303);
            app.clock.advance(Duration::seconds(60));
            assert_eq!(attempt(OTHER, &phone.code(app)).await, 429);
            assert_eq!(browser.login("john", OTHER).await.status, 303);
            assert_eq!(browser.post("/login/code", &[("code", &phone.code(app))]).await.status, 429);
            app.clock.advance(Duration::days(1));
            assert_eq!(attempt(OTHER, &phone.code(app)).await, 200);
        },
    );
}

#[test]
fn a_session_with_the_password_guesses_no_more_codes_than_a_login() {
    App::test(async |app| {
        app.clock.stop();
        let (owner, thief) = (app.browser(), app.browser());
        owner.sign_in("john", PASSWORD).await;
        thief.login("john", PASSWORD).await;
        let phone = owner.set_up_app(app).await;
        let body = |code: String| json!({ "current_password": PASSWORD, "new_password": OTHER, "code": code });
        let mut statuses = Vec::new();
        for _ in 0..7 {
            let wrong = body(phone.wrong_code(app));
            statuses.push(thief.json(Method::PUT, "/auth/change_password", &wrong).await.status);
        }
        assert_eq!(statuses, [403, 403, 403, 403, 403, 429, 429], "the right password cleared the wrong codes");
    });
}

/// The password is asked for at more places than the login, and whoever guesses codes knows it.
#[test]
fn the_right_password_clears_no_wrong_codes_wherever_it_is_asked_for() {
    App::test(async |app| {
        app.clock.stop();
        let credentials = json!({ "username": "john", "password": PASSWORD });
        let correction = json!({ "username": "john", "password": PASSWORD, "new_email": "john@example.org" });
        let elsewhere = [("a link", credentials, 200), ("another address", correction, 422)];
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let phone = owner.set_up_app(app).await;
        let guess = async || {
            let script = app.script();
            assert_eq!(script.login("john", PASSWORD).await.json()["code"], "second_factor_required");
            script.post("/auth/login/second_factor", json!({ "code": phone.wrong_code(app) })).await.status
        };
        for (what, body, status) in elsewhere {
            assert_eq!((guess().await, guess().await), (401, 401), "{what}");
            let answer = app.program().json(Method::POST, "/api/auth/verify/resend", &body).await;
            assert_eq!(answer.status, status, "{what}: {}", answer.body);
            assert_eq!((guess().await, guess().await, guess().await), (401, 401, 401), "{what}");
            // The right password is refused as well now, which asks for no code.
            assert_eq!(app.script().login("john", PASSWORD).await.status, 429, "{what} cleared the wrong codes");
            app.clock.advance(Duration::seconds(61));
        }
    });
}
