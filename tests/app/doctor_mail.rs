//! What the doctor says about emails: those of the queue, and a test that goes through it.

use crate::doctor::{examine, level};
use crate::harness::App;
use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::postbox::Email;

const PASSWORD: &str = "correct horse battery";

#[test]
fn a_test_email_goes_through_the_queue_to_the_mail_server() {
    let server = MailServer::start(Mood::Good);
    let flag = server.flag("", "");
    App::test_with(&[&flag], async |app| {
        let url = flag.strip_prefix("--mail-url=").expect("a flag");
        let (_, found) = examine(app, &[], &[("MAIL_URL", url)]);
        assert_eq!((level(&found, "mail_server"), server.mails().len()), ("ok".to_owned(), 0));
        let (_, found) = examine(app, &["--mail-to", "ops@example.com"], &[("MAIL_URL", url)]);
        assert_eq!(level(&found, "mail_test"), "ok", "{found:?}");
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let email = Email::parse(&mails[0]);
        assert_eq!((email.to.as_str(), email.subject.as_str()), ("ops@example.com", "Test email"));
        assert_eq!(app.waiting_emails(), 0);

        server.set(Mood::Refusing("550 5.1.1 No such mailbox"));
        let (code, found) = examine(app, &["--mail-to", "gone@example.com"], &[("MAIL_URL", url)]);
        assert_eq!((code, level(&found, "mail_test")), (6, "failure".to_owned()));
        assert!(found["mail_test"].1.contains("5.1.1 No such mailbox"), "{found:?}");
        let listed = app.command(&["jobs", "list", "--dead", "--json"]);
        assert!(listed.stdout.is_empty(), "nothing is left of it: {}", String::from_utf8_lossy(&listed.stdout));

        server.set(Mood::Refusing("451 4.3.0 Come back"));
        let (_, found) = examine(app, &["--mail-to", "slow@example.com"], &[("MAIL_URL", url)]);
        assert_eq!(level(&found, "mail_test"), "warning");
        assert!(found["mail_test"].1.contains("4.3.0 Come back"), "{found:?}");
        assert_eq!(app.waiting_emails(), 1, "it is attempted again, as every email is");

        let (code, found) = examine(app, &[], &[("MAIL_URL", "smtp://127.0.0.1:1")]);
        assert_eq!((code, level(&found, "mail_server")), (6, "failure".to_owned()));
        assert!(found["mail_server"].1.contains("MAIL_URL"));
    });
}

#[test]
fn a_test_email_that_no_server_takes_is_withdrawn() {
    App::test(async |app| {
        // Sealed with another key: the running server leaves it to others.
        let key = [("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21")];
        let (code, found) = examine(app, &["--mail-to", "ops@example.com"], &key);
        assert_eq!((code, level(&found, "mail_test")), (6, "failure".to_owned()));
        assert!(found["mail_test"].1.contains("Start the server") && found["mail_test"].1.contains("SECRET_KEY"));
        assert_eq!(app.waiting_emails(), 0);
    });
}

#[test]
fn emails_that_wait_for_long_and_those_given_up_are_warnings() {
    App::test_with(&["--mail-url=smtp://127.0.0.1:1"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.browser().register("jane", "jane@example.com", PASSWORD).await;
        assert_eq!(level(&examine(app, &["--inside"], &[]).1, "jobs"), "ok", "they have not waited for long");
        app.execute("UPDATE jobs SET created_at = '2026-11-01 00:00:00', cause = 'the door is closed'");
        let (_, found) = examine(app, &["--inside"], &[]);
        assert_eq!(level(&found, "jobs_waiting"), "warning");
        assert!(found["jobs_waiting"].1.contains("MAIL_URL"), "{found:?}");
        app.execute("UPDATE jobs SET dead_at = '2026-11-02 00:00:00'");
        let (_, found) = examine(app, &["--inside"], &[]);
        assert_eq!((level(&found, "jobs_dead"), found.contains_key("jobs_waiting")), ("warning".to_owned(), false));
        assert!(found["jobs_dead"].1.contains("2 emails were given up"), "{found:?}");
        assert!(found["jobs_dead"].1.contains("vestibule jobs retry --all"), "{found:?}");
    });
}
