//! The system's clock jumps, both ways: what has ended stays so, what is alive is not killed, and the doctor says that the clock is
//! wrong. libfaketime (Debian's `faketime`) tells the server a time, which it reads anew from a file each time it is asked.

use std::path::{Path, PathBuf};

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Client, Request};
use crate::cluster::Cluster;
use crate::doors::{Owner, PASSWORD, ready};
use crate::mail_server::{MailServer, Mood};
use crate::mailbox::Mailbox;
use crate::process::{Server, block_on, vestibule};
use crate::report;
use crate::waiting::{until, until_async};

/// A clock that a test sets.
struct FakeClock {
    file: PathBuf,
    library: String,
}

impl FakeClock {
    fn new(folder: &Path) -> FakeClock {
        let mut libraries = std::fs::read_dir("/usr/lib").unwrap().flatten();
        let library = |folder: PathBuf| Some(folder.join("faketime/libfaketimeMT.so.1")).filter(|file| file.exists());
        let library = libraries.find_map(|entry| library(entry.path()));
        let library = library.expect("libfaketime is installed: ./scripts/test faults does that");
        let clock = FakeClock { file: folder.join("clock"), library: library.to_str().unwrap().to_owned() };
        clock.set("+0");
        clock
    }

    /// So far from the true time: `+2d`, `-1h`.
    fn set(&self, offset: &str) {
        let new = self.file.with_extension("new");
        std::fs::write(&new, format!("{offset}\n")).unwrap();
        std::fs::rename(new, &self.file).unwrap();
    }

    fn variables<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let own = [
            ("LD_PRELOAD", self.library.as_str()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            // Waiting is by another clock, which does not jump.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ("NO_FAKE_STAT", "1"),
            ("LIMIT_LOGIN_NETWORK", "0"),
        ];
        [&own[..], more].concat()
    }
}

/// What the doctor says, by the codes of its checks: their level and finding.
fn doctor(folder: &Path, variables: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let mut command = vestibule(folder, variables, &["doctor", "--json"]);
    let output = command.output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|cause| panic!("{cause}: {}", String::from_utf8_lossy(&output.stderr)));
    let checks = said["checks"].as_array().or(said.as_array()).expect("checks").clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    checks.iter().map(|check| (text(&check["code"]), text(&check["level"]), text(&check["finding"]))).collect()
}

fn level(checks: &[(String, String, String)], code: &str) -> String {
    let check = checks.iter().find(|check| check.0 == code);
    check.unwrap_or_else(|| panic!("no check {code}: {checks:?}")).1.clone()
}

async fn status(client: &Client, url: &str, request: &Request) -> u16 {
    client.send(url, request).await.expect("an answer").status
}

