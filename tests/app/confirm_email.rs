use reqwest::Method;
use time::Duration;

use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const JOHN: &str = "john@example.com";

async fn sign_in(app: &App) -> Browser<'_> {
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    browser
}

#[test]
fn a_new_account_confirms_its_address_with_the_link_it_was_sent() {
    App::test(async |app| {
        let owner = sign_in(app).await;
        assert!(
            owner.get("/security").await.text_of(".banner .email").replace(' ', "") == JOHN,
            "a calm banner until then"
        );
        let link = app.link_to(JOHN, "/verify/").await;
        let reader = app.browser();
        for method in [Method::HEAD, Method::GET, Method::GET] {
            let page = reader.send(method, &link, &[], String::new()).await;
            assert_eq!((page.status, page.header("referrer-policy")), (200, Some("strict-origin")));
        }
        assert!(!app.user("john").email_verified, "looking confirms nothing");
        let page = reader.get(&link).await;
        assert_eq!(page.text_of("h1"), "Confirm your email address");
        assert_eq!(page.attribute("form.body", "action").as_deref(), Some(link.as_str()));
        let answer = reader.post(&link, &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        assert!(app.user("john").email_verified);
        assert_eq!(reader.get("/login").await.text_of(".flash"), "Email address john@example.com confirmed.");
        assert!(owner.get("/security").await.texts_of(".banner").is_empty());
        assert_eq!(owner.get("/").await.text_of(".state"), "Nothing needs your attention.");
        for answer in [reader.get(&link).await, reader.post(&link, &[]).await] {
            assert_eq!((answer.status, answer.text_of("h1").as_str()), (200, "Already confirmed"));
        }
        assert_eq!(app.events().iter().filter(|kind| *kind == "email_verified").count(), 1);
    });
}

#[test]
fn of_two_confirmations_at_once_both_are_told_the_truth_and_one_is_counted() {
    App::test(async |app| {
        sign_in(app).await;
        let link = app.link_to(JOHN, "/verify/").await;
        let (one, other) = (app.browser(), app.browser());
        let (one, other) = tokio::join!(one.post(&link, &[]), other.post(&link, &[]));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 303]);
        assert_eq!(app.events().iter().filter(|kind| *kind == "email_verified").count(), 1);
    });
}

#[test]
fn a_newer_link_replaces_the_older_one() {
    App::test(async |app| {
        let owner = sign_in(app).await;
        let older = app.link_to(JOHN, "/verify/").await;
        let answer = owner.post("/verify", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert_eq!(owner.get("/").await.text_of(".flash"), "A new link is on its way to john@example.com.");
        let links = app.links_to(JOHN, "/verify/").await;
        let newer = links.iter().find(|link| **link != older).unwrap();
        for answer in [owner.get(&older).await, owner.post(&older, &[]).await] {
            assert_eq!((answer.status, answer.text_of("h1").as_str()), (410, "This confirmation link was replaced"));
            assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
        }
        assert!(!app.user("john").email_verified);
        assert_eq!(owner.post(newer, &[]).await.status, 303);
        owner.post("/verify", &[]).await;
        assert_eq!(owner.get("/").await.texts_of(".flash")[1], "john@example.com is already confirmed.");
    });
}

#[test]
fn a_link_expires_and_says_so() {
    App::test(async |app| {
        sign_in(app).await;
        let link = app.link_to(JOHN, "/verify/").await;
        app.clock.advance(Duration::seconds(86_390));
        assert_eq!(app.browser().get(&link).await.status, 200);
        app.clock.advance(Duration::seconds(11));
        for answer in [app.browser().get(&link).await, app.browser().post(&link, &[]).await] {
            assert_eq!((answer.status, answer.text_of("h1").as_str()), (410, "This confirmation link has expired"));
        }
        assert!(!app.user("john").email_verified);
    });
}

#[test]
fn a_link_to_an_address_that_was_left_is_dead() {
    App::test(async |app| {
        let owner = sign_in(app).await;
        let link = app.link_to(JOHN, "/verify/").await;
        owner.post("/partial/john", &[("_method", "PATCH"), ("email", "new@example.com")]).await;
        let answer = owner.post(&link, &[]).await;
        assert_eq!((answer.status, answer.text_of("h1").as_str()), (410, "This confirmation link no longer works"));
        assert!(!app.user("john").email_verified);
        let new = app.link_to("new@example.com", "/verify/").await;
        assert_eq!(owner.post(&new, &[]).await.status, 303);
        assert!(app.user("john").email_verified);
    });
}

#[test]
fn a_link_opens_only_what_it_was_sent_for() {
    App::test(async |app| {
        sign_in(app).await;
        let token = app.link_to(JOHN, "/verify/").await.replace("/verify/", "");
        let reader = app.browser();
        for (path, link) in [
            (format!("/reset-password/{token}"), "password reset link"),
            (format!("/email-change/{token}"), "undo link"),
            ("/verify/nothing".into(), "confirmation link"),
        ] {
            let answer = reader.get(&path).await;
            let heading = format!("This {link} does not work");
            assert_eq!((answer.status, answer.text_of("h1")), (410, heading), "{path}");
        }
        let fields = [("password", "another good one"), ("confirm_password", "another good one")];
        assert_eq!(reader.post(&format!("/reset-password/{token}"), &fields).await.status, 410);
        assert_eq!(reader.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn where_it_is_required_nobody_logs_in_before_the_address_is_confirmed() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        let first = app.link_to(JOHN, "/verify/").await;
        assert_eq!(browser.login("john", "not the password").await.status, 422, "a wrong password learns nothing");
        let answer = browser.login("john", PASSWORD).await;
        assert_eq!(answer.status, 403);
        assert!(answer.body.contains("Confirm your email address") && answer.body.contains("formaction=\"/verify\""));
        assert!(app.sessions_of("john").is_empty());
        let refused = browser.post("/verify", &[("username", "john"), ("password", "not the password")]).await;
        assert_eq!(refused.status, 422);
        let sent = browser.post("/verify", &[("username", "john"), ("password", PASSWORD)]).await;
        assert_eq!((sent.status, sent.location()), (303, Some("/login")));
        let links = app.links_to(JOHN, "/verify/").await;
        assert_eq!(links.len(), 2);
        let second = links.iter().find(|link| **link != first).unwrap();
        assert_eq!(browser.post(second, &[]).await.status, 303);
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn nobody_asks_for_a_link_without_being_somebody() {
    App::test(async |app| {
        let answer = app.browser().post("/verify", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
    });
}
