//! Many attempts at once, at one node and at several, and over a restart.

use super::{BEHIND_A_PROXY, PASSWORD, count, fail, register};
use std::collections::BTreeMap;
use time::Duration;

use crate::harness::App;

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
