//! The queue: what is down delays nothing else, and what was given up can be seen and retried.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use diesel::prelude::*;
use inside::clock::Clock;
use inside::config::Config;
use inside::db::Db;
use inside::housekeeping;
use inside::jobs::{self, Carrier, Delivery, Failure, Job, JobKind, JobTopic, NewJob};
use inside::mail::{self, Recipient};
use inside::schema;
use inside::state::Services;
use inside::stored::Stored;
use time::Duration;

use crate::harness::mail_server::{MailServer, Mood};
use crate::harness::promised::{JOHN, john, notice};
use crate::harness::settings::settings;
use crate::harness::waiting::until;
use crate::harness::{App, Database};

const PASSWORD: &str = "correct horse battery";

impl App {
    /// How many attempts there were at all emails that wait, and whether none is under way.
    fn attempts(&self) -> (i64, bool) {
        let mut conn = self.services.db.conn().unwrap();
        let rows: Vec<(i32, bool)> = schema::jobs::table
            .select((schema::jobs::attempts, schema::jobs::leased_until.is_null()))
            .load(&mut *conn)
            .unwrap();
        (rows.iter().map(|row| i64::from(row.0)).sum(), rows.iter().all(|row| row.1))
    }

    fn dead(&self) -> i64 {
        let mut conn = self.services.db.conn().unwrap();
        schema::jobs::table.filter(schema::jobs::dead_at.is_not_null()).count().get_result(&mut *conn).unwrap()
    }

    /// What `vestibule ARGUMENTS` prints.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn a_hundred_emails_for_a_server_that_is_down_cost_one_connection_at_a_time() {
    let server = MailServer::start(Mood::WrongPassword);
    App::test_with(&[&server.flag("me:old@", "?tls=none")], async |app| {
        app.clock.stop();
        app.promise_at_once(100, JOHN);
        // The first ones were under way together before the first failure was known.
        until("put back", || matches!(app.attempts(), (1..=4, true))).await;
        let (mut attempts, _) = app.attempts();
        for _ in 0..3 {
            app.clock.advance(Duration::seconds(75));
            until("probed", || app.attempts() == (attempts + 1, true)).await;
            attempts += 1;
        }
        assert_eq!(i64::try_from(server.connections()).unwrap(), attempts);
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(75));
        app.all_delivered().await;
        assert_eq!(server.mails().len(), 100);
    });
}

/// Takes jobs for one target and none for the other.
#[derive(Clone, Default)]
struct Postman {
    attempts: Rc<RefCell<BTreeMap<String, u32>>>,
}

impl Carrier for Postman {
    const KIND: JobKind = JobKind::Email;

    fn at_once(&self) -> usize {
        4
    }

    fn patience(&self, _: &Services) -> Duration {
        Duration::DAY
    }

    async fn carry(&self, job: &Job, payload: &[u8]) -> Result<(), Failure> {
        assert_eq!(payload, b"a job");
        *self.attempts.borrow_mut().entry(job.target.clone()).or_default() += 1;
        match job.target.as_str() {
            "down" => Err(Failure::Target { cause: "nobody answers".into(), advice: "wait" }),
            _ => Ok(()),
        }
    }

    async fn rest(&self) {}

    fn delivered(&self, _: &Job) {}

    fn waits(&self, _: &Job, _: &Failure) {}

    fn given_up(&self, _: &Stored<JobTopic>, _: &str, _: &str) {}

    fn left_to_others(&self, _: i64) {}
}

#[test]
fn a_target_that_is_down_delays_no_other() {
    let data = tempfile::tempdir().unwrap();
    let database = Database::prepared(data.path());
    let config = Config::load(settings(data.path(), &database.url, &[])).unwrap();
    let db = Db::open(&config.database_url, 2).unwrap();
    let clock = Clock::default();
    clock.stop();
    let services = Arc::new(Services::new(config, db, clock, "http://localhost".into()));
    let put = |target| {
        let job =
            NewJob { kind: JobKind::Email, topic: JobTopic::NewBrowser, target, account: None, payload: b"a job" };
        services.db.transaction(|c| jobs::put(&services, c, &job)).unwrap();
    };
    // Those for the target that is down have waited longest.
    (0..50).for_each(|_| put("down"));
    services.clock.advance(Duration::SECOND);
    (0..50).for_each(|_| put("up"));
    let postman = Postman::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let delivery = Delivery::start(Arc::clone(&services), postman.clone());
        let count = |target: &str| postman.attempts.borrow().get(target).copied().unwrap_or_default();
        until("delivered", || count("up") == 50).await;
        assert_eq!(count("down"), 4, "the others did not have to find out");
        delivery.finish().await;
    });
    let left = jobs::list(&services, false, None, 100).unwrap();
    assert!(left.len() == 50 && left.iter().all(|job| job.target == "down"));
    assert_eq!(left.iter().filter(|job| job.cause.as_deref() == Some("nobody answers")).count(), 4);
    drop(services);
}

