//! The database goes away and comes back. Only a server can do that while we watch.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use inside::config::Config;
use inside::db::DatabaseUrl;

use super::server;
use crate::harness::process::{Server, block_on, pooler};
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

/// Shuts everyone out of the application's database, or lets them in again.
fn allow_connections(config: &Config, allowed: bool) {
    let DatabaseUrl::Postgres(own) = &config.database_url else { panic!("not on PostgreSQL") };
    let name = own.database();
    let mut admin = PgConnection::establish(&server()).unwrap();
    admin
        .batch_execute(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {allowed};
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {allowed};"
        ))
        .unwrap();
}

/// Asks until it is ready: the pool tries again on its own, at most some seconds apart.
async fn until_ready(ready: impl AsyncFn() -> u16) {
    let begun = Instant::now();
    while ready().await != 200 {
        assert!(begun.elapsed() < Duration::from_secs(20), "it does not recover by itself");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
#[ignore = "needs PostgreSQL"]
fn while_the_database_is_away_the_answer_is_an_honest_503_and_then_all_is_well() {
    server();
    App::test(async |app| {
        let (john, guest) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        allow_connections(&app.services.config, false);

        assert_eq!(guest.get("/").await.status, 200, "what needs no database is answered");
        assert_eq!(guest.get("/login").await.status, 200);
        let (ready, home, login) = tokio::join!(guest.get("/readyz"), john.get("/"), guest.login("john", PASSWORD));
        assert_eq!(ready.status, 503);
        for (answer, heading) in [(&home, "Our database is unavailable right now"), (&login, "Log in")] {
            assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
            assert_eq!(answer.text_of("h1"), heading);
            assert!(!answer.body.contains("incorrect") && !answer.body.contains("vestibule_"), "{}", answer.body);
        }
        assert_eq!(home.text_of(".plain p"), "You are still logged in. Nothing was changed. Try again in 5 seconds.");
        assert_eq!(home.texts_of(".top nav a").len(), 0, "neither a guest nor a name that can't be loaded");
        assert_eq!(login.attribute("#username", "value").as_deref(), Some("john"), "the name need not be typed again");
        let summary = login.text_of(".summary");
        assert!(summary.contains("Our database is unavailable right now."), "{summary}");
        // A pooler has taken the question, and answers it once its server is back.
        assert!(summary.contains("Nothing was changed.") || pooler().is_some(), "{summary}");
        let history = john.get("/history?show=logins&before=7").await;
        assert_eq!(history.attribute(".plain .button", "href").as_deref(), Some("/history?show=logins&before=7"));
        let post = john.post("/sessions/end-others", &[]).await;
        assert_eq!(post.attribute(".plain .button", "href").as_deref(), Some("/sessions"), "the page of the form");
        assert_eq!(john.get("//evil.example").await.attribute(".plain .button", "href").as_deref(), Some("/"));
        let forged = app.browser();
        forged.set_cookie(&format!("{}x", john.cookie()));
        assert_eq!(forged.get("/security").await.status, 303, "a cookie that does not verify is a guest's");
        let body = serde_json::json!({"username": "johnny"});
        let script = john.json(reqwest::Method::PATCH, "/partial/john", &body).await;
        assert_eq!((script.status, script.json()["code"].as_str()), (503, Some("unavailable")));

        allow_connections(&app.services.config, true);
        until_ready(async || guest.get("/readyz").await.status).await;
        assert!(john.is_logged_in().await, "the same session goes on");
        assert_eq!(guest.login("john", PASSWORD).await.status, 303);
    });
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    Open,
    /// Nothing comes through, and nobody says so.
    Silent,
    /// Everybody is turned away.
    Refused,
}

/// The way to the server, which a test can cut.
struct Cable {
    line: Arc<(Mutex<Line>, Condvar)>,
    address: SocketAddr,
}

impl Cable {
    fn to(server: SocketAddr) -> Cable {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let line = Arc::new((Mutex::new(Line::Open), Condvar::new()));
        let own = Arc::clone(&line);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(server)) else { continue };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to, line) = (from.try_clone().unwrap(), to.try_clone().unwrap(), Arc::clone(&own));
                    std::thread::spawn(move || carry(from, to, &line));
                }
            }
        });
        Cable { line, address }
    }

    fn set(&self, line: Line) {
        *self.line.0.lock().unwrap() = line;
        self.line.1.notify_all();
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, line: &(Mutex<Line>, Condvar)) {
    // So that a refusal also ends connections on which nobody says anything.
    from.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut buffer = [0; 8192];
    loop {
        let got = from.read(&mut buffer);
        let state = line.1.wait_while(line.0.lock().unwrap(), |line| *line == Line::Silent).unwrap();
        let went_well = match got {
            _ if *state == Line::Refused => false,
            Ok(0) => false,
            Ok(read) => to.write_all(&buffer[..read]).is_ok(),
            Err(cause) => matches!(cause.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut),
        };
        if !went_well {
            let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
            return;
        }
    }
}

