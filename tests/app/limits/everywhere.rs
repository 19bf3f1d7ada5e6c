//! Guessing at one account from many networks, and what its owner's browsers prove.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const WRONG: &str = "not my password";
const TEN_IN_A_ROW: &[&str] = &["--limit-login-everywhere=10", "--trusted-proxies=127.0.0.1"];
const HOME: &str = "198.51.100.7";
const AWAY: &str = "198.51.100.99";

/// Fails from as many networks, each of them new.
async fn fail_from_everywhere(app: &App, name: &str, networks: std::ops::Range<u8>) {
    for n in networks {
        let answer = app.browser_at(&format!("203.0.113.{n}")).login(name, WRONG).await;
        assert_eq!(answer.status, 422, "failure {n}: {}", answer.body);
    }
}

/// An account that was logged in to from [`HOME`], with that browser.
async fn owner_of<'a>(app: &'a App, name: &str) -> Browser<'a> {
    app.clock.stop();
    let browser = app.browser_at(HOME);
    browser.sign_in(name, PASSWORD).await;
    browser
}

/// A browser elsewhere that has nothing of another one but the cookie by which it is known.
fn with_device_of<'a>(app: &'a App, other: &Browser<'_>, address: &str) -> Browser<'a> {
    let browser = app.browser_at(address);
    browser.set_cookie(&other.device_cookie());
    browser
}

fn seen(answer: &Answer, name: &str) -> (u16, Option<String>, String) {
    (answer.status, answer.header("retry-after").map(str::to_owned), answer.body.replace(name, "NAME"))
}

#[test]
fn guessing_from_many_networks_ends_and_never_locks_the_owner_out() {
    App::test_with(TEN_IN_A_ROW, async |app| {
        let owner = owner_of(app, "john").await;
        fail_from_everywhere(app, "john", 0..10).await;
        fail_from_everywhere(app, "ghost", 0..10).await;
        // A stranger is refused at every door, with the right password too, and by the other name.
        let stranger = app.browser_at("203.0.113.100");
        for (name, password) in [("john", WRONG), ("john", PASSWORD), ("john@example.com", PASSWORD)] {
            assert_eq!(stranger.login(name, password).await.status, 429, "{name}");
            let form = json!({ "username": name, "password": password });
            for path in ["/auth/login", "/api/auth/login"] {
                assert_eq!(stranger.json(Method::POST, path, &form).await.status, 429, "{path}");
            }
        }
        // A name that nobody has looks the same.
        let (known, unknown) = (stranger.login("john", WRONG).await, stranger.login("ghost", WRONG).await);
        assert_eq!(seen(&known, "john"), seen(&unknown, "ghost"));
        assert_eq!(known.text_of(".summary li"), "Too many attempts. Try again in 1 minute.");
        // Time alone changes nothing, and neither does a restart.
        app.clock.advance(Duration::days(30));
        assert_eq!(stranger.login("john", PASSWORD).await.status, 429);
        let node = app.another_node(TEN_IN_A_ROW);
        assert_eq!(node.app.browser_at("203.0.113.101").login("john", PASSWORD).await.status, 429);
        drop(node);
        // The owner goes on: with a browser that is known, wherever it is. Failing is not forbidden either.
        let known = with_device_of(app, &owner, AWAY);
        assert_eq!(known.login("john", WRONG).await.status, 422);
        assert_eq!(known.login("john", PASSWORD).await.status, 303);
        // That ends the count.
        assert_eq!(stranger.login("john", WRONG).await.status, 422);
        assert_eq!(stranger.login("ghost", WRONG).await.status, 429);
    });
}

