//! How often a password may be tried, and an account be made.

use std::collections::BTreeMap;

use diesel::prelude::*;
use inside::schema::limits;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "secure123";
const ONLY_PASSWORDS_COUNTED: [&str; 2] = ["--limit-signup-network=0", "--limit-email-address=0"];
const BEHIND_A_PROXY: &str = "--trusted-proxies=127.0.0.1";

/// Makes an account, and stops the clock: here seconds are counted.
async fn register(app: &App, username: &str) {
    app.clock.stop();
    let answer = app.browser().register(username, &format!("{username}@example.com"), PASSWORD).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn fail(browser: &Browser<'_>, username: &str, times: usize) {
    for n in 1..=times {
        let answer = browser.login(username, "not-my-password").await;
        assert_eq!(answer.status, 422, "failure {n} of {times}: {}", answer.body);
    }
}

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
fn thirty_wrong_passwords_at_once_get_no_more_answers_than_one_after_the_other() {
    App::test_with(&["--hashing-threads=8", "--hashing-queue=100"], async |app| {
        register(app, "john").await;
        let browsers: Vec<_> = (0..30).map(|_| app.browser()).collect();
        let tries = browsers.iter().map(|browser| browser.login("john", "not-my-password"));
        let counted = count(&futures_util::future::join_all(tries).await);
        assert_eq!(counted, BTreeMap::from([(422, 5), (429, 25)]));
    });
}

#[test]
fn thirty_right_passwords_at_once_are_thirty_logins() {
    App::test_with(&["--hashing-threads=8", "--hashing-queue=100"], async |app| {
        register(app, "john").await;
        let browsers: Vec<_> = (0..30).map(|_| app.browser()).collect();
        let tries = browsers.iter().map(|browser| browser.login("john", PASSWORD));
        let counted = count(&futures_util::future::join_all(tries).await);
        assert_eq!(counted, BTreeMap::from([(303, 30)]));
    });
}

#[test]
fn two_nodes_share_their_limits() {
    App::test_with(&["--hashing-threads=4", "--hashing-queue=100"], async |app| {
        register(app, "john").await;
        let node = app.another_node(&["--hashing-threads=4", "--hashing-queue=100"]);
        let browsers: Vec<_> = (0..30).map(|n| if n % 2 == 0 { app.browser() } else { node.app.browser() }).collect();
        let tries = browsers.iter().map(|browser| browser.login("john", "not-my-password"));
        let counted = count(&futures_util::future::join_all(tries).await);
        assert_eq!(counted, BTreeMap::from([(422, 5), (429, 25)]));
    });
}

#[test]
fn a_restart_forgets_nothing() {
    App::test(async |app| {
        register(app, "john").await;
        let before = app.another_node(&[]);
        fail(&before.app.browser(), "john", 5).await;
        drop(before);
        let after = app.another_node(&[]);
        assert_eq!(after.app.browser().login("john", PASSWORD).await.status, 429);
    });
}

#[test]
fn a_stranger_elsewhere_can_not_lock_the_owner_out() {
    App::test_with(&[BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        let stranger = app.browser_at("203.0.113.9");
        fail(&stranger, "john", 5).await;
        assert_eq!(stranger.login("john", PASSWORD).await.status, 429);
        assert_eq!(app.browser_at("198.51.100.7").login("john", PASSWORD).await.status, 303);
        assert_eq!(
            stranger.login("john", PASSWORD).await.status,
            429,
            "the owner's login forgives the stranger nothing"
        );
    });
}

#[test]
fn the_addresses_of_one_ipv6_network_are_one_guesser() {
    App::test_with(&[BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        for n in 1..=5 {
            fail(&app.browser_at(&format!("2001:db8:1:2:{n}::{n}")), "john", 1).await;
        }
        assert_eq!(app.browser_at("2001:db8:1:2:ffff::1").login("john", PASSWORD).await.status, 429);
        assert_eq!(app.browser_at("2001:db8:1:3::1").login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn an_ipv4_address_in_ipv6_clothes_is_the_same_guesser() {
    App::test_with(&[BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        fail(&app.browser_at("203.0.113.9"), "john", 3).await;
        fail(&app.browser_at("::ffff:203.0.113.9"), "john", 2).await;
        assert_eq!(app.browser_at("::ffff:cb00:7109").login("john", PASSWORD).await.status, 429);
        assert_eq!(app.browser_at("::ffff:203.0.113.10").login("john", PASSWORD).await.status, 303);
    });
}

/// Five failures, each with other forged headers, and one more try.
async fn with_forged_headers(app: &App, nearest: &str) -> u16 {
    let browser = app.browser();
    let body = "username=john&password=not-my-password";
    let mut status = 0;
    for n in 1..=6 {
        let forwarded_for = format!("10.9.8.{n}, 198.51.100.{n}{nearest}");
        let forwarded = format!("for=198.51.100.{n};proto=https");
        let one = format!("198.51.100.{n}");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-forwarded-for", forwarded_for.as_str()),
            ("forwarded", &forwarded),
            ("x-real-ip", &one),
            ("client-ip", &one),
            ("true-client-ip", &one),
            ("cf-connecting-ip", &one),
        ];
        status = browser.send(Method::POST, "/login", &headers, body).await.status;
    }
    status
}

#[test]
fn forged_headers_move_nobody_to_another_network() {
    App::test(async |app| {
        register(app, "john").await;
        assert_eq!(with_forged_headers(app, "").await, 429);
    });
    App::test_with(&["--trusted-proxies=10.0.0.0/8"], async |app| {
        register(app, "john").await;
        assert_eq!(with_forged_headers(app, "").await, 429, "this peer is no proxy of ours");
    });
    App::test_with(&["--trusted-proxies=127.0.0.1,10.0.0.0/8"], async |app| {
        register(app, "john").await;
        assert_eq!(with_forged_headers(app, ", 203.0.113.9, 10.0.0.1").await, 429, "read from the right");
    });
    App::test_with(&[BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        assert_eq!(with_forged_headers(app, ", nonsense").await, 429, "what can't be read is nobody's address");
    });
}

#[test]
fn a_clock_that_is_turned_back_blocks_nobody_for_longer_than_the_limit() {
    App::test(async |app| {
        register(app, "john").await;
        app.clock.advance(Duration::days(1));
        let browser = app.browser();
        fail(&browser, "john", 5).await;
        app.clock.advance(-Duration::days(1));
        let answer = browser.login("john", PASSWORD).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")));
        app.clock.advance(Duration::minutes(1));
        assert_eq!(browser.login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn the_current_password_is_guessed_no_faster_than_at_login() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let change = [("_method", "PATCH"), ("email", "new@example.com"), ("current_password", "not-my-password")];
        for _ in 0..3 {
            assert_eq!(browser.post("/partial/john", &change).await.status, 403);
        }
        fail(&browser, "john", 2).await;
        let right = [("_method", "PATCH"), ("email", "new@example.com"), ("current_password", PASSWORD)];
        let answer = browser.post("/partial/john", &right).await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")));
        assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 minute.");
        assert_eq!(answer.attribute("form.fields input[name=email]", "value").as_deref(), Some("new@example.com"));
        assert_eq!(browser.login("john", PASSWORD).await.status, 429);
        app.clock.advance(Duration::minutes(1));
        assert_eq!(browser.post("/partial/john", &right).await.status, 303);
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

#[test]
fn sign_ups_of_one_network_are_counted() {
    App::test_with(&["--limit-signup-network=2/3600", BEHIND_A_PROXY], async |app| {
        let browser = app.browser();
        register(app, "john").await;
        // A slip of the pen costs nothing, an answer that a name is taken does.
        assert_eq!(browser.register("jane", "jane@example.com", "short").await.status, 422);
        assert_eq!(browser.register("JOHN", "other@example.com", PASSWORD).await.status, 422);
        for name in ["jane", "john"] {
            let answer = browser.register(name, "jane@example.com", PASSWORD).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 hour.");
            assert_eq!(answer.attribute("#username", "value").as_deref(), Some(name));
            assert!(answer.field_errors().is_empty());
        }
        let script = json!({ "username": "jane", "email": "jane@example.com", "password": PASSWORD });
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!((answer.status, &answer.json()["code"]), (429, &json!("rate_limited")));
        let elsewhere = app.browser_at("203.0.113.9").register("jane", "jane@example.com", PASSWORD).await;
        assert_eq!(elsewhere.status, 303);
        app.clock.advance(Duration::hours(1));
        assert_eq!(browser.register("jim", "jim@example.com", PASSWORD).await.status, 303);
    });
}

#[test]
fn sign_up_forms_with_errors_are_counted_at_every_door() {
    App::test_with(&["--limit-signup-errors=3/600", BEHIND_A_PROXY], async |app| {
        app.clock.stop();
        let browser = app.browser_at("203.0.113.1");
        let form = json!({ "username": "a", "email": "b", "password": "c" });
        assert_eq!(browser.register("a", "b", "c").await.status, 422);
        assert_eq!(browser.json(Method::POST, "/auth/register", &form).await.status, 400);
        assert_eq!(browser.json(Method::POST, "/api/auth/register", &form).await.status, 422);
        // From here on nothing is looked at, the right form as little as the wrong one.
        let refused = browser.register("a", "b", "c").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("600")));
        assert_eq!(browser.register("john", "john@example.com", PASSWORD).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/auth/register", &form).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/api/auth/register", &form).await.status, 429);
        let elsewhere = app.browser_at("203.0.113.2");
        assert_eq!(elsewhere.register("john", "john@example.com", PASSWORD).await.status, 303);
        app.clock.advance(Duration::seconds(600));
        assert_eq!(browser.register("jane", "jane@example.com", PASSWORD).await.status, 303);
    });
}

#[test]
fn changes_of_one_account_are_counted() {
    App::test_with(&["--limit-changes-account=3/3600"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let rename = async |from: &str, to: &str| {
            let body = format!("_method=PATCH&username={to}");
            let form = [("content-type", "application/x-www-form-urlencoded")];
            browser.send(Method::POST, &format!("/partial/{from}"), &form, body).await
        };
        for (from, to) in [("john", "jack"), ("jack", "john")] {
            assert_eq!(rename(from, to).await.status, 303);
        }
        assert_eq!(browser.get("/export").await.status, 200);
        let events = app.events().len();
        let refused = rename("john", "jack").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("3600")));
        let script = browser.json(Method::PUT, "/auth/update_profile", &json!({ "username": "jack" })).await;
        assert_eq!((script.status, &script.json()["code"]), (429, &json!("rate_limited")));
        assert_eq!(browser.get("/export").await.status, 429);
        assert_eq!((app.events().len(), app.find_user("john").is_some()), (events, true), "nothing was written");
        // What changes nothing is free, and the password is changed all the same: that locks a thief out.
        assert_eq!(rename("john", "john").await.status, 303);
        for (old, new) in
            [(PASSWORD, "walnut-harbour"), ("walnut-harbour", "harbour-walnut"), ("harbour-walnut", "walnut-harbour")]
        {
            let form = [("current_password", old), ("password", new), ("confirm_password", new)];
            assert_eq!(browser.post("/change-password", &form).await.status, 303);
        }
        let form = json!({ "current_password": "walnut-harbour", "new_password": "harbour-walnut" });
        assert_eq!(browser.json(Method::PUT, "/auth/change_password", &form).await.status, 429);
        app.clock.advance(Duration::hours(1));
        assert!(app.browser().login("john", "walnut-harbour").await.status == 303);
    });
}

#[test]
fn logins_in_a_loop_end_and_so_does_what_they_write() {
    App::test_with(&["--limit-login-successes=6/3600", BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        let (here, form) = ("203.0.113.1", json!({ "username": "john", "password": PASSWORD }));
        for _ in 0..2 {
            let browser = app.browser_at(here);
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            assert_eq!(browser.post("/logout", &[]).await.status, 303);
            for path in ["/auth/login", "/api/auth/login"] {
                assert_eq!(browser.json(Method::POST, path, &form).await.status, 200, "{path}");
            }
        }
        let (browser, events) = (app.browser_at(here), app.events().len());
        let refused = browser.login("john@example.com", PASSWORD).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("3600")));
        assert_eq!(browser.json(Method::POST, "/auth/login", &form).await.status, 429);
        assert_eq!(browser.json(Method::POST, "/api/auth/login", &form).await.status, 429);
        assert_eq!(app.events().len(), events, "nothing was written");
        assert_eq!(app.browser_at("203.0.113.2").login("john", PASSWORD).await.status, 303, "the owner elsewhere");
        // A reset by mail lets its owner in at once.
        assert_eq!(browser.post("/forgot-password", &[("email", "john@example.com")]).await.status, 303);
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let new = [("password", "walnut-harbour"), ("confirm_password", "walnut-harbour")];
        assert_eq!(browser.post(&link, &new).await.status, 303);
        assert_eq!(browser.login("john", "walnut-harbour").await.status, 303);
    });
}

#[test]
fn many_logins_at_once_are_as_many_as_one_after_the_other() {
    let flags = ["--limit-login-successes=6/3600", "--hashing-threads=8", "--hashing-queue=100"];
    App::test_with(&flags, async |app| {
        register(app, "john").await;
        let browsers: Vec<_> = (0..20).map(|_| app.browser()).collect();
        let tries = browsers.iter().map(|browser| browser.login("john", PASSWORD));
        let counted = count(&futures_util::future::join_all(tries).await);
        assert_eq!(counted, BTreeMap::from([(303, 6), (429, 14)]));
        // A right password that was refused is no failure.
        fail(&app.browser(), "jane", 5).await;
        app.clock.advance(Duration::hours(1));
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn logins_that_wait_for_a_confirmed_address_are_counted() {
    App::test_with(&["--limit-login-successes=3/3600", "--require-verified-email=true"], async |app| {
        register(app, "john").await;
        let form = json!({ "username": "john", "password": PASSWORD });
        for _ in 0..3 {
            assert_eq!(app.browser().json(Method::POST, "/api/auth/login", &form).await.status, 403);
        }
        let events = app.events().len();
        assert_eq!(app.browser().json(Method::POST, "/api/auth/login", &form).await.status, 429);
        assert_eq!(app.events().len(), events);
    });
}

/// Flags of a node while `SECRET_KEY` is changed: every node knows both keys, and has either as its current one.
fn keys(current: &str, previous: &str) -> Vec<String> {
    let flags = ["--limit-login-everywhere=8", "--limit-login-network=0", BEHIND_A_PROXY];
    let keys = [format!("--secret-key={current}"), format!("--secret-key-previous={previous}")];
    keys.into_iter().chain(flags.map(str::to_owned)).collect()
}

#[test]
fn nodes_count_together_while_secret_key_is_changed() {
    let (old, new) = ("a key of today, long enough for anything", "a key of tomorrow, long enough as well");
    let (today, tomorrow) = (keys(old, new), keys(new, old));
    let [today, tomorrow] = [&today, &tomorrow].map(|flags| flags.iter().map(String::as_str).collect::<Vec<_>>());
    App::test_with(&today, async |app| {
        app.clock.stop();
        app.browser_at("198.51.100.7").sign_in("john", PASSWORD).await;
        let node = app.another_node(&tomorrow);
        let (one, other) = (app.browser_at("203.0.113.1"), node.app.browser_at("203.0.113.1"));
        // Five failures from one network, at both nodes in turn.
        for browser in [&one, &other, &other, &one, &other] {
            fail(browser, "john", 1).await;
        }
        for browser in [&one, &other] {
            assert_eq!(browser.login("john", PASSWORD).await.status, 429);
        }
        // Eight in a row from everywhere; whom one node knows, the other knows.
        for (n, app) in [app, &node.app, app].into_iter().enumerate() {
            fail(&app.browser_at(&format!("203.0.113.1{n}")), "john", 1).await;
        }
        for app in [app, &node.app] {
            assert_eq!(app.browser_at("203.0.113.99").login("john", PASSWORD).await.status, 429);
        }
        assert_eq!(node.app.browser_at("198.51.100.7").login("john", PASSWORD).await.status, 303);
        // That login ends the count at both nodes.
        for app in [app, &node.app] {
            assert_eq!(app.browser_at("203.0.113.99").login("john", PASSWORD).await.status, 303);
        }
        // What was counted with the old key counts when only the new one is left, as far as it was used meanwhile.
        fail(&one, "jane", 4).await;
        fail(&other, "jane", 1).await;
        drop(node);
        let flags: Vec<_> = tomorrow.iter().copied().filter(|flag| !flag.contains("previous")).collect();
        let last = app.another_node(&flags);
        assert_eq!(last.app.browser_at("203.0.113.1").login("jane", PASSWORD).await.status, 429);
    });
}

#[test]
fn attempts_at_both_nodes_at_once_count_together_while_secret_key_is_changed() {
    let (old, new) = ("a key of today, long enough for anything", "a key of tomorrow, long enough as well");
    let threads = ["--hashing-threads=4", "--hashing-queue=100"];
    let (today, tomorrow) = (keys(old, new), keys(new, old));
    let [today, tomorrow] =
        [&today, &tomorrow].map(|flags| flags.iter().map(String::as_str).chain(threads).collect::<Vec<_>>());
    App::test_with(&today, async |app| {
        register(app, "john").await;
        let node = app.another_node(&tomorrow);
        let browsers: Vec<_> = (0..30).map(|n| if n % 2 == 0 { app.browser() } else { node.app.browser() }).collect();
        let tries = browsers.iter().map(|browser| browser.login("john", "not-my-password"));
        let counted = count(&futures_util::future::join_all(tries).await);
        assert_eq!(counted, BTreeMap::from([(422, 5), (429, 25)]));
    });
}

#[test]
fn refusals_of_one_hour_are_one_event_with_a_count() {
    App::test(async |app| {
        app.clock.stop();
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        let count = || app.events().iter().filter(|kind| *kind == "forbidden").count();
        let ask = async |browser: &Browser<'_>| {
            assert_eq!(browser.get("/auth/admin/users").await.status, 403);
            let form = [("_method", "PATCH"), ("username", "x")];
            assert_eq!(browser.post("/partial/nobody", &form).await.status, 403);
        };
        futures_util::future::join_all((0..10).map(|_| ask(&john))).await;
        assert_eq!(count(), 1, "also when they come at once");
        let texts = app.all_texts();
        assert!(texts.contains(&"events.detail: 20".to_owned()), "{texts:?}");
        assert!(john.get("/history").await.body.contains("Access denied, 20 times"));
        ask(&jane).await;
        assert_eq!(count(), 2, "each account has its own");
        app.clock.advance(Duration::minutes(59));
        ask(&john).await;
        assert_eq!(count(), 2);
        app.clock.advance(Duration::minutes(2));
        john.login("john", PASSWORD).await;
        ask(&john).await;
        assert_eq!(count(), 3);
    });
}

#[test]
fn emails_to_an_address_are_withheld_without_a_word_and_the_newest_link_works() {
    let flags = ["--limit-email-address=2/3600", "--reset-ttl=600"];
    App::test_with(&flags, async |app| {
        register(app, "john").await;
        let browser = app.browser();
        let before = app.emails_to("john@example.com").await.len();
        for email in [
            "john@example.com",
            "JOHN@example.com",
            "john@example.com",
            "jane@example.com",
            "jane@example.com",
            "jane@example.com",
        ] {
            let answer = browser.post("/forgot-password", &[("email", email)]).await;
            assert_eq!((answer.status, answer.location()), (303, Some("/forgot-password/sent")), "{email}");
        }
        assert_eq!(app.emails_to("john@example.com").await.len(), before + 2);
        // An email counts for as long as its link works, however long the limit is.
        app.clock.advance(Duration::seconds(600));
        browser.post("/forgot-password", &[("email", "john@example.com")]).await;
        assert_eq!(app.emails_to("john@example.com").await.len(), before + 3);
    });
}

#[test]
fn emails_that_one_network_asks_for_are_counted() {
    App::test_with(&["--limit-email-network=2/3600", BEHIND_A_PROXY], async |app| {
        register(app, "john").await;
        let browser = app.browser();
        for email in ["john@example.com", "jane@example.com"] {
            assert_eq!(browser.post("/forgot-password", &[("email", email)]).await.status, 303);
        }
        for email in ["john@example.com", "jane@example.com"] {
            let answer = browser.post("/forgot-password", &[("email", email)]).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 hour.");
            assert_eq!(answer.attribute("#email", "value").as_deref(), Some(email));
        }
        let elsewhere = app.browser_at("203.0.113.9").post("/forgot-password", &[("email", "john@example.com")]).await;
        assert_eq!(elsewhere.status, 303);
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
fn a_form_that_was_tried_too_often_is_drawn_again_with_what_was_typed() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        fail(&browser, "john", 5).await;
        let new = "walnut-harbour";
        let fields = [
            ("_method", "PUT"),
            ("username", "john"),
            ("email", "john@example.com"),
            ("confirm_username", "john"),
            ("current_password", PASSWORD),
            ("password", new),
            ("confirm_password", new),
        ];
        let forms = [
            ("/login", "[name=username]"),
            ("/update/john", "[name=email]"),
            ("/change-password", "#account-username"),
            ("/delete-account", "[name=confirm_username]"),
        ];
        for (path, kept) in forms {
            let answer = browser.post(path, &fields).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")), "{path}");
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 minute.", "{path}");
            let kept = answer.attribute(&format!("form[action='{path}'] {kept}"), "value").expect("in place");
            assert!(kept.starts_with("john"), "{path}");
            assert!(!answer.body.contains(PASSWORD) && !answer.body.contains(new), "{path}");
        }
        app.clock.advance(Duration::minutes(1));
        assert_eq!(browser.post("/delete-account", &fields).await.status, 303);
    });
}

#[test]
fn of_the_refused_attempts_one_is_recorded_in_the_time_of_the_limit() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let blocked = || app.events().iter().filter(|kind| *kind == "login_blocked").count();
        let stranger = app.browser_named("curl/8.5.0");
        fail(&stranger, "john", 5).await;
        assert_eq!(blocked(), 0, "nothing was refused yet");
        for minute in 1..=2 {
            for _ in 0..10 {
                assert_eq!(stranger.login("john@example.com", "not-my-password").await.status, 429);
            }
            assert_eq!(blocked(), minute);
            app.clock.advance(Duration::minutes(1));
            fail(&stranger, "john", 5).await;
        }
        let history = browser.get("/history").await.texts_of(".list .what p:first-child");
        let sentence = "Too many wrong passwords: further attempts were blocked";
        assert_eq!(history.iter().filter(|told| *told == sentence).count(), 2, "{history:?}");
    });
}

