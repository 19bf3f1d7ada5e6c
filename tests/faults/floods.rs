//! Floods: of addresses that lead nowhere, bodies and heads that are too large or too slow, logins, sign-ups and sessions; and others
//! who are served meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::client::{Client, Request};
use crate::doors::{Owner, PASSWORD};
use crate::process::{Server, block_on};
use crate::report;
use crate::system::peak_memory;

/// Somebody who uses the site all the time: pages for guests, and their own.
pub struct Witness {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<(usize, Duration)>,
}

impl Witness {
    pub fn start(url: &str, owner: Owner) -> Witness {
        let stop = Arc::new(AtomicBool::new(false));
        let (url, over) = (url.to_owned(), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            block_on(async {
                let (mut served, mut slowest) = (0, Duration::ZERO);
                while !over.load(Ordering::Relaxed) || served == 0 {
                    for path in ["/login", "/", "/security", "/auth/current_user"] {
                        let begun = Instant::now();
                        let answer = owner.client.send(&url, &Request::get(path)).await.expect("an answer");
                        assert!(matches!(answer.status, 200 | 303), "{path}: {}", answer.status);
                        (served, slowest) = (served + 1, slowest.max(begun.elapsed()));
                    }
                    assert!(owner.is_logged_in(&url).await);
                }
                (served, slowest)
            })
        });
        Witness { stop, thread }
    }

    /// What they saw, for the report.
    pub fn finish(self) -> String {
        self.stop.store(true, Ordering::Relaxed);
        let (served, slowest) = self.thread.join().expect("everybody else is served");
        format!("others: {served} pages served, the slowest in {} ms", slowest.as_millis())
    }
}

struct Site {
    server: Server,
    _folder: tempfile::TempDir,
}

impl Site {
    fn start(variables: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let variables = [&[("SESSION_MAX_PER_USER", "10000")], variables].concat();
        Site { server: Server::start(folder.path(), &variables), _folder: folder }
    }

    fn address(&self) -> String {
        self.server.url.trim_start_matches("http://").to_owned()
    }

