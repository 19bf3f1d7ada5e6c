//! `LINKS_BASE_URL`: emailed links lead to the front end, where its pages take the last step.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::process::{assert_refused, run};

const FRONT_END: &[&str] =
    &["--links-base-url=http://localhost:3000", "--allowed-origins=http://localhost:3000,https://app.example.com"];

#[test]
fn links_to_confirm_and_to_reset_lead_to_the_front_end_and_all_others_here() {
    App::test_with(FRONT_END, async |app| {
        let browser = app.browser();
        browser.sign_in("ada", "analytical engine 1843").await;
        let confirm = app.email_to("ada@example.com").await;
        assert!(confirm.links[0].starts_with("http://localhost:3000/verify/"), "{:?}", confirm.links);
        // Its pages take the last step at an API; the same link still works here.
        let path = confirm.path();
        let token = path.rsplit('/').next().expect("a token");
        let confirmed = browser.get(&format!("/auth/verify/{token}")).await;
        assert_eq!((confirmed.status, &confirmed.json()["msg"]), (200, &json!("Email verified!")));
        assert_eq!(browser.get(&path).await.status, 200);

        browser.json(Method::POST, "/auth/request_reset", &json!({ "email": "ada@example.com" })).await;
        let reset = app.email_to("ada@example.com").await;
        assert!(reset.links[0].starts_with("http://localhost:3000/reset-password/"), "{:?}", reset.links);

        let changes = json!({ "email": "lovelace@example.com" });
        assert_eq!(browser.json(Method::PUT, "/auth/update_profile", &changes).await.status, 200);
        let confirm = app.email_to("lovelace@example.com").await;
        assert!(confirm.links[0].starts_with("http://localhost:3000/verify/"), "{:?}", confirm.links);
        let told = app.email_to("ada@example.com").await;
        let undo = told.links.iter().find(|link| link.contains("/email-change/")).expect("a link to undo the change");
        assert!(undo.starts_with(&app.url), "{undo}");
    });
}

#[test]
fn without_it_they_lead_here() {
    App::test_with(&["--links-base-url="], async |app| {
        app.browser().sign_in("ada", "analytical engine 1843").await;
        let confirm = app.email_to("ada@example.com").await;
        assert!(confirm.links[0].starts_with(&format!("{}/verify/", app.url)), "{:?}", confirm.links);
    });
}

#[test]
fn an_origin_that_is_not_listed_keeps_it_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in ["https://app.example.com", "https://user:hunter2@app.example.com", "app.example.com", "*"] {
        let output = run(folder.path(), &[("LINKS_BASE_URL", wrong)], &[]);
        assert_refused(&output, &["vestibule: LINKS_BASE_URL: "]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"));
    }
}

#[test]
fn links_are_built_from_the_public_address_whatever_the_request_says() {
    App::test_with(&["--base-url=https://accounts.example.com"], async |app| {
        app.browser().register("john", "john@example.com", "correct horse battery").await;
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
        ];
        let answer = app.browser().send(Method::POST, "/forgot-password", &headers, "email=john@example.com").await;
        assert_eq!(answer.status, 303);
        for message in app.emails_to("john@example.com").await {
            assert!(!message.text.contains("evil") && !message.html.contains("evil"));
            assert!(message.links.iter().all(|link| link.starts_with("https://accounts.example.com/")));
        }
    });
}