#[test]
fn a_network_that_was_logged_in_from_is_known_without_any_cookie() {
    App::test_with(TEN_IN_A_ROW, async |app| {
        owner_of(app, "john").await;
        fail_from_everywhere(app, "john", 0..10).await;
        assert_eq!(app.browser_at(AWAY).login("john", PASSWORD).await.status, 429);
        let form = json!({ "username": "john", "password": PASSWORD });
        assert_eq!(app.browser_at(HOME).json(Method::POST, "/api/auth/login", &form).await.status, 200);
        assert_eq!(app.browser_at(AWAY).login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_hundred_failures_at_once_are_as_many_as_one_after_the_other() {
    let flags =
        ["--limit-login-everywhere=10", "--trusted-proxies=127.0.0.1", "--hashing-threads=8", "--hashing-queue=100"];
    App::test_with(&flags, async |app| {
        owner_of(app, "john").await;
        let strangers: Vec<_> = (0..60).map(|n| app.browser_at(&format!("203.0.113.{n}"))).collect();
        let answers = futures_util::future::join_all(strangers.iter().map(|one| one.login("john", WRONG))).await;
        let failed = answers.iter().filter(|answer| answer.status == 422).count();
        assert_eq!((failed, answers.iter().filter(|answer| answer.status == 429).count()), (10, 50));
        let notices = app.emails_to("john@example.com").await;
        assert_eq!(notices.iter().filter(|email| email.subject.starts_with("Too many failed logins")).count(), 1);
    });
}

#[test]
fn a_reset_by_mail_ends_the_count_and_the_owner_is_notified_once() {
    App::test_with(TEN_IN_A_ROW, async |app| {
        let owner = owner_of(app, "john").await;
        fail_from_everywhere(app, "john", 0..10).await;
        let stranger = app.browser_at("203.0.113.100");
        for _ in 0..3 {
            assert_eq!(stranger.login("john", WRONG).await.status, 429);
        }
        let notices = app.emails_to("john@example.com").await;
        let notices: Vec<_> = notices.iter().filter(|email| email.subject.starts_with("Too many failed")).collect();
        assert_eq!(notices.len(), 1);
        assert!(notices[0].text.contains(&format!("{}/forgot-password", app.url)));
        let blocked = app.events().iter().filter(|kind| *kind == "login_blocked").count();
        assert_eq!(blocked, 1, "refusals leave no events of their own");
        let history = owner.get("/history").await;
        assert!(history.body.contains("Too many failed logins in a row"), "{}", history.body);

        assert_eq!(stranger.post("/forgot-password", &[("email", "john@example.com")]).await.status, 303);
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let new = [("password", "another fine password"), ("confirm_password", "another fine password")];
        assert_eq!(stranger.post(&link, &new).await.status, 303);
        assert_eq!(app.browser_at(AWAY).login("john", "another fine password").await.status, 303);
    });
}

#[test]
fn a_stranger_in_the_same_network_does_not_use_up_what_a_known_browser_may_try() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let stranger = app.browser();
        for _ in 0..5 {
            assert_eq!(stranger.login("john", WRONG).await.status, 422);
        }
        assert_eq!(stranger.login("john", PASSWORD).await.status, 429);
        // The known browser has five attempts of its own, and no more.
        assert_eq!(owner.login("john", PASSWORD).await.status, 303);
        for _ in 0..5 {
            assert_eq!(owner.login("john", WRONG).await.status, 422);
        }
        assert_eq!(owner.login("john", PASSWORD).await.status, 429);
        assert_eq!(stranger.login("john", PASSWORD).await.status, 429, "and it forgives the stranger nothing");
    });
}

#[test]
fn a_device_cookie_is_worth_nothing_for_another_account_nor_as_a_login() {
    App::test_with(TEN_IN_A_ROW, async |app| {
        let john = owner_of(app, "john").await;
        let jane = app.browser_at(HOME);
        jane.sign_in("jane", PASSWORD).await;
        fail_from_everywhere(app, "jane", 0..10).await;
        let away = with_device_of(app, &john, AWAY);
        assert!(!away.is_logged_in().await);
        assert_eq!(away.login("jane", PASSWORD).await.status, 429);
        // One whose account was rewritten is no better, and neither is nonsense.
        let forged =
            john.device_cookie().replacen(&app.user("john").id.to_string(), &app.user("jane").id.to_string(), 1);
        for cookie in [forged.as_str(), "device=1-2-3", "device=%FF", "device="] {
            let away = app.browser_at(AWAY);
            away.set_cookie(cookie);
            assert_eq!(away.login("jane", PASSWORD).await.status, 429, "{cookie}");
        }
        // A browser that two people use is known to both.
        assert_eq!(john.login("jane", PASSWORD).await.status, 303);
        for name in ["john", "jane"] {
            fail_from_everywhere(app, name, 20..30).await;
            assert_eq!(with_device_of(app, &john, AWAY).login(name, PASSWORD).await.status, 303, "{name}");
        }
    });
}

#[test]
fn a_device_cookie_survives_a_change_of_keys() {
    let today = "a key of today, long enough for anything";
    let tomorrow = "a key of tomorrow, long enough as well";
    let flags = |now: &str, before: &str| {
        vec![
            format!("--secret-key={now}"),
            format!("--secret-key-previous={before}"),
            TEN_IN_A_ROW[0].into(),
            TEN_IN_A_ROW[1].into(),
        ]
    };
    let strings = flags(today, tomorrow);
    App::test_with(&strings.iter().map(String::as_str).collect::<Vec<_>>(), async |app| {
        let owner = owner_of(app, "john").await;
        let strings = flags(tomorrow, today);
        let node = app.another_node(&strings.iter().map(String::as_str).collect::<Vec<_>>());
        fail_from_everywhere(&node.app, "john", 0..10).await;
        assert_eq!(node.app.browser_at(AWAY).login("john", PASSWORD).await.status, 429);
        assert_eq!(with_device_of(&node.app, &owner, AWAY).login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn the_device_cookie_is_kept_like_the_session_cookie_and_for_longer() {
    let cookie = |answer: &Answer, name: &str| {
        let all = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        all.map(str::to_owned).find(|line| line.starts_with(&format!("{name}="))).expect("a device cookie")
    };
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let form = json!({ "username": "john", "password": PASSWORD });
        let answers =
            [app.browser().login("john", PASSWORD).await, app.browser().json(Method::POST, "/auth/login", &form).await];
        for answer in answers {
            let line = cookie(&answer, "device");
            for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
                assert!(line.contains(attribute), "{line}");
            }
            assert!(!line.contains("Secure") && !line.contains("Domain"), "{line}");
        }
    });
    App::test_in_production(&[], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let line = cookie(&app.browser().login("john", PASSWORD).await, "__Host-device");
        assert!(line.contains("Secure") && !line.contains("Domain"), "{line}");
    });
}

#[test]
fn it_can_be_switched_off() {
    App::test_with(&["--limit-login-everywhere=0", "--trusted-proxies=127.0.0.1"], async |app| {
        app.browser_at(HOME).register("john", "john@example.com", PASSWORD).await;
        fail_from_everywhere(app, "john", 0..110).await;
        assert_eq!(app.browser_at(AWAY).login("john", PASSWORD).await.status, 303);
    });
}
