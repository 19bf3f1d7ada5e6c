//! How many connections a mail server gets, when they close, and what the log says when mail does not work.

use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::process::{Server, block_on};
use crate::harness::promised::{JOHN, promise};
use crate::harness::waiting::until;

#[test]
fn one_email_needs_one_connection_which_is_closed_politely() {
    let server = MailServer::start(Mood::Good);
    App::test_with(&[&server.flag("", "")], async |app| {
        promise(&app.services, JOHN, "john");
        app.all_delivered().await;
        until("closed", || server.open() == 0).await;
        assert_eq!((server.connections(), server.mails().len()), (1, 1));
        assert_eq!(server.commands().last().map(String::as_str), Some("QUIT"));
    });
}

#[test]
fn a_server_that_allows_one_connection_gets_every_email_at_the_first_attempt() {
    let server = MailServer::start(Mood::OneConnection);
    App::test_with(&[&server.flag("", "")], async |app| {
        // The clock stands still, so an email that was put back would wait for ever.
        app.clock.stop();
        for round in 1..=2 {
            app.promise_at_once(8, JOHN);
            app.all_delivered().await;
            assert_eq!(server.mails().len(), 8 * round);
            until("closed", || server.open() == 0).await;
        }
        assert_eq!(server.commands().iter().filter(|line| *line == "QUIT").count(), 2, "one connection each time");
        assert!(server.connections() <= 5, "{} connections", server.connections());
    });
}

#[test]
fn a_server_that_takes_one_email_per_connection_gets_them_all() {
    let server = MailServer::start(Mood::OneEmailPerConnection);
    App::test_with(&[&server.flag("", "")], async |app| {
        app.clock.stop();
        app.promise_at_once(6, JOHN);
        app.all_delivered().await;
        assert_eq!(server.mails().len(), 6);
    });
}

#[test]
fn the_first_failure_after_a_start_is_an_error_that_says_what_to_do() {
    for (mood, credentials, part) in [
        (Mood::WrongPassword, "me:secret@", "check the user and the password in MAIL_URL"),
        (Mood::Refusing("451 4.3.0 Come back"), "", "check MAIL_URL and MAIL_FROM"),
        (Mood::Refusing("530 5.7.0 Authentication required"), "", "check MAIL_FROM, and the user and password"),
    ] {
        let mail_server = MailServer::start(mood);
        let flag = mail_server.flag(credentials, "?tls=none");
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(folder.path(), &[("MAIL_URL", flag.split_once('=').unwrap().1)]);
        block_on(async {
            for name in ["john", "anna"] {
                let form = [
                    ("username", name.to_owned()),
                    ("email", format!("{name}@example.com")),
                    ("password", "correct-horse-battery-Zq7".to_owned()),
                    ("confirm_password", "correct-horse-battery-Zq7".to_owned()),
                ];
                let sign_up = reqwest::Client::new().post(format!("{}/register", server.url)).form(&form);
                assert_eq!(sign_up.send().await.unwrap().status(), 200);
            }
            until("both attempted", || mail_server.connections() >= 2 && mail_server.open() == 0).await;
        });
        server.terminate();
        let (_, log) = server.end();
        let lines: Vec<_> = log.lines().filter(|line| line.contains("mail_failing")).collect();
        let [line] = lines.as_slice() else { panic!("{mood:?}: {log}") };
        assert!(line.contains("ERROR") && line.contains(part) && line.contains("docs/mail.md"), "{line}");
        assert!(log.lines().filter(|line| line.contains("WARN") && line.contains("email_waits")).count() >= 2, "{log}");
    }
}