#[test]
fn a_network_that_is_refused_writes_into_nobodys_history() {
    App::test_with(&["--limit-signup-network=0", "--limit-login-network=3/60"], async |app| {
        app.clock.stop();
        for name in ["john", "jane", "jim"] {
            register(app, name).await;
        }
        let stranger = app.browser();
        fail(&stranger, "nobody", 3).await;
        let before = app.events().len();
        for name in ["john", "jane", "jim", "nobody", "ghost"] {
            assert_eq!(stranger.login(name, PASSWORD).await.status, 429);
        }
        assert_eq!(app.events()[before..], ["login_blocked"]);
        for name in ["john", "jane", "jim"] {
            let id = app.user(name).id;
            let named = app.all_texts().into_iter().filter(|text| *text == format!("events.user_id: {id}")).count();
            assert_eq!(named, 1, "only that {name} registered");
        }
    });
}

#[test]
fn a_script_that_tried_too_often_is_told_in_json_at_every_form() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        fail(&browser, "john", 5).await;
        let body = "username=john&password=walnut-harbour&confirm_password=walnut-harbour&confirm_username=john\
             &current_password=secure123";
        let script = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
        for path in ["/login", "/change-password", "/delete-account"] {
            let answer = browser.send(Method::POST, path, &script, body).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")), "{path}");
            assert_eq!(answer.json()["code"], json!("rate_limited"), "{path}");
        }
    });
}