async fn status(client: &reqwest::Client, url: &str, form: Option<&'static str>) -> (u16, bool) {
    let request = match form {
        Some(body) => client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body),
        None => client.get(url),
    };
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.headers().contains_key("retry-after"))
}

/// As many as the queue of passwords holds, who would wait for the database one after the other.
#[test]
#[ignore = "needs PostgreSQL"]
fn a_crowd_is_answered_within_seconds_while_the_server_refuses_or_says_nothing() {
    const LOGIN: Option<&str> = Some("username=john&password=correct+horse+battery");
    let server = url::Url::parse(&server()).unwrap().socket_addrs(|| Some(5432)).unwrap()[0];
    let folder = tempfile::tempdir().unwrap();
    let (database, cable) = (Database::new(folder.path()), Cable::to(server));
    let mut url = url::Url::parse(&database.url).unwrap();
    url.set_port(Some(cable.address.port())).unwrap();
    let (url, limits) = (url.as_str(), [("LIMIT_LOGIN_ACCOUNT", "0"), ("LIMIT_LOGIN_NETWORK", "0")]);
    let variables = [&[("DATABASE_URL", url), ("HASHING_THREADS", "2"), ("DATABASE_POOL", "4")], &limits[..]].concat();
    let server = Server::start(folder.path(), &variables);
    let (login, ready) = (format!("{}/login", server.url), format!("{}/readyz", server.url));
    block_on(async {
        // Whoever waited for one of the crowd after the other would wait for minutes; this is no measure of how fast it is.
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let client = client.timeout(Duration::from_secs(25)).build().unwrap();
        for line in [Line::Refused, Line::Silent] {
            // Every connection of the pool is in use when the line is cut.
            let before: Vec<_> = (0..30).map(|_| status(&client, &login, LOGIN)).collect();
            assert!(futures_util::future::join_all(before).await.iter().all(|(status, _)| *status == 422));
            cable.set(line);
            let crowd: Vec<_> = (0..30).map(|_| status(&client, &login, LOGIN)).collect();
            let crowd = async { futures_util::future::join_all(crowd).await };
            let (answers, ready_now) = tokio::join!(crowd, status(&client, &ready, None));
            assert!(answers.iter().all(|answer| *answer == (503, true)), "{line:?}: {answers:?}");
            assert_eq!(ready_now.0, 503, "{line:?}");
            assert_eq!(status(&client, &login, LOGIN).await.0, 503, "{line:?}");
            cable.set(Line::Open);
            until_ready(async || status(&client, &ready, None).await.0).await;
            assert_eq!(status(&client, &login, LOGIN).await.0, 422, "the password is looked at again");
        }
    });
}

/// The one whose statement is on its way can't be told that nothing was changed; those who waited for their turn never get it.
#[test]
#[ignore = "needs PostgreSQL"]
fn who_had_no_turn_when_the_server_fell_silent_is_told_that_nothing_was_changed() {
    let server = url::Url::parse(&server()).unwrap().socket_addrs(|| Some(5432)).unwrap()[0];
    let folder = tempfile::tempdir().unwrap();
    let (database, cable) = (Database::new(folder.path()), Cable::to(server));
    let mut url = url::Url::parse(&database.url).unwrap();
    url.set_port(Some(cable.address.port())).unwrap();
    let server = Server::start(folder.path(), &[("DATABASE_URL", url.as_str()), ("DATABASE_POOL", "1")]);
    let email = |who: usize| format!("email=john{who}@example.com");
    block_on(async {
        let client = reqwest::Client::new();
        let ask = async |body: String| {
            let request = client.post(format!("{}/forgot-password", server.url)).body(body);
            let request =
                request.header("content-type", "application/x-www-form-urlencoded").header("accept", "text/html");
            let answer = request.send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap().contains("Nothing was changed."))
        };
        assert_eq!(ask(email(0)).await.0, 200);
        cable.set(Line::Silent);
        let crowd: Vec<_> = (1..9).map(|who| ask(email(who))).collect();
        let answers = futures_util::future::join_all(crowd).await;
        assert!(answers.iter().all(|(status, _)| *status == 503), "{answers:?}");
        let had_no_turn = answers.iter().filter(|(_, nothing_was_changed)| *nothing_was_changed).count();
        assert!(had_no_turn >= 7, "{answers:?}");
        cable.set(Line::Open);
    });
}
