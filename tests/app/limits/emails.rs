//! Addresses that nobody has proved to own: nobody can fill them with our emails, or learn by trying which have accounts.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::profile_forms::partial;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const VICTIM: &str = "victim@example.net";

async fn move_to(browser: &Browser<'_>, address: &str) -> Answer {
    partial(browser, "john", &[("email", address)]).await
}

#[test]
fn a_change_of_address_back_and_forth_sends_a_stranger_no_more_emails_than_one_who_asks() {
    App::test_with(&["--limit-email-address=3/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for n in 0..3 {
            assert_eq!(move_to(&browser, VICTIM).await.status, 303);
            assert_eq!(move_to(&browser, &format!("john{n}@example.com")).await.status, 303);
        }
        let answer = move_to(&browser, VICTIM).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
        assert_eq!(answer.field_errors()["p-email"], "Error: Too many attempts. Try again in 1 hour.");
        assert_eq!(answer.attribute("#p-email", "value").as_deref(), Some(VICTIM));
        let script = browser.json(Method::PUT, "/auth/update_profile", &json!({ "email": VICTIM })).await;
        assert_eq!((script.status, &script.json()["code"]), (429, &json!("rate_limited")));
        assert_eq!(app.user("john").email, "john2@example.com");
        assert_eq!(app.links_to(VICTIM, "/verify/").await.len(), 3);
        // Nothing is sent for another spelling of an address, so nothing is counted.
        for spelling in ["JOHN2@example.com", "John2@example.com", "john2@example.com", "joHN2@example.com"] {
            assert_eq!(move_to(&browser, spelling).await.status, 303);
        }
        app.clock.advance(Duration::hours(1));
        assert_eq!(move_to(&browser, VICTIM).await.status, 303);
    });
}

#[test]
fn one_network_sends_so_many_emails_to_addresses_of_its_choice() {
    App::test_with(&["--limit-email-network=2/3600"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(move_to(&browser, "one@example.net").await.status, 303);
        assert_eq!(move_to(&browser, "two@example.net").await.status, 303);
        assert_eq!(move_to(&browser, "three@example.net").await.status, 429);
        assert!(app.emails_to("three@example.net").await.is_empty());
    });
}

#[test]
fn signing_up_and_deleting_the_account_again_fills_nobodys_inbox() {
    App::test_with(&["--limit-email-address=2/3600"], async |app| {
        for n in 1..=3 {
            let browser = app.browser();
            assert_eq!(
                browser.register("john", VICTIM, PASSWORD).await.status,
                303,
                "the account is made all the same"
            );
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            let goodbye = [("confirm_username", "john"), ("current_password", PASSWORD)];
            if n < 3 {
                assert_eq!(browser.post("/delete-account", &goodbye).await.status, 303);
            }
        }
        assert_eq!(app.links_to(VICTIM, "/verify/").await.len(), 2);
    });
}

#[test]
fn an_account_nobody_confirmed_causes_so_many_emails_whatever_happens_to_it() {
    App::test_with(&["--limit-email-address=3/3600"], async |app| {
        let browser = app.browser_named("curl/8.5.0");
        browser.register("john", VICTIM, PASSWORD).await;
        for n in 0..6 {
            let browser = app.browser_named(["curl/8.5.0", "Wget/1.21", "okhttp/4.12.0"][n % 3]);
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            let change = json!({ "current_password": PASSWORD, "new_password": PASSWORD });
            assert_eq!(browser.json(Method::PUT, "/auth/change_password", &change).await.status, 200);
            assert_eq!(browser.post("/history/not-me", &[]).await.status, 303);
            let told = browser.get("/login").await.text_of(".flash");
            assert_eq!(told.contains("Open the link we sent"), n < 3, "{told}");
        }
        browser.login("john", PASSWORD).await;
        let goodbye = [("confirm_username", "john"), ("current_password", PASSWORD)];
        assert_eq!(browser.post("/delete-account", &goodbye).await.status, 303);
        // One to confirm the address, three of what happened, three for a new password.
        assert_eq!(app.emails_to(VICTIM).await.len(), 7);
    });
}

#[test]
fn whoever_confirmed_the_address_hears_of_everything() {
    App::test_with(&["--limit-email-address=1/3600"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.post(&app.link_to("john@example.com", "/verify/").await, &[]).await;
        for _ in 0..3 {
            let change = json!({ "current_password": PASSWORD, "new_password": PASSWORD });
            assert_eq!(browser.json(Method::PUT, "/auth/change_password", &change).await.status, 200);
        }
        let told = app.emails_to("john@example.com").await;
        assert_eq!(told.iter().filter(|message| message.subject.contains("password was changed")).count(), 3);
    });
}

#[test]
fn whoever_is_logged_in_learns_of_no_more_taken_names_than_at_sign_up() {
    App::test_with(&["--limit-signup-network=3/3600"], async |app| {
        app.clock.stop();
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        // What nobody has costs nothing.
        for name in ["johnny", "jonathan", "john"] {
            let path = format!("/partial/{}", app.user("john@example.com").username);
            assert_eq!(john.post(&path, &[("_method", "PATCH"), ("username", name)]).await.status, 303, "{name}");
        }
        assert_eq!(move_to(&john, "jane@example.com").await.status, 422);
        let answer = move_to(&john, "jane@example.com").await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
        assert_eq!(answer.field_errors()["p-email"], "Error: Too many attempts. Try again in 1 hour.");
        let renaming = partial(&john, "john", &[("username", "jane")]).await;
        assert_eq!(renaming.field_errors()["p-username"], "Error: Too many attempts. Try again in 1 hour.");
        let script = john.json(Method::PUT, "/auth/update_profile", &json!({ "email": "jane@example.com" })).await;
        assert_eq!((script.status, &script.json()["code"]), (429, &json!("rate_limited")));
        assert_eq!(partial(&john, "john", &[("password", "walnut-harbour")]).await.status, 303);
    });
}

#[test]
fn a_new_password_by_mail_forgives_the_failures_of_the_account_and_not_of_the_network() {
    App::test_with(&["--limit-login-network=8/60"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        for _ in 0..5 {
            assert_eq!(browser.login("john", "not-my-password").await.status, 422);
        }
        assert_eq!(browser.login("john", PASSWORD).await.status, 429);
        browser.post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let new = [("password", "walnut-harbour"), ("confirm_password", "walnut-harbour")];
        assert_eq!(browser.post(&link, &new).await.status, 303);
        assert_eq!(browser.login("john@example.com", "walnut-harbour").await.status, 303);
        for _ in 0..3 {
            assert_eq!(browser.login("somebody", "not-my-password").await.status, 422);
        }
        let elsewhere = app.browser().login("john", "walnut-harbour").await;
        assert_eq!(elsewhere.status, 429, "eight failures of the network");
    });
}
