//! A mail server that is dead, slow, lying or absurd: no page waits for it, and every email arrives once it is well; once, where SMTP
//! lets us know.

use std::net::TcpListener;
use std::time::Instant;

use diesel::prelude::*;
use inside::db::{DatabaseUrl, Db};
use inside::schema::jobs;

use crate::client::{Client, Request};
use crate::doors::PASSWORD;
use crate::mail_server::{MailServer, Mood};
use crate::mailbox::Email;
use crate::process::{Server, block_on};
use crate::report;
use crate::system;
use crate::waiting::until;

/// What a mood does to an email that is under way.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// It arrives once it can.
    Once,
    /// The server had it whole and did not say so: both copies have the same Message-ID.
    PerhapsTwice,
    /// The server refused it for good: it is given up, and an operator may retry it.
    GivenUp,
}

/// A server whose mail server listens on this port.
fn start(folder: &std::path::Path, port: u16) -> Server {
    let mail = format!("smtp://127.0.0.1:{port}");
    let variables = [("MAIL_URL", mail.as_str()), ("APP_ENV", "development"), ("LIMIT_SIGNUP_NETWORK", "0")];
    Server::start(folder, &variables)
}

async fn register(url: &str, name: &str) {
    let email = format!("{name}@example.com");
    let form = [("username", name), ("email", &email), ("password", PASSWORD), ("confirm_password", PASSWORD)];
    let answer = Client::new().send(url, &Request::form("/register", &form)).await.expect("an answer");
    assert_eq!(answer.status, 303, "{}", answer.body);
}

/// The attempts at the jobs that wait, and how many were given up.
fn queue(folder: &std::path::Path) -> (i32, i64) {
    let file = folder.join("data/vestibule.db");
    let db = Db::open_existing(&DatabaseUrl::Sqlite(file), 1).unwrap();
    let conn = &mut *db.conn().unwrap();
    let attempts: Option<i32> = jobs::table.select(diesel::dsl::max(jobs::attempts)).first(conn).unwrap();
    let dead = jobs::table.filter(jobs::dead_at.is_not_null()).count().get_result(conn).unwrap();
    (attempts.unwrap_or_default(), dead)
}

/// Registers somebody while the server is in this mood, waits until it has spoilt an attempt, and makes it well.
fn through(mood: Mood, fate: Fate, what: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mail = MailServer::start(mood);
    let server = start(folder.path(), mail.port);
    block_on(async {
        register(&server.url, "ada").await;
        until(what, || queue(folder.path()).0 > 0 && mail.connections() > 0);
        // Nobody waits for it.
        register(&server.url, "bob").await;
        crate::doors::static_pages_are_served(&server.url).await;
        if fate == Fate::GivenUp {
            until("it is given up", || queue(folder.path()).1 == 2);
        } else if mood != Mood::Silent {
            until("an attempt fails", || mail.spoilt() > 0);
        }
    });
    let peak = system::peak_memory(server.id());
    mail.set(Mood::Good);
    let begun = Instant::now();
    let jobs = |arguments: &[&str]| {
        let database = format!("sqlite:{}", folder.path().join("data/vestibule.db").display());
        let output = crate::process::run(folder.path(), &[("DATABASE_URL", &database)], arguments);
        assert!(output.status.success(), "{output:?}");
    };
    if fate == Fate::GivenUp {
        jobs(&["jobs", "retry", "--all"]);
    }
    until("every email arrives", || {
        let arrived: Vec<Email> = mail.mails().iter().map(|raw| Email::parse("", raw)).collect();
        ["ada", "bob"].iter().all(|name| arrived.iter().any(|email| email.to == format!("{name}@example.com")))
            && queue(folder.path()) == (0, 0)
    });
    let mails = mail.mails();
    let mut ids: Vec<String> = mails.iter().map(|raw| message_id(raw)).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 2, "{what}: an email has one Message-ID however often it is sent");
    if fate != Fate::PerhapsTwice {
        assert_eq!(mails.len(), 2, "{what}: each arrives once");
    }
    let survived = match fate {
        Fate::Once => "each email once".to_owned(),
        Fate::PerhapsTwice => format!("{} copies of two emails, each with its own Message-ID", mails.len()),
        Fate::GivenUp => "given up and listed; `jobs retry` sends each once".to_owned(),
    };
    let tried = format!("a mail server that {what}");
    report::line(
        &tried,
        &format!("{survived}; pages wait for nothing; {peak} MiB"),
        "nothing",
        Some(begun.elapsed().as_secs_f64()),
    );
}

fn message_id(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let line = text.lines().find(|line| line.to_lowercase().starts_with("message-id:")).expect("a Message-ID");
    line.to_owned()
}

#[test]
fn a_dead_one() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = start(folder.path(), free);
    block_on(async {
        register(&server.url, "ada").await;
        until("an attempt fails", || queue(folder.path()).0 > 0);
        register(&server.url, "bob").await;
    });
    let begun = Instant::now();
    let mail = MailServer::start_at(free, Mood::Good);
    until("both arrive", || mail.mails().len() == 2 && queue(folder.path()) == (0, 0));
    let seconds = begun.elapsed().as_secs_f64();
    report::line(
        "a mail server that is dead and comes back",
        "each email once; pages wait for nothing",
        "nothing",
        Some(seconds),
    );
}

#[test]
fn one_that_accepts_and_never_answers() {
    through(Mood::Silent, Fate::Once, "accepts and never answers");
}

#[test]
fn one_that_wants_to_hear_of_it_later() {
    through(Mood::Refusing("451 4.3.0 Not now"), Fate::Once, "answers 4xx to the recipient");
}

#[test]
fn one_that_refuses_for_good() {
    through(Mood::Refusing("550 5.1.1 Nobody"), Fate::GivenUp, "answers 5xx to the recipient");
}

#[test]
fn one_that_takes_the_whole_email_and_refuses_it_then() {
    through(Mood::RefusingAfterData("452 4.3.1 No space"), Fate::Once, "takes the whole email and answers 4xx");
    through(Mood::RefusingAfterData("554 5.6.0 No"), Fate::GivenUp, "takes the whole email and answers 5xx");
}

#[test]
fn one_that_cuts_in_the_middle_of_the_email() {
    through(Mood::CuttingData, Fate::Once, "hangs up in the middle of the email");
}

#[test]
fn one_that_takes_the_whole_email_and_dies() {
    through(Mood::DyingAfterData, Fate::PerhapsTwice, "takes the whole email and dies before it says so");
}

#[test]
fn one_that_speaks_nonsense() {
    through(Mood::Absurd(b"\0\xff\xfe no such protocol\r\n"), Fate::Once, "greets with bytes of no protocol");
    through(Mood::Absurd(b"999 what\r\n"), Fate::Once, "greets with a code that does not exist");
    through(Mood::Absurd(b"250-a\r\n251-b\r\n220 c\r\n"), Fate::Once, "greets with several codes in one answer");
}

#[test]
fn one_that_never_ends_a_line() {
    through(Mood::Endless, Fate::Once, "greets with a line of 256 MiB");
}