#[test]
fn an_operator_lists_what_was_given_up_and_retries_it() {
    let server = MailServer::start(Mood::Refusing("550 5.1.1 No such mailbox"));
    App::test_with(&[&server.flag("", "")], async |app| {
        assert_eq!(app.says(&["jobs", "list"]), "No jobs wait.\n");
        assert_eq!(app.says(&["jobs", "list", "--dead"]), "No jobs were given up.\n");
        assert_eq!(app.says(&["jobs", "retry", "--all"]), "No jobs were given up.\n");
        for name in ["john", "anna", "jane"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.all_delivered().await;
        assert_eq!((app.dead(), server.mails().len()), (3, 0));
        let listed = app.says(&["jobs", "list", "--dead"]);
        let rows: Vec<&str> = listed.lines().collect();
        assert!(rows[0].starts_with("id  ") && rows[0].ends_with("cause") && rows.len() == 4, "{listed}");
        assert!(
            rows[1..].iter().all(|row| row.contains("confirm_email") && row.contains("5.1.1 No such mailbox")),
            "{listed}"
        );
        assert!(!listed.contains("example.com"), "neither an address nor a link: {listed}");

        let lines = app.says(&["jobs", "list", "--dead", "--json"]);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert!(lines.len() == 3 && lines.iter().all(|job| job["dead_at"].is_string() && job["due_at"].is_null()));
        assert!(
            lines.iter().all(|job| job["topic"] == "confirm_email" && job["cause"].as_str().is_some()),
            "{lines:?}"
        );
        assert_eq!(app.says(&["jobs", "list", "--json"]), "");

        server.set(Mood::Good);
        let id = rows[1].split_whitespace().next().unwrap();
        assert_eq!(app.says(&["jobs", "retry", id]), format!("Job {id} will be attempted again.\n"));
        until("one is delivered", || server.mails().len() == 1 && app.waiting_emails() == 0).await;
        let again = app.command(&["jobs", "retry", id]);
        let sentence = String::from_utf8(again.stderr).unwrap();
        assert!(!again.status.success() && sentence.contains("vestibule jobs list --dead"), "{sentence}");
        assert_eq!(app.says(&["jobs", "retry", "--all"]), "2 jobs will be attempted again.\n");
        until("all are delivered", || server.mails().len() == 3 && app.waiting_emails() == 0).await;
        assert_eq!(app.dead(), 0);
        // What was retried leaves an event; what there was nothing to retry for leaves none.
        let retried = app.events().into_iter().filter(|kind| kind.contains("retried")).collect::<Vec<_>>();
        assert_eq!(retried, ["job_retried", "jobs_retried"]);
        let texts = app.all_texts();
        assert!(texts.contains(&format!("events.detail: {id}")) && texts.contains(&"events.detail: 2".to_owned()));
    });
}

/// Nodes are upgraded one by one: a newer one may have put them there.
#[test]
fn jobs_with_words_of_another_version_stop_nothing() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", "")], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        app.tried(1).await;
        app.execute("UPDATE jobs SET topic = 'of_a_newer_version'");
        app.execute(
            "INSERT INTO jobs (id, topic, payload, created_at, due_at, attempts, key_name, kind, target, user_id)
             SELECT 'a_text_message', 'reminder', payload, created_at, created_at, 0, key_name, 'text_message', 'phone', user_id
             FROM jobs",
        );
        let listed = app.says(&["jobs", "list"]);
        assert!(
            listed.contains("of_a_newer_version  mail") && listed.contains("reminder            phone"),
            "{listed}"
        );
        browser.login("john", PASSWORD).await;
        let export = browser.get("/export").await.json();
        let words = |job: &serde_json::Value| format!("{} {}", job["kind"], job["topic"]).replace('"', "");
        let mut exported: Vec<String> = export["jobs"].as_array().unwrap().iter().map(words).collect();
        exported.retain(|words| !words.ends_with("new_browser"));
        exported.sort();
        assert_eq!(exported, ["email of_a_newer_version", "text_message reminder"]);
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(75));
        until("the emails are delivered", || app.says(&["jobs", "list"]).lines().count() == 2).await;
        assert!(!server.mails().is_empty());
        assert!(app.says(&["jobs", "list"]).contains("a_text_message"), "nobody here does it");
        app.execute("UPDATE jobs SET dead_at = created_at");
        assert!(app.says(&["jobs", "list", "--dead"]).contains("a_text_message"));
    });
}

