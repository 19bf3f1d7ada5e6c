use inside::links::Token;
use inside::users::confirm_email;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::profile_forms::partial;
use crate::harness::program::message;
use crate::harness::script::outcome;
use crate::harness::{Answer, App, Browser};

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
fn a_link_that_is_used_while_its_page_is_read_is_not_dead() {
    App::test(async |app| {
        app.browser().register("john", JOHN, PASSWORD).await;
        let secret = app.secret_for(JOHN).await;
        let used = "UPDATE users SET email_verified = TRUE; UPDATE links SET ended_at = created_at, ended_by = 'used'";
        app.before_statement("links", 1, used);
        let found = confirm_email::find(&app.services, &Token::new(secret), &app.operator());
        assert!(!found.map_err(|error| error.to_string()).unwrap().already);
        assert!(app.user("john").email_verified);
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
        partial(&owner, "john", &[("email", "new@example.com")]).await;
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
fn an_address_is_confirmed_with_the_secret_of_the_email() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        let path = format!("/auth/verify/{}", app.secret_for("john@example.com").await);
        let looked = script.send(Method::HEAD, &path, &[], "").await;
        assert_eq!(looked.status, 200);
        assert_eq!(script.get("/auth/profile").await.json()["email_verified"], false, "HEAD spends nothing");
        assert_eq!(outcome(&script.get(&path).await), (200, json!("Email verified!")));
        assert_eq!(script.get("/auth/profile").await.json()["email_verified"], true);
        let wrong = script.get("/auth/verify/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
        assert_eq!(outcome(&wrong), (400, json!("Invalid token")));
    });
}

#[test]
fn an_app_confirms_the_address_and_sends_the_link_again() {
    App::test(async |app| {
        let program = app.program();
        let access = program.sign_in("ada", "secure123").await.access;
        let first = app.secret_for("ada@example.com").await;
        let resend = async || program.bearer(Method::POST, "/api/auth/verify/resend", &access).await;
        assert_eq!(message(&resend().await), (200, json!("We sent a new confirmation link")));
        let second = app.secret_for("ada@example.com").await;
        let verify =
            async |token: &str| program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        let replaced = verify(&first).await;
        assert_eq!(
            replaced.json()["error"]["fields"],
            json!({ "token": ["A newer link was sent. Use the link in the most recent email"] })
        );
        let me = async || program.bearer(Method::GET, "/api/auth/me", &access).await.json()["data"]["user"].clone();
        assert_eq!(me().await["email_verified"], false);
        for _ in 0..2 {
            assert_eq!(message(&verify(&second).await), (200, json!("Email address confirmed")), "twice is no error");
        }
        assert_eq!(me().await["email_verified"], true);
        assert_eq!(message(&resend().await), (200, json!("The email address is already confirmed")));
    });
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
    App::test_with(&["--require-verified-email=true"], async |app| {
        app.browser().register("john", JOHN, PASSWORD).await;
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
    App::test_with(&["--require-verified-email=true"], async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        app.execute("UPDATE users SET email_verified = true");
        let changing = app.changing("UPDATE users SET email_verified = false");
        let answer = app.amid(changing, browser.login("john", PASSWORD)).await;
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert_eq!(app.sessions_of("john").len(), 0);
    });
}
