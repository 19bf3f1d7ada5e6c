//! More people than the machine can hash for, and a database that makes everyone wait.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn a_full_hashing_lane_is_an_honest_503_while_pages_go_on() {
    App::test_with(&["--hashing-threads=1", "--hashing-queue=1"], async |app| {
        let visitor = app.browser();
        visitor.sign_in("john", PASSWORD).await;
        // A refused login ends with a write, so the lane stands still for as long as writes are held.
        let held = app.hold_writes();
        let people: Vec<_> = (0..4).map(|_| app.browser()).collect();
        let mut logins: FuturesUnordered<_> = people.iter().map(|browser| browser.login("nobody", PASSWORD)).collect();
        // One is being hashed and one waits at most: of four, at least two are turned away at once.
        let busy = logins.next().await.unwrap();
        assert_eq!((busy.status, busy.header("retry-after")), (503, Some("5")));
        assert_eq!(busy.text_of("h1"), "We are busy at this moment");
        assert_eq!(busy.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(logins.next().await.unwrap().status, 503);
        for path in ["/", "/login", "/register", "/healthz"] {
            assert_eq!(app.browser().get(path).await.status, 200, "{path}");
        }
        assert_eq!(visitor.get("/").await.text_of("h1"), "Welcome, john");
        drop(held);
        // The third was turned away as well if all four came before the first was taken up.
        assert!(matches!(logins.next().await.unwrap().status, 422 | 503));
        assert_eq!(logins.next().await.unwrap().status, 422);
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303, "afterwards it is as before");
    });
}

#[test]
fn a_database_that_does_not_take_writes_is_an_honest_503() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let held = app.hold_writes();
        let guest = app.browser();
        // Both databases wait five seconds for a lock.
        let (newcomer, rename) = (app.browser(), serde_json::json!({"username": "johnny"}));
        let (right, sign_up, script) = tokio::join!(
            guest.login("john", PASSWORD),
            newcomer.register("jane", "jane@example.com", PASSWORD),
            browser.json(reqwest::Method::PATCH, "/partial/john", &rename)
        );
        for answer in [&right, &sign_up, &script] {
            assert_eq!(answer.status, 503, "{}", answer.body);
            assert_eq!(answer.header("retry-after"), Some("5"));
        }
        assert!(!right.body.contains("incorrect"), "never \"wrong password\"");
        assert_eq!(right.text_of("h1"), "We are busy at this moment");
        assert_eq!(script.json()["code"], "unavailable");
        let body = format!("{}{}", right.body, script.body).to_lowercase();
        for inside in ["sqlite", "postgres", "database", "lock", "timeout"] {
            assert!(!body.contains(inside), "{inside}");
        }
        assert_eq!(guest.get("/").await.status, 200, "pages are read all the same");
        assert!(browser.is_logged_in().await);
        drop(held);
        assert_eq!(guest.login("john", PASSWORD).await.status, 303);
        assert!(app.find_user("jane").is_none() && app.find_user("johnny").is_none(), "nothing is half done");
    });
}