#[test]
fn housekeeping_leaves_no_rows_in_which_nothing_counts() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        fail(&browser, "john", 2).await;
        assert_eq!(rows(app), 3);
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 3, "they still count");
        app.clock.advance(Duration::seconds(61));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 1, "failures in a row are counted for longer");
        for round in 0..2 {
            app.clock.advance(Duration::seconds(61));
            fail(&browser, "jane", 5).await;
            app.clock.advance(Duration::seconds(61));
            inside::housekeeping::sweep(&app.services).expect("the database answers");
            assert_eq!(rows(app), 2, "round {round}");
        }
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 1, "a few failures for a month, ten and more for a year");
        app.clock.advance(Duration::days(366));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 0);
    });
}

#[test]
fn the_table_names_neither_accounts_nor_addresses() {
    App::test_with(&ONLY_PASSWORDS_COUNTED, async |app| {
        register(app, "john").await;
        fail(&app.browser(), "john", 1).await;
        fail(&app.browser(), "my-password-in-the-wrong-field", 1).await;
        let mut conn = app.services.db.conn().expect("a connection");
        let rows: Vec<(String, String)> =
            limits::table.select((limits::bucket, limits::attempts)).load(&mut *conn).expect("rows");
        assert_eq!(rows.len(), 5);
        for (bucket, attempts) in rows {
            assert!(bucket.len() == 64 && bucket.bytes().all(|byte| byte.is_ascii_hexdigit()), "{bucket}");
            assert!(attempts.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '), "{attempts}");
        }
    });
}

fn rows(app: &App) -> i64 {
    let mut conn = app.services.db.conn().expect("a connection");
    limits::table.count().get_result(&mut *conn).expect("a count")
}

fn count(answers: &[Answer]) -> BTreeMap<u16, usize> {
    let mut counted = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer.status).or_default() += 1;
    }
    counted
}