    /// Floods while somebody else uses the site, and writes the line of it.
    fn during<T: Send>(&self, tried: &str, threads: usize, flood: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let url = self.server.url.as_str();
        let owner = block_on(Owner::sign_in(url, "olive"));
        let before = peak_memory(self.server.id());
        let witness = Witness::start(url, owner);
        let flooded = std::thread::scope(|scope| {
            let flood = &flood;
            let threads: Vec<_> = (0..threads).map(|at| scope.spawn(move || flood(at))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let seen = witness.finish();
        let after = peak_memory(self.server.id());
        report::line(tried, &format!("{seen}; memory {before} to {after} MiB"), "nothing", None);
        flooded
    }
}

/// Sends these bytes and returns what comes back until the other side closes, or nothing more comes for a while.
fn exchange(address: &str, parts: impl Iterator<Item = Vec<u8>>) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    for part in parts {
        // It may have seen enough.
        if stream.write_all(&part).is_err() {
            break;
        }
    }
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(read) = stream.read(&mut buffer) {
        if read == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

#[test]
fn addresses_that_lead_nowhere() {
    let site = Site::start(&[]);
    let url = site.server.url.clone();
    let answers = site.during("16,000 requests for addresses that do not exist", 16, |at| {
        block_on(async {
            let client = Client::new();
            for number in 0..1_000 {
                let path = format!("/{at}/{number}/wp-login.php?x=%2e%2e%2f");
                let answer = client.send(&url, &Request::get(&path)).await.expect("an answer");
                assert_eq!(answer.status, 404);
            }
        });
    });
    assert_eq!(answers.len(), 16);
}

#[test]
fn bodies_that_are_too_large_never_end_or_go_deep() {
    let site = Site::start(&[("REQUEST_BODY_TIMEOUT", "5")]);
    let address = site.address();
    let doors = [
        ("/login", "application/x-www-form-urlencoded"),
        ("/auth/login", "application/json"),
        ("/api/auth/login", "application/json"),
        ("/nowhere", "text/plain"),
    ];
    site.during("bodies of 10 GiB, endless bodies, JSON 60,000 levels deep: 12 clients, 20 times each", 12, |at| {
        let (path, kind) = doors[at % 4];
        for _ in 0..20 {
            let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\n");
            let answer = match at % 3 {
                0 => {
                    let start = format!("{head}Content-Length: 10737418240\r\n\r\n").into_bytes();
                    exchange(&address, std::iter::once(start).chain((0..16).map(|_| vec![b'a'; 65_536])))
                }
                1 => {
                    let start = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
                    let chunk = [b"10000\r\n".to_vec(), vec![b'a'; 65_536], b"\r\n".to_vec()].concat();
                    exchange(&address, std::iter::once(start).chain((0..256).map(move |_| chunk.clone())))
                }
                _ => {
                    let deep = "[".repeat(60_000);
                    let whole = format!("{head}Content-Length: {}\r\n\r\n{deep}", deep.len()).into_bytes();
                    exchange(&address, std::iter::once(whole))
                }
            };
            // A client that still writes may be cut off before it reads the answer.
            let status = status(&answer);
            assert!(answer.is_empty() || (400..500).contains(&status), "{path}, {at}: {answer}");
        }
    });
}

#[test]
fn heads_that_are_too_long() {
    let site = Site::start(&[]);
    let address = site.address();
    site.during(
        "heads with 90, 5,000 and 200,000 lines, and with a line of 4 MiB: 8 clients, 20 times each",
        8,
        |at| {
            for _ in 0..20 {
                let start = b"GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".to_vec();
                let lines = |number: usize| (0..number).map(|line| format!("X-{line}: value\r\n").into_bytes());
                let rest: Box<dyn Iterator<Item = Vec<u8>>> = match at % 4 {
                    0 => Box::new(lines(90)),
                    1 => Box::new(lines(5_000)),
                    2 => Box::new(lines(200_000)),
                    _ => Box::new(std::iter::once(
                        [b"X-Long: ".to_vec(), vec![b'a'; 4 << 20], b"\r\n".to_vec()].concat(),
                    )),
                };
                let answer =
                    exchange(&address, std::iter::once(start).chain(rest).chain(std::iter::once(b"\r\n".to_vec())));
                let status = status(&answer);
                let is_few = at % 4 == 0;
                assert!(
                    if is_few { status == 200 } else { answer.is_empty() || (400..500).contains(&status) },
                    "{at}: {status}"
                );
            }
        },
    );
}

#[test]
fn heads_and_bodies_that_come_slowly() {
    let site = Site::start(&[("REQUEST_HEAD_TIMEOUT", "3"), ("REQUEST_BODY_TIMEOUT", "3")]);
    let address = site.address();
    let of_what =
        "1,000 clients at once that send a byte now and then: of a head, of a body, of the same in a second request";
    let ended = site.during(of_what, 4, |at| {
        let whole = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        let head = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
        let body =
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n";
        let starts = [head.to_owned(), body.to_owned(), format!("{whole}{head}"), format!("{whole}{body}")];
        let mut clients: Vec<TcpStream> = (0..250)
            .map(|_| {
                let mut stream = TcpStream::connect(&address).unwrap();
                stream.write_all(starts[at % 4].as_bytes()).unwrap();
                stream.set_nonblocking(true).unwrap();
                stream
            })
            .collect();
        let (all, begun) = (clients.len(), Instant::now());
        while !clients.is_empty() {
            assert!(begun.elapsed() < crate::waiting::PATIENCE, "{} are still there", clients.len());
            clients.retain_mut(|stream| {
                let mut buffer = [0; 4096];
                let is_over = matches!(stream.read(&mut buffer), Ok(0))
                    || stream.write_all(b"x").is_err_and(|cause| cause.kind() != std::io::ErrorKind::WouldBlock);
                !is_over
            });
            std::thread::sleep(Duration::from_millis(20));
        }
        all
    });
    assert_eq!(ended.iter().sum::<usize>(), 1_000, "each was ended by the server");
}

#[test]
fn logins_and_sign_ups() {
    let site = Site::start(&[]);
    let url = site.server.url.clone();
    let statuses = site.during("2,000 logins and sign-ups from one network, 20 at a time", 4, |at| {
        block_on(async {
            let client = Client::new();
            let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
            for round in 0..100 {
                let requests: Vec<_> = (0..5)
                    .map(|number| {
                        let name = format!("n{at}x{round}x{number}");
                        let email = format!("{name}@example.com");
                        match at % 2 {
                            0 => Request::form("/login", &[("username", &name), ("password", PASSWORD)]),
                            _ => Request::json(
                                Method::POST,
                                "/auth/register",
                                json!({ "username": name, "email": email, "password": PASSWORD }),
                            ),
                        }
                    })
                    .collect();
                for (request, answer) in
                    requests.iter().zip(join_all(requests.iter().map(|r| client.send(&url, r))).await)
                {
                    let answer = answer.expect("an answer");
                    assert!(matches!(answer.status, 201 | 422 | 429 | 503), "{answer:?}");
                    if answer.status == 503 && answer.kind.contains("json") {
                        assert!(answer.retry_after.is_some(), "{request:?}");
                    }
                    *statuses.entry(answer.status).or_default() += 1;
                }
            }
            statuses
        })
    });
    println!("{statuses:?}");
    assert!(statuses.iter().any(|statuses| statuses.contains_key(&429)), "the limits hold");
}

#[test]
fn ten_thousand_sessions_of_one_account() {
    let site = Site::start(&[("LIMIT_LOGIN_NETWORK", "0")]);
    let url = site.server.url.as_str();
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        let timed = async || {
            let begun = Instant::now();
            assert_eq!(john.log_in(url).await.status, 303);
            begun.elapsed()
        };
        let few = timed().await;
        let file = site._folder.path().join("data/vestibule.db");
        let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
        conn.batch_execute(
            "PRAGMA busy_timeout = 10000;
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9990)
             INSERT INTO sessions (id, user_id, kind, created_at, last_used_at, proved_at, address, user_agent, handle, login_address)
             SELECT 'x' || i, user_id, 'browser', created_at, last_used_at, proved_at, address, 'Wget/' || i, 'h' || i, login_address
             FROM (SELECT * FROM sessions LIMIT 1) CROSS JOIN n",
        )
        .unwrap();
        let many = timed().await;
        let page = john.client.send(url, &Request::get("/sessions")).await.unwrap();
        assert_eq!(page.status, 200);
        let listed = page.body.matches("Wget/").count();
        assert!(page.body.len() < 1 << 20 && listed <= 200, "one page has {listed}");
        let (mut all, mut next, mut pages) = (0, String::new(), 0);
        loop {
            let answer = john.client.send(url, &Request::get(&format!("/auth/sessions{next}"))).await.unwrap().json();
            let listed = answer["sessions"].as_array().unwrap().len();
            assert!(listed <= 101, "a page has {listed}");
            (all, pages) = (all + listed, pages + 1);
            match answer["next"].as_str() {
                Some(after) => next = format!("?after={after}"),
                None => break,
            }
        }
        assert!(all >= 9_991, "{all}");
        let ended = Request::json(Method::DELETE, "/auth/sessions", json!({}));
        let ended = john.client.send(url, &ended).await.unwrap();
        assert!(ended.json()["ended"].as_u64().is_some_and(|ended| ended >= 9_990), "{}", ended.body);
        let memory = peak_memory(site.server.id());
        report::line(
            "10,000 sessions on one account",
            &format!(
                "a login takes {} ms (with one session {} ms); {pages} pages of the list; all others end at once; memory {memory} MiB",
                many.as_millis(),
                few.as_millis()
            ),
            "nothing",
            None,
        );
    });
}

#[test]
fn more_passwords_than_can_be_hashed() {
    let site = Site::start(&[
        ("HASHING_THREADS", "1"),
        ("HASHING_QUEUE", "4"),
        ("BCRYPT_COST", "10"),
        ("LIMIT_LOGIN_NETWORK", "0"),
        ("LIMIT_LOGIN_ACCOUNT", "0"),
    ]);
    let url = site.server.url.clone();
    site.during("400 logins at 100 at a time, with one hashing thread and four places", 4, |at| {
        block_on(async {
            let client = Client::new();
            for round in 0..4 {
                let logins = (0..25).map(|number| {
                    let body = json!({ "username": format!("x{at}{round}{number}"), "password": PASSWORD });
                    Request::json(Method::POST, "/auth/login", body)
                });
                let logins: Vec<_> = logins.collect();
                for answer in join_all(logins.iter().map(|login| client.send(&url, login))).await {
                    let answer = answer.expect("an answer");
                    assert!(matches!(answer.status, 401 | 429 | 503), "{answer:?}");
                    assert!(answer.status != 503 || answer.retry_after.is_some());
                }
            }
        });
    });
}
