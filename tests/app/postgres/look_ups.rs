//! Callers of requests that come at once are found together (`state/together.rs`): one statement, and each their own answer.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use diesel::connection::InstrumentationEvent;
use futures_util::future::join_all;
use inside::sessions::SessionId;
use inside::users::{Caller, PresentedSession};

use super::server;
use crate::harness::process::pooler;
use crate::harness::rows::word;
use crate::harness::waiting::until;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const NAMES: [&str; 4] = ["anna", "bela", "cleo", "dora"];

/// One connection for all requests, so that those behind the first one wait.
const NARROW: &[&str] = &["--database-pool=1"];

/// Look-ups of sessions on the app's connections. The first one does not leave before it may.
struct LookUps {
    asked: Arc<AtomicUsize>,
    release: mpsc::Sender<()>,
}

impl LookUps {
    fn held(app: &App) -> LookUps {
        let (asked, (release, released)) = (Arc::new(AtomicUsize::new(0)), mpsc::channel());
        let released = Arc::new(Mutex::new(released));
        let counted = Arc::clone(&asked);
        app.instrument(move |event| {
            let InstrumentationEvent::StartQuery { query, .. } = event else { return };
            let query = query.to_string();
            let is_look_up = query.starts_with("SELECT") && query.contains("\"sessions\"");
            if is_look_up && counted.fetch_add(1, Ordering::SeqCst) == 0 {
                let _ = released.lock().unwrap().recv_timeout(Duration::from_secs(30));
            }
        });
        LookUps { asked, release }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// What the others are answered that come while the look-up of the first one is on its way. `meanwhile` happens when all wait.
    async fn answers(
        &self,
        app: &App,
        path: &str,
        people: &[Browser<'_>],
        meanwhile: impl FnOnce(),
    ) -> (Answer, Vec<Answer>) {
        let (first, others) = people.split_first().unwrap();
        let waiting = others.len() as u64;
        let rest = async {
            until("the first one is asked for", || self.asked() == 1).await;
            let release = async {
                until("the others wait", || app.services.metrics.waiting_for_database() == waiting).await;
                meanwhile();
                self.release.send(()).unwrap();
            };
            tokio::join!(join_all(others.iter().map(|browser| browser.get(path))), release).0
        };
        tokio::join!(first.get(path), rest)
    }
}

/// Somebody for each name, logged in.
async fn people(app: &App) -> Vec<Browser<'_>> {
    let mut people = Vec::new();
    for name in NAMES {
        let browser = app.browser();
        browser.sign_in(name, PASSWORD).await;
        people.push(browser);
    }
    people
}

/// Whom `/auth/current_user` named; nothing in an error.
fn named(answers: &[Answer]) -> Vec<Option<String>> {
    let name = |answer: &Answer| answer.json()["user"]["username"].as_str().map(str::to_owned);
    answers.iter().map(|answer| if answer.status == 200 { name(answer) } else { None }).collect()
}

#[test]
#[ignore = "needs PostgreSQL"]
fn those_who_wait_are_found_by_one_statement_and_each_gets_their_own_page() {
    server();
    App::test_with(NARROW, async |app| {
        let mut people = people(app).await;
        let twice = app.browser();
        twice.set_cookie(&people[1].cookie());
        people.push(twice);
        let look_ups = LookUps::held(app);
        let (first, others) = look_ups.answers(app, "/", &people, || ()).await;
        let titles: Vec<String> = others.iter().map(|page| page.text_of("h1")).collect();
        assert_eq!(first.text_of("h1"), "Welcome, anna");
        assert_eq!(titles, ["Welcome, bela", "Welcome, cleo", "Welcome, dora", "Welcome, bela"]);
        assert_eq!(look_ups.asked(), 2, "one statement for the first, and one for all the others");
        assert_eq!(app.services.metrics.waiting_for_database(), 0);
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn the_server_plans_for_any_number_of_callers_only_as_often_as_for_one() {
    server();
    // Through a pooler nothing is prepared.
    if pooler().is_some() {
        return;
    }
    App::test_with(NARROW, async |app| {
        let presented: Vec<PresentedSession> = (0..8).map(|at| PresentedSession::new(at, &nobodys(at))).collect();
        for many in [2, 3, 4, 5, 6, 7, 8, 2, 8] {
            let found = app.services.read(|r| Caller::find(r, &presented[..many])).unwrap();
            assert!(found.len() == many && found.iter().all(Option::is_none));
        }
        // PostgreSQL tries five plans of its own for a statement before it trusts one for all (its manual, PREPARE).
        let plans = "SELECT custom_plans || ' ' || generic_plans AS word FROM pg_prepared_statements \
             WHERE statement LIKE '%LATERAL%'";
        assert_eq!(word(&mut app.services.db.conn().unwrap(), plans), "5 4");
    });
}

fn nobodys(at: i64) -> SessionId {
    SessionId::new(format!("nobody's session {at}"))
}

#[test]
#[ignore = "needs PostgreSQL"]
fn a_session_that_ends_while_its_request_waits_opens_nothing() {
    server();
    App::test_with(NARROW, async |app| {
        let people = people(app).await;
        let elsewhere = app.another_node(&[]);
        let end = || {
            elsewhere.app.execute("DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE username = 'cleo')")
        };
        let (first, others) = LookUps::held(app).answers(app, "/auth/current_user", &people, end).await;
        assert_eq!((first.status, others[1].status), (200, 200));
        assert_eq!(named(&others), [Some("bela".to_owned()), None, Some("dora".to_owned())]);
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn a_row_that_can_not_be_read_is_the_trouble_of_its_own_account() {
    server();
    App::test_with(NARROW, async |app| {
        let people = people(app).await;
        let elsewhere = app.another_node(&[]);
        let spoil = || elsewhere.app.execute("UPDATE users SET role = 'emperor' WHERE username = 'cleo'");
        let (first, others) = LookUps::held(app).answers(app, "/auth/current_user", &people, spoil).await;
        assert_eq!((first.status, others[1].status), (200, 500));
        assert_eq!(named(&others), [Some("bela".to_owned()), None, Some("dora".to_owned())]);
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn a_look_up_that_takes_long_holds_up_nobody_while_there_is_another_connection() {
    server();
    App::test_with(&["--database-pool=2"], async |app| {
        let people = people(app).await;
        let look_ups = LookUps::held(app);
        let (first, others) = people.split_first().unwrap();
        let rest = async {
            until("the first one is asked for", || look_ups.asked() == 1).await;
            let answers = join_all(others.iter().map(|browser| browser.get("/auth/current_user"))).await;
            look_ups.release.send(()).unwrap();
            answers
        };
        let (first, others) = tokio::join!(first.get("/auth/current_user"), rest);
        assert_eq!(named(&[first]), [Some("anna".to_owned())]);
        assert_eq!(named(&others), ["bela", "cleo", "dora"].map(|name| Some(name.to_owned())));
    });
}

#[test]
#[ignore = "needs PostgreSQL"]
fn look_ups_without_end_leave_others_their_turn_at_the_only_connection() {
    server();
    App::test_with(NARROW, async |app| {
        let people = people(app).await;
        let served = AtomicUsize::new(0);
        let is_over = AtomicBool::new(false);
        let busy = join_all(people.iter().map(async |browser| {
            while !is_over.load(Ordering::SeqCst) {
                assert_eq!(browser.get("/auth/current_user").await.status, 200);
                served.fetch_add(1, Ordering::SeqCst);
            }
        }));
        let others = async {
            for name in NAMES {
                app.browser().sign_in(&format!("{name}2"), PASSWORD).await;
            }
            is_over.store(true, Ordering::SeqCst);
        };
        tokio::join!(busy, others);
        assert!(served.into_inner() >= people.len());
    });
}