#[test]
fn an_email_that_is_retried_has_all_the_time_of_a_new_one() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", ""), "--mail-give-up-after=60"], async |app| {
        app.clock.stop();
        app.browser().register("john", JOHN, PASSWORD).await;
        app.tried(1).await;
        app.clock.advance(Duration::seconds(61));
        until("given up", || app.dead() == 1).await;
        assert_eq!(app.says(&["jobs", "list"]), "No jobs wait.\n");
        jobs::retry_all(&app.services, &app.operator()).unwrap();
        app.tried(1).await;
        assert!(app.says(&["jobs", "list"]).contains("4.3.0 Come back"));
        server.set(Mood::Good);
        app.clock.advance(Duration::seconds(13));
        app.all_delivered().await;
        assert_eq!((server.mails().len(), app.dead()), (1, 0));
    });
}

#[test]
fn what_was_given_up_is_deleted_after_two_weeks_or_with_its_account() {
    let server = MailServer::start(Mood::Refusing("550 5.1.1 No such mailbox"));
    App::test_with(&[&server.flag("", ""), "--sudo-window=600"], async |app| {
        app.clock.stop();
        for name in ["john", "anna"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.all_delivered().await;
        assert_eq!(app.dead(), 2);
        let anna = app.browser();
        assert_eq!(anna.login("anna", PASSWORD).await.status, 303);
        let form = [("confirm_username", "anna"), ("current_password", PASSWORD)];
        assert_eq!(anna.post("/delete-account", &form).await.status, 303);
        // Her last email was refused as well. It belongs to no account any more, and is not kept.
        app.all_delivered().await;
        assert_eq!(app.dead(), 1);
        app.clock.advance(Duration::days(14) - Duration::SECOND);
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.dead(), 1);
        app.clock.advance(Duration::SECOND);
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.dead(), 0);
    });
}

#[test]
fn an_email_to_an_account_that_went_in_the_moment_in_which_it_was_promised_is_not_kept() {
    let server = MailServer::start(Mood::Refusing("550 5.1.1 No such mailbox"));
    App::test_with(&[&server.flag("", "")], async |app| {
        let nobody = Recipient { account: Some(4711), ..john(JOHN) };
        let promise = || {
            let s = &app.services;
            s.db.transaction(|c| mail::queue(s, c, nobody, &notice("http://a.example/"))).unwrap();
        };
        promise();
        until("given up", || server.spoilt() == 1 && app.attempts() == (0, true)).await;
        assert_eq!(app.dead(), 0);
        // It was given up while the account was still there, whose number it was promised with afterwards.
        app.browser().register("john", JOHN, PASSWORD).await;
        until("given up", || app.dead() == 1).await;
        app.execute("UPDATE jobs SET user_id = 4711");
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.dead(), 0);
    });
}

#[test]
fn an_email_that_is_given_up_while_its_account_is_deleted_goes_with_it() {
    let server = MailServer::start(Mood::Refusing("451 4.3.0 Come back"));
    App::test_with(&[&server.flag("", ""), "--sudo-window=600"], async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        app.tried(1).await;
        browser.login("john", PASSWORD).await;
        let given_up = app.changing("UPDATE jobs SET dead_at = created_at WHERE user_id IS NOT NULL");
        let form = [("confirm_username", "john"), ("current_password", PASSWORD)];
        assert_eq!(app.amid(given_up, browser.post("/delete-account", &form)).await.status, 303);
        assert!(app.find_user("john").is_none());
        assert_eq!(app.dead(), 0);
    });
}