#[test]
fn what_ended_stays_ended_and_what_is_alive_goes_on_whichever_way_it_jumps() {
    let folder = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(folder.path());
    let variables = clock.variables(&[]);
    let server = Server::start(folder.path(), &variables);
    let url = server.url.as_str();
    let mailbox = Mailbox::new(&folder.path().join("data/mail"));
    block_on(async {
        let john = Owner::sign_in(url, "john").await;

        // A cookie and a token that were logged out, a link that was used, a refresh token that was spent.
        let gone = Owner::sign_in(url, "gone").await;
        let copied = gone.access_token().to_owned();
        assert!(status(&gone.client, url, &Request::form("/logout", &[])).await < 400);
        let log_out = Request::json(Method::POST, "/api/auth/logout", json!({})).with_token(&copied);
        assert_eq!(status(&gone.client, url, &log_out).await, 200);
        let forgot = Request::json(Method::POST, "/auth/request_reset", json!({ "email": "gone@example.com" }));
        assert_eq!(status(&gone.client, url, &forgot).await, 200);
        until("the link arrives", || !mailbox.secrets("gone@example.com", "/reset-password/").is_empty());
        let secret = mailbox.secrets("gone@example.com", "/reset-password/").remove(0);
        let reset = format!("/auth/reset_password/{secret}");
        let reset = Request::json(Method::POST, &reset, json!({ "password": PASSWORD }));
        assert_eq!(status(&gone.client, url, &reset).await, 200);

        let ended_stays_ended = async |when: &str| {
            let me = Request::get("/api/auth/me").with_token(&copied);
            assert_eq!(status(&gone.client, url, &me).await, 401, "{when}");
            assert_eq!(status(&gone.client, url, &reset).await, 400, "{when}");
        };
        for (when, is_alive) in
            [("+0", true), ("+50m", true), ("-2d", true), ("+0", true), ("-400d", true), ("+0", true), ("+2d", false)]
        {
            clock.set(when);
            ended_stays_ended(when).await;
            assert_eq!(ready(url).await.0, 200, "{when}");
            let answer = john.client.send(url, &Request::get("/auth/current_user")).await.unwrap();
            assert_eq!(answer.json()["ok"] == true, is_alive, "{when}: {}", answer.body);
            // A login and its cookie work whatever time it is.
            let other = Client::new();
            let login = Request::form("/login", &[("username", "john"), ("password", PASSWORD)]);
            assert_eq!(status(&other, url, &login).await, 303, "{when}");
            let answer = other.send(url, &Request::get("/auth/current_user")).await.unwrap();
            assert_eq!(answer.json()["ok"], true, "{when}");
            if when != "+2d" {
                continue;
            }
            // Begun two days ahead: it goes on after the clock is right again.
            clock.set("+0");
            ended_stays_ended("back").await;
            let answer = other.send(url, &Request::get("/auth/current_user")).await.unwrap();
            assert_eq!(answer.json()["ok"], true, "nobody is logged out by a clock that is right again");
            assert_eq!(john.log_in(url).await.status, 303);
        }
        report::line(
            "the clock jumps: 50 minutes and two days ahead, two days and 400 days back",
            "sessions, logins and readiness go on; what was logged out, used or spent stays so; a session that began ahead goes on",
            "a session that was used ahead ends that much later",
            None,
        );
    });
}

#[test]
fn an_email_that_was_promised_ahead_does_not_wait_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(folder.path());
    let mail = MailServer::start(Mood::Refusing("451 4.3.0 Not now"));
    let mail_url = format!("smtp://127.0.0.1:{}", mail.port);
    clock.set("+2d");
    let variables = clock.variables(&[("MAIL_URL", &mail_url)]);
    let server = Server::start(folder.path(), &variables);
    block_on(Owner::sign_in(&server.url, "john"));
    // It is put back for some seconds, two days ahead.
    until("an attempt fails", || mail.spoilt() > 0);
    clock.set("+0");
    mail.set(Mood::Good);
    let seconds = until("it arrives", || mail.mails().len() == 1);
    clock.set("-2d");
    block_on(Owner::sign_in(&server.url, "jane"));
    until("this one arrives too", || mail.mails().len() == 2);
    report::line(
        "the clock is two days ahead while emails are postponed, and is set right; then two days back",
        "each email arrives once",
        "nothing",
        Some(seconds),
    );
}

#[test]
fn the_doctor_says_that_the_clock_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(folder.path());
    // On PostgreSQL the server's clock is the judge.
    let cluster = Cluster::start(&[]);
    let database = cluster.create("clock");
    let variables = clock.variables(&[("DATABASE_URL", &database)]);
    let server = Server::start(folder.path(), &variables);
    block_on(Owner::sign_in(&server.url, "john"));
    for (offset, expected) in [("+0", "ok"), ("+10m", "failure"), ("-10m", "failure"), ("+15s", "warning")] {
        clock.set(offset);
        let checks = doctor(folder.path(), &variables);
        assert_eq!(level(&checks, "clock"), expected, "{offset}");
    }
    drop(server);

    // A file has no clock, but knows when it was last written to.
    let folder = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(folder.path());
    let variables = clock.variables(&[]);
    let server = Server::start(folder.path(), &variables);
    block_on(async {
        Owner::sign_in(&server.url, "john").await;
        assert_eq!(level(&doctor(folder.path(), &variables), "clock"), "ok");
        clock.set("+2d");
        until_async("something happens ahead", async || {
            let login = Request::form("/login", &[("username", "john"), ("password", PASSWORD)]);
            status(&Client::new(), &server.url, &login).await == 303
        })
        .await;
        clock.set("+0");
        assert_eq!(level(&doctor(folder.path(), &variables), "clock"), "warning");
    });
    report::line(
        "the doctor is asked while the clock is 15 seconds, 10 minutes or two days off",
        "it says so: against PostgreSQL's clock, or against the events in SQLite's file",
        "nothing",
        None,
    );
}
