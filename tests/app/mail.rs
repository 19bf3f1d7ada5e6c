//! Promised emails arrive, whatever happens in between; see tests/app/smtp.rs for the conversation with a mail server.

use diesel::prelude::*;
use inside::config::Config;
use inside::mail;
use inside::schema::jobs;
use time::Duration;

use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::promised::{john, notice, promise};
use crate::harness::settings::settings;
use crate::harness::waiting::until;

#[test]
fn a_promised_email_is_delivered_with_both_parts_and_its_headers() {
    App::test(async |app| {
        promise(&app.services, "john@example.com", "john");
        let message = app.email_to("john@example.com").await;
        assert_eq!(message.subject, "New login to your Vestibule account");
        assert_eq!(message.links, vec![format!("{}/sessions", app.url); 2]);
        assert_eq!(message.path(), "/sessions");
        assert!(message.text.contains("Hello john,") && message.html.contains("Hello john,"));
        assert_eq!(message.header("From").as_deref(), Some("Vestibule <noreply@localhost>"));
        assert_eq!(message.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert_eq!(message.header("X-Auto-Response-Suppress").as_deref(), Some("All"));
        assert_eq!(message.header("Content-Language").as_deref(), Some("en"));
        let id = message.header("Message-ID").expect("an id");
        assert!(id.len() == 44 && id.ends_with("@localhost>"), "{id}");
    });
}

#[test]
fn an_email_whose_cause_was_undone_does_not_exist() {
    App::test(async |app| {
        let s = &app.services;
        let message = notice("http://a.example/");
        let undone: Result<(), _> = s.db.transaction(|c| {
            mail::queue(s, c, john("john@example.com"), &message)?;
            Err(inside::error::Error::Forbidden)
        });
        assert!(undone.is_err());
        promise(s, "anna@example.com", "anna");
        app.all_delivered().await;
        assert_eq!(app.delivered().len(), 1, "only the one that was committed");
    });
}

#[test]
fn what_a_process_left_behind_when_it_died_is_delivered_once_its_lease_is_over() {
    App::test(async |app| {
        let s = &app.services;
        let now = s.clock.now();
        let message = notice("http://a.example/");
        // Promised, claimed, and then the power went.
        s.db.transaction(|c| {
            mail::queue(s, c, john("john@example.com"), &message)?;
            let lease = (jobs::leased_until.eq(now + Duration::minutes(5)), jobs::attempts.eq(1));
            diesel::update(jobs::table).set(lease).execute(c)?;
            Ok(())
        })
        .unwrap();
        let restarted = app.another_node(&[]);
        promise(s, "anna@example.com", "anna");
        until("Anna's email is sent", || app.waiting_emails() <= 1).await;
        let to: Vec<String> = app.delivered().into_iter().map(|message| message.to).collect();
        assert_eq!(to, ["anna@example.com"], "a claimed email is left alone");
        app.clock.advance(Duration::minutes(6));
        assert_eq!(restarted.app.emails_to("john@example.com").await.len(), 1);
    });
}

#[test]
fn an_email_that_was_altered_waits_until_it_is_given_up_and_keeps_no_other_from_its_reader() {
    App::test(async |app| {
        let s = &app.services;
        let message = notice("http://a.example/");
        s.db.transaction(|c| {
            mail::queue(s, c, john("john@example.com"), &message)?;
            diesel::update(jobs::table).set(jobs::payload.eq(vec![7_u8; 200])).execute(c)?;
            Ok(())
        })
        .unwrap();
        app.tried(1).await;
        promise(s, "anna@example.com", "anna");
        until("Anna's email is sent", || !app.delivered().is_empty() && app.waiting_emails() <= 1).await;
        assert_eq!(app.waiting_emails(), 1, "another node may be able to open it");
        app.clock.advance(Duration::days(4));
        app.all_delivered().await;
        let to: Vec<String> = app.delivered().into_iter().map(|message| message.to).collect();
        assert_eq!(to, ["anna@example.com"]);
    });
}

#[test]
fn nothing_can_write_a_header_of_its_own() {
    App::test_with(&["--app-name=Ledger\r\nBcc: eve@evil.example"], async |app| {
        promise(&app.services, "john@example.com\r\nBcc: eve@evil.example", "john");
        promise(&app.services, "john@example.com", "john\r\nBcc: eve@evil.example");
        app.all_delivered().await;
        let messages = app.delivered();
        assert_eq!(messages.len(), 1, "what is no address gets nothing");
        let names: Vec<&str> = messages[0]
            .headers
            .lines()
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split(':').next())
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "Date",
                "Message-ID",
                "Auto-Submitted",
                "X-Auto-Response-Suppress",
                "Content-Language",
                "MIME-Version",
                "Content-Type"
            ]
        );
        assert_eq!(messages[0].to, "john@example.com");
    });
}

#[test]
fn a_sender_at_an_international_domain_is_written_in_ascii() {
    let server = MailServer::start(Mood::Good);
    App::test_with(&[&server.flag("", ""), "--mail-from=Acme <noreply@müller.example>"], async |app| {
        promise(&app.services, "john@müller.example", "john");
        app.all_delivered().await;
        let commands = server.commands();
        for command in ["MAIL FROM:<noreply@xn--mller-kva.example>", "RCPT TO:<john@xn--mller-kva.example>"] {
            assert!(commands.iter().any(|line| line.starts_with(command)), "{commands:?}");
        }
        let from = app.delivered()[0].header("From");
        assert_eq!(from.as_deref(), Some("Acme <noreply@xn--mller-kva.example>"));
    });
}

#[test]
fn settings_of_mail_that_cannot_be_right_are_refused_in_a_sentence_without_the_password() {
    let data = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", data.path().join("test.db").display());
    for (flag, word) in [
        ("--mail-url=http://me:hunter2@mail.example", "MAIL_URL: write it as"),
        ("--mail-url=smtp://me:hunter2@mail.example?tls=none", "MAIL_URL: ?tls=none would send the password"),
        ("--mail-from=Acme <möwe@example.com>", "MAIL_FROM: \"Acme <möwe@example.com>\" has letters before the @"),
        ("--mail-from=nobody", "MAIL_FROM: \"nobody\" is not a sender"),
        ("--mail-from=A <a@example.com>\r\nBcc: eve@evil.example", "MAIL_FROM: "),
    ] {
        let refused = Config::load(settings(data.path(), &database, &[flag])).expect_err(flag).to_string();
        assert!(refused.starts_with(word) && !refused.contains("hunter2") && !refused.contains('\n'), "{refused}");
    }
}
