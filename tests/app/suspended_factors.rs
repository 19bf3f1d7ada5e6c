//! "This wasn't me" suspends the second factors that an intruder may have added: they let nobody in, and stop no recovery.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::passkey_client::passkey_error;
use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const JOHN: &str = "john@example.com";
const SUSPENDED: &str = "This passkey is suspended, because it was added shortly before everyone was locked out of the account. Log in another way";
const LOCKED_OUT: &str =
    "Everyone is locked out of this account. Choose a new password with the link in our email first";
const ON_PAGES: &str = "Suspended, because it was added shortly before you said “This wasn't me”, or since. It no longer logs in. Remove it, and add it again if it is yours.";

/// John, whose address is confirmed and who has no second factor.
async fn john(app: &App) -> Browser<'_> {
    app.clock.stop();
    let owner = app.browser();
    owner.sign_in("john", PASSWORD).await;
    let link = app.link_to(JOHN, "/verify/").await;
    assert_eq!(owner.post(&link, &[]).await.status, 303);
    owner
}

/// A thief who knows his password logs in.
async fn thief(app: &App) -> Browser<'_> {
    let thief = app.browser_named("curl/8.5.0");
    assert_eq!(thief.login("john", PASSWORD).await.location(), Some("/"));
    app.clock.advance(Duration::SECOND);
    thief
}

/// His owner opens the newest notice, and says "This wasn't me". Returns where that leads.
async fn not_me(app: &App) -> String {
    let answer = app.browser().post(&app.link_to(JOHN, "/not-me/").await, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().expect("a reset").to_owned()
}

async fn reset(app: &App, link: &str) {
    let fields = [("password", NEW), ("confirm_password", NEW)];
    assert_eq!(app.browser().post(link, &fields).await.status, 303);
}

/// Asks to turn two-step login off, and does once the wait is over; returns whether the password alone logs in then.
async fn recovers(app: &App, meanwhile: impl AsyncFnOnce()) -> bool {
    let owner = app.browser();
    assert_eq!(owner.login("john", NEW).await.location(), Some("/login/lost-factors"));
    let page = owner.get("/login/lost-factors").await;
    assert!(page.body.contains("Every second factor of this account is suspended"), "{}", page.body);
    assert_eq!(owner.post("/login/lost-factors", &[]).await.status, 303);
    meanwhile().await;
    for _ in 0..3 {
        app.clock.advance(Duration::days(1));
        inside::housekeeping::do_what_is_due(&app.services).expect("done");
    }
    let emails = app.emails_to(JOHN).await;
    let last = emails.iter().rev().find_map(|email| email.links.iter().find(|link| link.contains("/factor-recovery/")));
    let link = last.and_then(|link| link.strip_prefix(&app.url)).expect("a link").to_owned();
    assert_eq!(app.browser().post(&link, &[("action", "finish")]).await.status, 303);
    app.browser().login("john", NEW).await.location() == Some("/")
}

#[test]
fn a_thief_s_passkey_lets_nobody_in_and_stops_no_recovery() {
    App::test(async |app| {
        let owner = john(app).await;
        let thief = thief(app).await;
        let mut passkey = thief.add_passkey(app).await;
        let next = not_me(app).await;
        assert!(!owner.is_logged_in().await && !thief.is_logged_in().await);
        let late = (401, SUSPENDED.to_owned());
        assert_eq!(passkey_error(&thief.log_in_with(&mut passkey).await), late);
        reset(app, &next).await;
        assert_eq!(passkey_error(&thief.log_in_with(&mut passkey).await), late);
        assert!(app.user("john").has_second_factor(), "a mailbox removes no factor");
        assert!(app.events().iter().any(|kind| kind == "factors_suspended"));

        let script = app.script();
        assert_eq!(script.login("john", NEW).await.json()["methods"], json!([]));
        let recovered = recovers(app, async || {
            assert_eq!(passkey_error(&thief.log_in_with(&mut passkey).await), late);
            assert_eq!(thief.login("john", PASSWORD).await.status, 422);
            assert!(app.user("john").factor_recovery().is_some(), "the thief can't stop it");
        });
        assert!(recovered.await);
    });
}

#[test]
fn a_thief_s_app_and_its_recovery_codes_are_worth_nothing() {
    App::test(async |app| {
        john(app).await;
        let phone = thief(app).await.set_up_app(app).await;
        let next = not_me(app).await;
        reset(app, &next).await;
        for (path, code) in
            [("/login/code", phone.code(app)), ("/login/recovery-code", phone.recovery_codes[0].clone())]
        {
            let browser = app.browser();
            browser.login("john", NEW).await;
            assert_eq!(browser.get(path).await.location(), Some("/login/lost-factors"));
            assert_eq!(browser.post(path, &[("code", &code)]).await.status, 422, "{path}");
            assert!(!browser.is_logged_in().await);
        }
        let recovered = recovers(app, async || {});
        assert!(recovered.await);
    });
}

#[test]
fn everything_that_was_added_within_a_day_before_the_notice_goes_with_it() {
    App::test(async |app| {
        john(app).await;
        let thief = thief(app).await;
        let mut first = thief.add_passkey(app).await;
        app.clock.advance(Duration::minutes(5));
        let mut second = thief.add_passkey(app).await;
        let next = not_me(app).await;
        reset(app, &next).await;
        for passkey in [&mut first, &mut second] {
            assert_eq!(passkey_error(&thief.log_in_with(passkey).await), (401, SUSPENDED.to_owned()));
        }
    });
}

#[test]
fn an_older_factor_stays_and_removes_what_is_suspended() {
    App::test_with(&["--require-second-factor=all", "--limit-changes-account=0"], async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.register("john", JOHN, PASSWORD).await;
        app.execute("UPDATE users SET email_verified = true");
        owner.post("/login", &[("username", "john"), ("password", PASSWORD)]).await;
        let page = owner.get("/login/set-up").await;
        let secret = page.text_of("code.key").replace(' ', "");
        let phone = crate::harness::Phone::with(&secret);
        assert_eq!(owner.post("/login/set-up", &[("code", &phone.code(app))]).await.status, 200);
        app.clock.advance(Duration::days(2));

        // Who has phished a code adds a passkey.
        let thief = app.browser_named("curl/8.5.0");
        thief.login("john", PASSWORD).await;
        assert_eq!(thief.post("/login/code", &[("code", &phone.code(app))]).await.status, 303);
        app.clock.advance(Duration::SECOND);
        let mut passkey = thief.add_passkey(app).await;
        let next = not_me(app).await;
        reset(app, &next).await;
        assert_eq!(passkey_error(&thief.log_in_with(&mut passkey).await), (401, SUSPENDED.to_owned()));

        app.clock.advance(Duration::MINUTE);
        owner.login("john", NEW).await;
        assert_eq!(owner.get("/login/passkey").await.location(), Some("/login/code"), "it is not offered");
        assert_eq!(owner.post("/login/code", &[("code", &phone.code(app))]).await.location(), Some("/"));
        let list = owner.get("/auth/factors").await.json();
        assert_eq!((&list["passkeys"][0]["suspended"], &list["totp"]["suspended"]), (&json!(ON_PAGES), &json!(null)));
        assert!(list["passkeys"][0]["suspended_at"].is_string());
        assert!(owner.get("/passkeys").await.text_of(".list").contains(ON_PAGES));
        assert!(owner.get("/two-step").await.body.contains("One or more of them are suspended"));
        // The account must have a factor, and this one was none any more.
        let id = owner.passkey_ids().await.remove(0);
        assert_eq!(owner.post(&format!("/passkeys/{id}/remove"), &[]).await.status, 303);
        assert!(owner.passkey_ids().await.is_empty() && app.user("john").has_second_factor());
        let new = owner.add_passkey(app).await;
        assert_eq!(app.browser().log_in_with(&mut new.clone()).await.status, 200, "what is added now counts");
    });
}

