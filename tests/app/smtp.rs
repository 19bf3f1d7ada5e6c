//! Conversations with a mail server that accepts, refuses, or fails.

use diesel::prelude::*;
use inside::schema::jobs;
use time::Duration;

use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::postbox::Email;
use crate::harness::promised::{JOHN, promise};
use crate::harness::waiting::until;

#[test]
fn a_good_server_takes_the_email_and_development_keeps_a_copy() {
    let server = MailServer::start(Mood::Good);
    App::test_with(&[&server.flag("me:secret@", "?tls=none")], async |app| {
        promise(&app.services, JOHN, "john");
        app.all_delivered().await;
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let message = Email::parse(&mails[0]);
        assert_eq!((message.to.as_str(), message.path().as_str()), (JOHN, "/sessions"));
        assert_eq!(app.delivered().len(), 1);
        let commands = server.commands();
        assert!(commands.contains(&"MAIL FROM:<noreply@localhost>".to_owned()), "{commands:?}");
        assert!(commands.iter().any(|line| line.starts_with("AUTH PLAIN ")), "{commands:?}");
    });
}

#[test]
fn a_server_that_says_later_is_asked_again_later() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", "")], async |app| {
        promise(&app.services, JOHN, "john");
        app.tried(1).await;
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        assert_eq!(server.mails().len(), 1);
    });
}

#[test]
fn a_server_that_refuses_for_good_is_not_asked_again() {
    let server = MailServer::start(Mood::Refusing("550 5.1.1 No such mailbox"));
    App::test_with(&[&server.flag("", "")], async |app| {
        promise(&app.services, JOHN, "john");
        app.all_delivered().await;
        assert_eq!((server.mails().len(), app.delivered().len()), (0, 0));
        server.set(Mood::Good);
        promise(&app.services, "anna@example.com", "anna");
        app.all_delivered().await;
        let to: Vec<String> = server.mails().iter().map(|mail| Email::parse(mail).to).collect();
        assert_eq!(to, ["anna@example.com"]);
    });
}

#[test]
fn an_email_that_never_gets_through_is_given_up_in_the_end() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", ""), "--mail-give-up-after=60"], async |app| {
        promise(&app.services, JOHN, "john");
        app.tried(1).await;
        app.clock.advance(Duration::seconds(61));
        app.all_delivered().await;
        assert_eq!((server.mails().len(), app.delivered().len()), (0, 0));
    });
}

#[test]
fn a_wrong_password_of_ours_loses_no_email() {
    let server = MailServer::start(Mood::WrongPassword);
    App::test_with(&[&server.flag("me:old@", "?tls=none")], async |app| {
        promise(&app.services, JOHN, "john");
        app.tried(1).await;
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        assert_eq!(server.mails().len(), 1);
    });
}

#[test]
fn a_server_without_the_encryption_we_require_learns_nothing() {
    for mood in [Mood::Good, Mood::LyingAboutTls] {
        let server = MailServer::start(mood);
        App::test_with(&[&server.flag("me:secret@", "?tls=required")], async |app| {
            promise(&app.services, JOHN, "john");
            app.tried(1).await;
            let commands = server.commands();
            let learnt =
                |line: &String| line.starts_with("AUTH") || line.starts_with("MAIL") || line.starts_with("RCPT");
            assert!(!commands.is_empty() && !commands.iter().any(learnt), "{commands:?}");
            assert_eq!(app.waiting_emails(), 1);
        });
    }
}

#[test]
fn a_server_that_dies_before_it_says_it_has_the_email_gets_it_again_under_the_same_id() {
    let server = MailServer::start(Mood::DyingAfterData);
    App::test_with(&[&server.flag("", "")], async |app| {
        promise(&app.services, JOHN, "john");
        app.tried(1).await;
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        let ids: Vec<_> = server.mails().iter().map(|mail| Email::parse(mail).header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert!(ids[0].is_some() && ids[0] == ids[1], "{ids:?}");
    });
}

#[test]
fn a_silent_server_slows_no_page_and_loses_no_email() {
    let server = MailServer::start(Mood::Silent);
    App::test_with(&[&server.flag("", "")], async |app| {
        promise(&app.services, JOHN, "john");
        until("connected", || server.connections() > 0).await;
        // While the server holds the line, the pages answer, those that write emails too.
        let browser = app.browser();
        browser.sign_in("anna", "secure123").await;
        assert_eq!(browser.get("/").await.status, 200);
        assert!(app.waiting_emails() >= 1, "the email is still on its way");
        assert_eq!(server.mails().len(), 0);
        let row = || {
            let mut conn = app.services.db.conn().unwrap();
            jobs::table.select(jobs::payload).load::<Vec<u8>>(&mut *conn).unwrap()
        };
        let readable = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        for text in [JOHN, "/sessions", "Hello john"] {
            assert!(row().iter().all(|body| !readable(body, text)), "{text} is readable in the database");
            for file in ["test.db", "test.db-wal"] {
                let bytes = std::fs::read(app.data_dir().join(file)).unwrap_or_default();
                assert!(!readable(&bytes, text), "{text} is readable in {file}");
            }
        }
        server.set(Mood::Good);
        let leased = || {
            let mut conn = app.services.db.conn().unwrap();
            jobs::table.filter(jobs::leased_until.is_not_null()).count().get_result::<i64>(&mut *conn).unwrap()
        };
        until("hung up and put back", || leased() == 0).await;
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        let to_john = server.mails().iter().filter(|mail| Email::parse(mail).to == JOHN).count();
        assert_eq!(to_john, 1);
    });
}

#[test]
fn two_nodes_on_one_database_send_each_email_once() {
    let server = MailServer::start(Mood::Good);
    let flag = server.flag("", "");
    App::test_with(&[&flag], async |app| {
        let other = app.another_node(&[&flag]);
        for number in 0..30 {
            promise(if number % 2 == 0 { &app.services } else { &other.app.services }, JOHN, "john");
        }
        app.all_delivered().await;
        let ids: std::collections::BTreeSet<_> =
            server.mails().iter().map(|mail| Email::parse(mail).header("Message-ID")).collect();
        assert_eq!((server.mails().len(), ids.len()), (30, 30));
    });
}
