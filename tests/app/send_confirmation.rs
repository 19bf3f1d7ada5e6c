//! Send the link that confirms an address again.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::program::{code, message, refused};

const PASSWORD: &str = "correct horse battery";
const JOHN: &str = "john@example.com";

#[test]
fn a_newer_link_replaces_the_older_one() {
    App::test(async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
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
fn nobody_asks_for_a_link_without_being_somebody() {
    App::test(async |app| {
        let answer = app.browser().post("/verify", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
    });
}

#[test]
fn a_link_that_confirms_an_address_is_sent_again_so_often_and_then_later() {
    App::test_with(&["--limit-email-address=3/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // The first of three came with the account.
        for _ in 0..2 {
            assert_eq!(browser.post("/verify", &[]).await.status, 303);
        }
        let answer = browser.post("/verify", &[]).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
        assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 hour.");
        assert_eq!(answer.text_of("h1"), "Welcome, john", "the page where the button stands beside the address");
        assert_eq!(answer.texts_of("form[action='/verify']").len(), 1);
        let script = browser.json(Method::POST, "/verify", &json!({})).await;
        assert_eq!((script.status, script.header("retry-after")), (429, Some("3600")));
        assert_eq!(script.json()["code"], json!("rate_limited"));
    });
}

#[test]
fn before_the_first_login_the_password_sends_the_link_again() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let program = app.program();
        let form = json!({ "username": "ada", "email": "ada@example.com", "password": "secure123" });
        let created = program.json(Method::POST, "/api/auth/register", &form).await;
        assert!(created.json()["data"]["access_token"].is_null(), "{}", created.body);
        let path = "/api/auth/verify/resend";
        for none in
            [program.send(Method::POST, path, &[], "").await, program.json(Method::POST, path, &json!({})).await]
        {
            assert_eq!(code(&none), refused(401, "UNAUTHORIZED"));
        }
        let by = async |username: &str, password: &str| {
            program.json(Method::POST, path, &json!({ "username": username, "password": password })).await
        };
        let wrong = by("ada", "secure124").await;
        assert_eq!(code(&wrong), refused(401, "INVALID_CREDENTIALS"));
        assert_eq!(by("nobody", "secure124").await.body, wrong.body, "the answer does not tell who exists");
        // A client may attach a token that has expired; the credentials in the body count.
        let body = json!({ "email": "ada@example.com", "password": "secure123" });
        let sent = program.bearer_json(Method::POST, path, "an.old.token", &body).await;
        assert_eq!(message(&sent), (200, json!("We sent a new confirmation link")));
        let token = app.secret_for("ada@example.com").await;
        let confirmed = program.json(Method::POST, "/api/auth/verify", &json!({ "token": token })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        let login = json!({ "username": "ada", "password": "secure123" });
        assert_eq!(program.json(Method::POST, "/api/auth/login", &login).await.status, 200);
    });
}