#[test]
fn from_the_history_it_suspends_what_another_session_added_since_and_not_what_this_one_proved() {
    App::test(async |app| {
        let owner = john(app).await;
        app.clock.advance(Duration::MINUTE);
        let thief = thief(app).await;
        let mut passkey = thief.add_passkey(app).await;
        let done = owner.post("/history/not-me", &[]).await;
        assert_eq!(done.location(), Some("/login"));
        assert!(owner.get("/login").await.text_of(".flash").contains("all are suspended"));
        assert_eq!(passkey_error(&thief.log_in_with(&mut passkey).await), (401, SUSPENDED.to_owned()));

        app.browser().register("jane", "jane@example.com", PASSWORD).await;
        let jane = app.browser();
        jane.login("jane", PASSWORD).await;
        app.clock.advance(Duration::MINUTE);
        let phone = jane.set_up_app(app).await;
        assert_eq!(jane.post("/history/not-me", &[]).await.status, 303);
        jane.login("jane", PASSWORD).await;
        assert_eq!(jane.post("/login/code", &[("code", &phone.code(app))]).await.location(), Some("/"));
        jane.post("/history/not-me", &[]).await;
        jane.login("jane", PASSWORD).await;
        let code = phone.recovery_codes[0].as_str();
        assert_eq!(jane.post("/login/recovery-code", &[("code", code)]).await.location(), Some("/"));
    });
}

#[test]
fn while_everyone_is_locked_out_no_passkey_logs_in() {
    App::test(async |app| {
        let owner = john(app).await;
        let mut passkey = owner.add_passkey(app).await;
        app.clock.advance(Duration::days(2));
        let other = app.browser_named("curl/8.5.0");
        assert_eq!(other.log_in_with(&mut passkey).await.status, 200);
        let next = not_me(app).await;
        assert_eq!(passkey_error(&other.log_in_with(&mut passkey).await), (401, LOCKED_OUT.to_owned()));
        reset(app, &next).await;
        assert_eq!(other.log_in_with(&mut passkey).await.status, 200, "it is older than the intruder");
    });
}

#[test]
fn what_was_asked_before_a_factor_came_is_not_enough_after_it() {
    App::test(async |app| {
        let owner = john(app).await;
        let thief = thief(app).await;
        // The slow request of the thief has read the account, and waits for its turn.
        let changing = app.changing("UPDATE users SET second_factor_since = '2026-01-01 00:00:00'");
        let body = json!({ "current_password": PASSWORD, "new_password": NEW });
        let answer = app.amid(changing, thief.json(Method::PUT, "/auth/change_password", &body)).await;
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert_eq!(app.events().iter().filter(|kind| *kind == "password_changed").count(), 0);
        assert!(owner.is_logged_in().await);
    });
}

#[test]
fn a_factor_that_comes_meanwhile_keeps_nobody_from_locking_the_thief_out() {
    App::test(async |app| {
        let owner = john(app).await;
        let thief = thief(app).await;
        let changing = app.changing("UPDATE users SET second_factor_since = '2026-01-01 00:00:00'");
        let answer = app.amid(changing, owner.post("/history/not-me", &[])).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(app.events().iter().filter(|kind| *kind == "not_me").count(), 1);
        assert!(!thief.is_logged_in().await);
    });
}
