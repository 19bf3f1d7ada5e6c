//! More people than the machine can hash for, and a database that makes everyone wait.

use std::cell::Cell;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::waiting::until;

const PASSWORD: &str = "correct horse battery";
/// Who waits for a write has a connection.
const POOL: &str = "--database-pool=8";

fn right(name: &str) -> Value {
    json!({ "username": name, "password": PASSWORD })
}

#[test]
fn a_full_hashing_queue_is_an_honest_503_while_pages_go_on() {
    App::test_with(&["--hashing-threads=1", "--hashing-queue=1", POOL], async |app| {
        let visitor = app.browser();
        visitor.sign_in("john", PASSWORD).await;
        // A refused login ends with a write, so the pool stands still for as long as writes are held.
        let held = app.hold_writes();
        let people: Vec<_> = (0..4).map(|_| app.browser()).collect();
        let mut logins: FuturesUnordered<_> = people.iter().map(|browser| browser.login("nobody", PASSWORD)).collect();
        // One is being hashed and one waits at most: of four, at least two are turned away at once.
        let busy = logins.next().await.unwrap();
        assert_eq!((busy.status, busy.header("retry-after")), (503, Some("5")));
        assert!(busy.text_of(".summary").contains("Too many people are logging in right now"));
        assert_eq!(busy.attribute("#username", "value").as_deref(), Some("nobody"));
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
fn what_needs_no_hash_is_answered_while_the_hashing_queue_is_full() {
    let flags =
        [POOL, "--hashing-threads=1", "--hashing-queue=1", "--limit-signup-errors=0", "--limit-login-account=1/60"];
    App::test_with(&flags, async |app| {
        // However long this takes, the limit of a name counts within its minute.
        app.clock.stop();
        let visitor = app.browser();
        visitor.sign_in("john", PASSWORD).await;
        let guest = app.browser();
        // The limit of a name is reached, and the event that says so is written.
        for status in [422, 429] {
            assert_eq!(guest.login("mary", PASSWORD).await.status, status);
        }
        let held = app.hold_writes();
        let people: Vec<_> = (0..4).map(|_| app.browser()).collect();
        let names = ["a", "b", "c", "d"];
        let mut logins: FuturesUnordered<_> =
            people.iter().zip(names).map(|(browser, name)| browser.login(name, PASSWORD)).collect();
        for _ in 0..2 {
            assert_eq!(logins.next().await.unwrap().status, 503, "the queue is full");
        }
        let statuses = tokio::join!(
            async { guest.login("mary", PASSWORD).await.status },
            async { guest.login("", "").await.status },
            async { guest.register("1", "2", "3").await.status },
            async { guest.json(Method::POST, "/auth/register", &json!({ "username": "1" })).await.status },
            async { guest.json(Method::POST, "/api/auth/register", &json!({ "username": "1" })).await.status },
            async { guest.json(Method::POST, "/api/auth/login", &json!({})).await.status },
            async { guest.json(Method::POST, "/auth/reset_password/x", &json!({ "password": PASSWORD })).await.status },
            async { guest.post("/reset-password/x", &[("password", PASSWORD)]).await.status },
            async { visitor.post("/change-password", &[("password", "x")]).await.status },
            async { visitor.json(Method::PATCH, "/partial/john", &json!({ "username": "1" })).await.status },
            async { visitor.post("/delete-account", &[("confirm_username", "joan")]).await.status },
        );
        assert_eq!(statuses, (429, 422, 422, 400, 422, 422, 400, 410, 422, 422, 422));
        drop(held);
        while let Some(answer) = logins.next().await {
            assert!(matches!(answer.status, 422 | 503));
        }
    });
}

/// Every worker has seen what had come before this.
async fn seen_by_every_worker(app: &App) {
    for _ in 0..40 {
        assert_eq!(app.browser().get("/healthz").await.status, 200);
    }
}

#[test]
fn a_client_that_leaves_before_its_turn_costs_no_hash() {
    /// The hasher serves half as many again as fit into its thread.
    const SERVED: u64 = 9;
    let flags =
        [POOL, "--hashing-threads=1", "--hashing-queue=30", "--limit-login-account=0", "--limit-login-network=0"];
    App::test_with(&flags, async |app| {
        let held = app.hold_writes();
        let address = app.url.trim_start_matches("http://");
        let body = right("nobody").to_string();
        let login = format!(
            "POST /auth/login HTTP/1.1\r\nHost: {address}\r\nOrigin: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            app.url,
            body.len()
        );
        let ask = |_| {
            let mut client = TcpStream::connect(address).unwrap();
            client.write_all(login.as_bytes()).unwrap();
            client
        };
        let spent = || app.services.hash_costs.spent();
        let before = spent();
        let clients: Vec<TcpStream> = (0..24).map(ask).collect();
        seen_by_every_worker(app).await;
        // Those that are served end in a write, which waits, and so do those behind them.
        until("they wait", || app.services.metrics.waiting_for_database() > 0 && spent() > before).await;
        drop(clients);
        seen_by_every_worker(app).await;
        drop(held);
        // Behind all that have not left.
        assert_eq!(app.browser().login("nobody", PASSWORD).await.status, 422);
        let hashes = (spent() - before) >> 4;
        assert!(hashes <= SERVED + 3, "{hashes} of 25: some may have had their turn in the meantime");
    });
}

#[test]
fn a_flood_from_one_network_refuses_no_login_from_another() {
    let flags = [POOL, "--hashing-threads=1", "--hashing-queue=2", "--trusted-proxies=127.0.0.1"];
    App::test_with(&flags, async |app| {
        for name in ["john", "jane"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        let done = Cell::new(false);
        let refused = Cell::new(0);
        let flood = async |last: usize| {
            let stranger = app.browser_at("203.0.113.1");
            while !done.get() {
                let answer = stranger.json(Method::POST, "/api/auth/login", &right("jane")).await;
                assert!(matches!(answer.status, 200 | 503), "{}: {last}", answer.body);
                refused.set(refused.get() + usize::from(answer.status == 503));
            }
        };
        let elsewhere = async {
            // Not before the flood has filled the queue, and not after it has ended.
            while refused.get() < 20 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            for last in 0..20_u8 {
                let owner = app.browser_at(&format!("198.51.100.{last}"));
                assert_eq!(owner.login("john", PASSWORD).await.status, 303, "login {last}");
            }
            done.set(true);
        };
        let strangers: FuturesUnordered<_> = (0..8).map(flood).collect();
        tokio::join!(elsewhere, strangers.collect::<Vec<()>>());
    });
}

#[test]
fn a_database_that_does_not_take_writes_is_an_honest_503() {
    App::test_with(&[POOL], async |app| {
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
        assert!(right.text_of(".summary").contains("Our database is unavailable right now. Nothing was changed."));
        assert_eq!(script.json()["code"], "unavailable");
        let body = format!("{}{}", right.body, script.body).to_lowercase();
        for inside in ["sqlite", "postgres", "is locked", "lock_timeout"] {
            assert!(!body.contains(inside), "{inside}");
        }
        assert_eq!(guest.get("/").await.status, 200, "pages are read all the same");
        assert!(browser.is_logged_in().await);
        drop(held);
        assert_eq!(guest.login("john", PASSWORD).await.status, 303);
        assert!(app.find_user("jane").is_none() && app.find_user("johnny").is_none(), "nothing is half done");
    });
}
