//! Accounts that never confirmed an address: the address can be corrected, and who never comes back is deleted.

use inside::housekeeping;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const SLIP: &str = "john@exmaple.com";
const RIGHT: &str = "john@example.com";
const REQUIRED: &str = "--require-verified-email=true";

async fn correct(browser: &Browser<'_>, password: &str, email: &str) -> Answer {
    browser.post("/verify", &[("username", "john"), ("password", password), ("email", email)]).await
}

/// Status and code of a login with the right password, at the pages by a script and at both APIs.
async fn logins(app: &App) -> Vec<(u16, String)> {
    let form = json!({ "username": "john", "password": PASSWORD });
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
    let body = "username=john&password=correct+horse+battery";
    let mut answers = vec![(app.browser().send(Method::POST, "/login", &headers, body).await, "/code")];
    for (path, code) in [("/auth/login", "/code"), ("/api/auth/login", "/error/code")] {
        answers.push((app.browser().json(Method::POST, path, &form).await, code));
    }
    let code = |answer: &Answer, pointer: &str| {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    answers.iter().map(|(answer, pointer)| (answer.status, code(answer, pointer))).collect()
}

#[test]
fn the_right_password_stops_before_the_session_at_every_door() {
    App::test_with(&[REQUIRED], async |app| {
        app.browser().register("john", RIGHT, PASSWORD).await;
        let (page, api) = ((403, "email_not_verified".to_owned()), (403, "FORBIDDEN".to_owned()));
        assert_eq!(logins(app).await, [page.clone(), page, api]);
        assert_eq!(app.sessions_of("john").len(), 0);
        assert_eq!(app.events().iter().filter(|kind| *kind == "login_unverified").count(), 3);
        app.execute("UPDATE users SET email_verified = true");
        let statuses: Vec<u16> = logins(app).await.into_iter().map(|(status, _)| status).collect();
        assert_eq!(statuses, [303, 200, 200]);
        assert_eq!(app.sessions_of("john").len(), 3);
    });
}

#[test]
fn an_address_that_changes_while_the_password_is_checked_stops_the_login_too() {
    App::test_with(&[REQUIRED], async |app| {
        let browser = app.browser();
        browser.register("john", RIGHT, PASSWORD).await;
        app.execute("UPDATE users SET email_verified = true");
        let changing = app.changing("UPDATE users SET email_verified = false");
        let release = async {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            drop(changing);
        };
        let (answer, ()) = tokio::join!(browser.login("john", PASSWORD), release);
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert_eq!(app.sessions_of("john").len(), 0);
    });
}

#[test]
fn a_slip_in_the_address_is_corrected_by_the_password() {
    App::test_with(&[REQUIRED], async |app| {
        let browser = app.browser();
        browser.register("john", SLIP, PASSWORD).await;
        let old = app.link_to(SLIP, "/verify/").await;
        let page = browser.login("john", PASSWORD).await;
        assert_eq!(page.status, 403);
        assert_eq!(page.attribute("#email", "type").as_deref(), Some("email"));
        assert_eq!(correct(&browser, "not the password", RIGHT).await.status, 422);
        let answer = correct(&browser, PASSWORD, RIGHT).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        assert_eq!(browser.get("/login").await.text_of(".flash"), "A new link is on its way to john@example.com.");
        let user = app.user("john");
        assert!(user.email == RIGHT && !user.email_verified);
        assert_eq!(browser.post(&old, &[]).await.status, 410, "the link to the wrong address");
        assert_eq!(app.emails_to(SLIP).await.len(), 1, "a stranger's mailbox gets no more");
        assert_eq!(app.events().iter().filter(|kind| *kind == "email_changed").count(), 1);
        let stranger = app.browser().register("jane", SLIP, PASSWORD).await;
        assert_eq!(stranger.status, 303, "the wrong address is free: {:?}", stranger.field_errors());
        assert_eq!(browser.post(&app.link_to(RIGHT, "/verify/").await, &[]).await.status, 303);
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_correction_is_judged_and_limited_like_any_other_address() {
    App::test_with(&[REQUIRED, "--limit-email-address=2/3600", "--limit-signup-network=4/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("jane", "jane@example.com", PASSWORD).await;
        browser.register("john", SLIP, PASSWORD).await;
        for (address, words) in [("john@.[::]", "correct format"), ("JANE@example.com", "Another account uses")] {
            let answer = correct(&browser, PASSWORD, address).await;
            assert_eq!(answer.status, 422, "{address}");
            assert!(answer.field_errors()["email"].contains(words), "{address}: {:?}", answer.field_errors());
            assert_eq!(answer.attribute("#email", "value").as_deref(), Some(address));
        }
        for address in [RIGHT, "JOHN@example.com"] {
            assert_eq!(correct(&browser, PASSWORD, address).await.status, 303, "{address}");
        }
        let answer = correct(&browser, PASSWORD, RIGHT).await;
        assert_eq!(answer.status, 429);
        assert!(answer.field_errors()["email"].contains("Too many"), "{:?}", answer.field_errors());
        assert_eq!(correct(&browser, PASSWORD, "jane@example.com").await.status, 422);
        assert_eq!(correct(&browser, PASSWORD, "jane@example.com").await.status, 429, "taken names can't be asked for");
        assert_eq!(app.emails_to(RIGHT).await.len(), 2);
    });
}

#[test]
fn the_password_alone_moves_no_account_that_was_confirmed_once() {
    App::test_with(&[REQUIRED], async |app| {
        let owner = app.browser();
        owner.register("john", RIGHT, PASSWORD).await;
        owner.post(&app.link_to(RIGHT, "/verify/").await, &[]).await;
        let answer = correct(&app.browser(), PASSWORD, "thief@example.net").await;
        assert_eq!(answer.status, 303, "there is nothing to confirm");
        owner.login("john", PASSWORD).await;
        owner.post("/partial/john", &[("_method", "PATCH"), ("email", "new@example.com")]).await;
        let answer = correct(&app.browser(), PASSWORD, "thief@example.net").await;
        assert_eq!(answer.status, 422);
        assert!(answer.field_errors()["email"].contains("has confirmed an email address before"));
        assert_eq!(app.user("john").email, "new@example.com");
    });
}

#[test]
fn accounts_that_are_never_confirmed_and_not_used_are_deleted() {
    App::test_with(&["--session-lifetime=31536000", "--session-max-lifetime=31536000"], async |app| {
        let sweep = || housekeeping::sweep(&app.services).unwrap();
        for name in ["idle", "visitor", "confirmed", "moved", "boss"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        for name in ["confirmed", "moved"] {
            let link = app.link_to(&format!("{name}@example.com"), "/verify/").await;
            app.browser().post(&link, &[]).await;
        }
        let moved = app.browser();
        moved.login("moved", PASSWORD).await;
        moved.post("/partial/moved", &[("_method", "PATCH"), ("email", "elsewhere@example.com")]).await;
        assert!(!app.user("moved").email_verified);
        assert!(app.command(&["user", "promote", "boss"]).status.success());
        let visitor = app.browser();
        visitor.login("visitor", PASSWORD).await;

        app.clock.advance(Duration::days(29));
        sweep();
        assert_eq!(app.count_users(), 5);
        assert_eq!(visitor.get("/").await.status, 200);
        app.clock.advance(Duration::days(2));
        sweep();
        assert!(app.find_user("idle").is_none());
        for name in ["visitor", "confirmed", "moved", "boss"] {
            assert!(app.find_user(name).is_some(), "{name}");
        }
        assert_eq!(app.events().iter().filter(|kind| *kind == "account_deleted").count(), 1);
        assert_eq!(
            app.browser().register("idle", "idle@example.com", PASSWORD).await.status,
            303,
            "both are free again"
        );
        app.clock.advance(Duration::days(29));
        sweep();
        assert!(app.find_user("visitor").is_none(), "nobody has come back");
    });
    App::test_with(&["--unverified-retention=0"], async |app| {
        app.browser().register("idle", "idle@example.com", PASSWORD).await;
        app.clock.advance(Duration::days(3_650));
        housekeeping::sweep(&app.services).unwrap();
        assert!(app.find_user("idle").is_some());
    });
}

fn create(app: &App, name: &str, more: &[&str]) {
    let email = format!("{name}@example.com");
    let arguments = [&["user", "create", name, &email], more].concat();
    let done = app.command_with(&arguments, &[("REQUIRE_VERIFIED_EMAIL", "true")], PASSWORD);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn an_operators_account_counts_as_confirmed_unless_it_is_said_otherwise() {
    App::test_with(&[REQUIRED], async |app| {
        create(app, "boss", &["--role", "admin"]);
        assert!(app.user("boss").email_verified);
        assert_eq!(app.browser().login("boss", PASSWORD).await.status, 303);
        create(app, "clerk", &["--unverified"]);
        assert_eq!(app.browser().login("clerk", PASSWORD).await.status, 403);
        assert_eq!(app.emails_to("boss@example.com").await.len(), 0, "there is nothing to confirm");
        app.clock.advance(Duration::days(60));
        housekeeping::sweep(&app.services).unwrap();
        assert!(app.find_user("clerk").is_some(), "an operator's account is never deleted by itself");
        let correction = [("username", "clerk"), ("password", PASSWORD), ("email", "clerks@example.com")];
        assert_eq!(app.browser().post("/verify", &correction).await.status, 303);
        assert_eq!(app.browser().post(&app.link_to("clerks@example.com", "/verify/").await, &[]).await.status, 303);
    });
}
