//! Which network an attempt is counted for.

use super::{BEHIND_A_PROXY, PASSWORD, fail, register};
use reqwest::Method;
use time::Duration;

use crate::harness::App;

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
