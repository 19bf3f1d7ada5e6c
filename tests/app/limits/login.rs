//! Wrong passwords: how many are looked at, and when the next one is.

use super::{ONLY_PASSWORDS_COUNTED, PASSWORD, fail, register, rows};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeMap;
use time::Duration;

use crate::harness::App;

#[test]
fn the_sixth_wrong_password_in_a_minute_is_not_looked_at() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        fail(&browser, "john", 5).await;
        let answer = browser.login("john", "not-my-password").await;
        assert_eq!(answer.status, 429);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 minute.");
        assert_eq!(answer.attribute("#username", "value").as_deref(), Some("john"));
        assert_eq!(answer.attribute("#password", "value"), None);
        assert!(answer.text_of("title").starts_with("Error: Log in"));
    });
}

#[test]
fn the_right_password_is_refused_alike_while_the_limit_holds() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        fail(&browser, "john", 5).await;
        let (wrong, right) = (browser.login("john", "not-my-password").await, browser.login("john", PASSWORD).await);
        assert_eq!((wrong.status, right.status), (429, 429));
        assert_eq!(wrong.body, right.body);
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn the_limit_ends_when_it_says_and_not_before() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        fail(&browser, "john", 1).await;
        app.clock.advance(Duration::seconds(30));
        fail(&browser, "john", 4).await;
        app.clock.advance(Duration::seconds(28));
        assert_eq!(browser.login("john", PASSWORD).await.status, 429);
        // The first failure is forgotten a minute after it; the four others still count.
        app.clock.advance(Duration::seconds(2));
        fail(&browser, "john", 1).await;
        let answer = browser.login("john", PASSWORD).await;
        assert_eq!(answer.status, 429);
        let seconds: i64 = answer.header("retry-after").and_then(|text| text.parse().ok()).expect("seconds");
        assert_eq!(seconds, 30);
        app.clock.advance(Duration::seconds(seconds));
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn trying_while_the_limit_holds_does_not_make_it_longer() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        fail(&browser, "john", 5).await;
        for _ in 0..5 {
            app.clock.advance(Duration::seconds(11));
            assert_eq!(browser.login("john", "not-my-password").await.status, 429);
        }
        app.clock.advance(Duration::seconds(5));
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn right_passwords_never_count() {
    App::test_with(&ONLY_PASSWORDS_COUNTED, async |app| {
        register(app, "john").await;
        for _ in 0..25 {
            assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
        }
        assert_eq!(rows(app), 2, "nothing is left of them but their number, and that the network is known");
    });
}

#[test]
fn a_success_forgives_the_failures_of_its_account_and_not_those_of_its_network() {
    App::test(async |app| {
        register(app, "john").await;
        for round in 1..=5 {
            // A browser that is known to the account would have a bucket of its own.
            let browser = app.browser();
            fail(&browser, "john", 4).await;
            let answer = browser.login("john", PASSWORD).await;
            if round < 5 {
                assert_eq!(answer.status, 303, "round {round}");
            } else {
                assert_eq!(answer.status, 429, "whoever owns one account could guess at others for ever");
            }
        }
    });
}

#[test]
fn one_network_has_twenty_failures_whatever_the_names() {
    App::test_with(&ONLY_PASSWORDS_COUNTED, async |app| {
        register(app, "john").await;
        let browser = app.browser();
        for n in 0..20 {
            fail(&browser, &format!("somebody{n}"), 1).await;
        }
        for name in ["john", "jane", "jim"] {
            let answer = browser.login(name, PASSWORD).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")));
        }
        let counts_in_a_row = 20;
        assert_eq!(rows(app), 22 + counts_in_a_row, "refused attempts leave no rows but the one that says it was told");
    });
}

#[test]
fn names_that_nobody_has_are_limited_like_names_that_somebody_has() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        let mut answers = BTreeMap::new();
        for name in ["john", "jane"] {
            fail(&browser, name, 5).await;
            let answer = browser.login(name, "not-my-password").await;
            answers.insert(
                name,
                (answer.status, answer.header("retry-after").map(str::to_owned), answer.body.replace(name, "NAME")),
            );
        }
        assert_eq!(answers["john"], answers["jane"]);
        assert_eq!(answers["john"].0, 429);
    });
}

#[test]
fn letter_case_and_the_other_name_of_an_account_are_no_way_around() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        for name in ["john", "JOHN", " John ", "john@example.com", "John@EXAMPLE.com"] {
            fail(&browser, name, 1).await;
        }
        for name in ["john", "joHn", "john@example.com", "JOHN@example.com"] {
            assert_eq!(browser.login(name, PASSWORD).await.status, 429, "{name}");
        }
        for name in
            ["ghost@example.com", "Ghost@Example.com", "GHOST@example.COM", "ghost@EXAMPLE.com", "ghosT@example.com"]
        {
            fail(&browser, name, 1).await;
        }
        assert_eq!(browser.login("ghost@example.com", PASSWORD).await.status, 429);
    });
}

#[test]
fn every_door_counts_on_the_same_bucket() {
    App::test(async |app| {
        register(app, "john").await;
        let browser = app.browser();
        fail(&browser, "john", 3).await;
        let body = json!({ "username": "john", "password": "not-my-password" });
        for _ in 0..2 {
            assert_eq!(browser.json(Method::POST, "/auth/login", &body).await.status, 401);
        }
        let answer =
            browser.json(Method::POST, "/auth/login", &json!({ "username": "john", "password": PASSWORD })).await;
        assert_eq!(answer.status, 429);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert_eq!((&answer.json()["ok"], &answer.json()["code"]), (&json!(false), &json!("rate_limited")));
        assert_eq!(browser.login("john", PASSWORD).await.status, 429);
    });
}

#[test]
fn limits_are_settings_and_can_be_switched_off() {
    App::test_with(&["--limit-login-account=2/600"], async |app| {
        register(app, "john").await;
        fail(&app.browser(), "john", 2).await;
        let answer = app.browser().login("john", PASSWORD).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("600")));
        assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 10 minutes.");
    });
    let off = [
        "--limit-login-everywhere=0",
        "--limit-login-account=0",
        "--limit-login-network=0",
        "--limit-login-successes=0",
        "--limit-signup-network=0",
        "--limit-email-address=0",
    ];
    App::test_with(&off, async |app| {
        register(app, "john").await;
        fail(&app.browser(), "john", 25).await;
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
        assert_eq!(rows(app), 0);
    });
}
