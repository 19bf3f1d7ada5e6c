//! An account or a session that is changed while a request is under way which has read what was before: the request goes by what is
//! now.

use inside::sessions::list_sessions;
use reqwest::Method;
use serde_json::json;

use crate::harness::passkey_client::john_with_passkey;
use crate::harness::{App, Browser, Tokens};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "another long password";
const CHROME: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/// What a page of the same browser does that proves something: the session has another id afterwards.
const RENEWED: &str = "UPDATE sessions SET id = 'renewed'";

async fn john(app: &App) -> Browser<'_> {
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    app.execute("UPDATE users SET email_verified = true");
    browser
}

#[test]
fn a_session_that_is_renewed_meanwhile_is_logged_out_all_the_same() {
    App::test(async |app| {
        for path in ["/logout", "/auth/logout"] {
            let browser = if app.find_user("john").is_none() { john(app).await } else { app.browser() };
            browser.login("john", PASSWORD).await;
            let answer = app.amid(app.changing(RENEWED), browser.send(Method::POST, path, &[], "")).await;
            assert!(answer.status < 400, "{path}: {}", answer.body);
            assert_eq!(app.sessions_of("john").len(), 0, "{path}");
            assert_eq!(app.events().last().map(String::as_str), Some("logged_out"), "{path}");
        }
    });
}

#[test]
fn a_session_that_is_renewed_meanwhile_ends_where_its_owner_ends_it() {
    App::test(async |app| {
        let browser = john(app).await;
        let thief = app.browser_named(CHROME);
        thief.login("john", PASSWORD).await;
        let sessions = app.sessions_of("john");
        let of_thief = sessions.iter().find(|session| session.user_agent == CHROME).unwrap();
        let renewed = "UPDATE sessions SET id = 'renewed' WHERE user_agent LIKE '%Chrome%'";
        let path = format!("/auth/sessions/{}", of_thief.handle);
        let answer = app.amid(app.changing(renewed), browser.send(Method::DELETE, &path, &[], "")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(app.sessions_of("john").len(), 1);
    });
}

#[test]
fn the_own_session_is_listed_once_also_when_it_was_renewed_meanwhile() {
    App::test(async |app| {
        john(app).await;
        let caller = app.caller("john");
        app.execute(RENEWED);
        let listed = app.services.read(|r| list_sessions(r, &caller, None, 10)).unwrap();
        assert_eq!(listed.sessions.len(), 1);
    });
}

#[test]
fn a_password_that_is_changed_meanwhile_proves_nothing_any_more() {
    App::test_with(&["--sudo-window=0"], async |app| {
        john(app).await;
        let program = app.program();
        let access = Tokens::of(&program.login("john", PASSWORD).await).access;
        let body = json!({ "email": "thief@example.net", "current_password": PASSWORD });
        let changing = app.changing("UPDATE users SET password_changed_at = '2026-01-01 00:00:00'");
        let change = program.bearer_json(Method::PATCH, "/api/auth/me", &access, &body);
        let answer = app.amid(changing, change).await;
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert_eq!(answer.json()["error"]["code"], "REAUTH_REQUIRED");
        assert_eq!(app.user("john").email, "john@example.com");
    });
}

/// A thief has the password and says that every second factor is lost.
const BEGUN: &str = "INSERT INTO factor_recoveries (user_id, started_at, ready_at, next_step_at, address, user_agent)
    SELECT id, '2026-01-01 00:00:00', '2126-01-01 00:00:00', '2126-01-01 00:00:00', '', '' FROM users;
    UPDATE users SET factor_recovery_started_at = '2026-01-01 00:00:00', factor_recovery_ready_at = '2126-01-01 00:00:00'";

#[test]
fn a_recovery_that_begins_meanwhile_is_stopped_by_the_factor_that_is_there() {
    App::test(async |app| {
        app.clock.stop();
        let browser = john(app).await;
        let phone = browser.set_up_app(app).await;
        app.clock.advance(time::Duration::minutes(30));
        let body = json!({ "current_password": PASSWORD, "new_password": NEW, "code": phone.code(app) });
        let answer = app.amid(app.changing(BEGUN), browser.json(Method::PUT, "/auth/change_password", &body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(app.user("john").factor_recovery().is_none());
        assert_eq!(app.events().iter().filter(|kind| *kind == "factor_recovery_stopped").count(), 1);
    });
    App::test(async |app| {
        let (browser, mut passkey) = john_with_passkey(app).await;
        app.clock.advance(time::Duration::hours(1) - time::Duration::SECOND);
        let body = json!({ "passkey": browser.confirmation(&mut passkey).await });
        let answer =
            app.amid(app.changing(BEGUN), browser.json(Method::POST, "/auth/factors/recovery_codes", &body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(app.user("john").factor_recovery().is_none());
        assert_eq!(app.events().iter().filter(|kind| *kind == "factor_recovery_stopped").count(), 1);
    });
}

#[test]
fn the_password_alone_corrects_no_address_once_two_step_login_is_on() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let correct = app.program();
        let body = json!({ "username": "john", "password": PASSWORD, "new_email": "thief@example.net" });
        let changing = app.changing("UPDATE users SET second_factor_since = '2026-01-01 00:00:00'");
        let answer = app.amid(changing, correct.json(Method::POST, "/api/auth/verify/resend", &body)).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert_eq!(app.user("john").email, "john@example.com");
    });
}

#[test]
fn an_address_that_is_confirmed_meanwhile_needs_no_correction() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let body = json!({ "username": "john", "password": PASSWORD, "new_email": "john@example.org" });
        let confirmed = app.changing("UPDATE users SET email_verified = true; DELETE FROM never_confirmed");
        let program = app.program();
        let answer = app.amid(confirmed, program.json(Method::POST, "/api/auth/verify/resend", &body)).await;
        assert_eq!(answer.json()["data"]["message"], "The email address is already confirmed", "{}", answer.body);
        assert_eq!(app.user("john").email, "john@example.com");
    });
}

/// An address that the one who asks for the email has not seen.
const MOVED: &str =
    "UPDATE users SET email = 'john@example.org', email_key = 'john@example.org' WHERE username = 'john'";

#[test]
fn a_link_goes_to_the_address_that_was_seen_or_nowhere() {
    App::test(async |app| {
        john(app).await;
        let admin = app.admin("alice").await;
        let path = format!("{}/send-reset", app.page_of("john"));
        let answer = app.amid(app.changing(MOVED), admin.post(&path, &[("seen", "john@example.com")])).await;
        assert_eq!(answer.status, 404, "{}", answer.body);
        assert_eq!(app.emails_to("john@example.org").await.len(), 0);
    });
}

#[test]
fn a_confirmation_link_is_counted_for_the_address_that_it_goes_to() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = app.amid(app.changing(MOVED), browser.post("/verify", &[])).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(app.emails_to("john@example.org").await.len(), 0, "what moves it sends its own");
    });
}

/// Two browsers log in at once to an account that nobody has logged in to before.
#[test]
fn a_first_login_that_is_none_any_more_is_noticed() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.execute("UPDATE users SET email_verified = true");
        let other = app.browser_named(CHROME);
        let first = app.changing("UPDATE users SET last_login_at = '2026-01-01 00:00:00'");
        assert_eq!(app.amid(first, other.login("john", PASSWORD)).await.status, 303);
        let sent = app.emails_to("john@example.com").await;
        assert!(sent.iter().any(|email| email.subject.starts_with("New login")), "the owner is told");
    });
}

/// A long file goes on for as long as its reader reads.
#[test]
fn who_has_the_role_no_more_reads_no_further_in_the_audit_log() {
    let ends = [
        "UPDATE users SET role = 'user' WHERE username = 'alice'",
        "UPDATE users SET disabled_at = '2026-01-01 00:00:00' WHERE username = 'alice'",
        "DELETE FROM sessions",
    ];
    for end in ends {
        App::test(async |app| {
            let admin = app.admin("alice").await;
            app.many_events(40_000);
            let client = reqwest::Client::new();
            let request = client.get(format!("{}/admin/events.csv", app.url)).header("cookie", admin.cookie());
            let mut answer = request.send().await.expect("it begins");
            assert_eq!(answer.status(), 200);
            assert!(answer.chunk().await.expect("a piece").is_some());
            // What the system buffers on the way is far less than the whole.
            app.execute(end);
            let broken = loop {
                match answer.chunk().await {
                    Ok(Some(_)) => {}
                    Ok(None) => break false,
                    Err(_) => break true,
                }
            };
            assert!(broken, "{end}");
        });
    }
}
