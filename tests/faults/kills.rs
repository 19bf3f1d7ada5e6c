//! kill -9 while people register, change their profiles, reset passwords, refresh tokens and change second factors: after each
//! start everything that was acknowledged is there, and everything that was not was done whole or not at all, with its sessions, its
//! events and its emails.
//!
//! The model of it ([`facts`]) is told by the clients what was acknowledged, and compares it with the rows of the database and with
//! the emails that are delivered or wait.

mod facts;
mod person;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use futures_util::future::join_all;
use inside::db::{DatabaseUrl, Db};
use inside::schema::jobs;

use crate::cluster::Cluster;
use crate::mailbox::Mailbox;
use crate::process::{Server, block_on};
use crate::random::Chance;
use crate::report;
use crate::waiting::until;
use facts::{Facts, Found};
use person::{Act, Open, Person};

/// How many people there are at a time.
pub const PEOPLE: usize = 6;

/// Acts after which an account is left alone, and compared once more in the end.
const ACTS: usize = 40;

pub fn rounds() -> usize {
    std::env::var("FAULT_ROUNDS").map_or(20, |rounds| rounds.parse().expect("FAULT_ROUNDS is a number"))
}

pub fn variables(database: &str) -> Vec<(&str, &str)> {
    let mut variables = vec![
        ("DATABASE_URL", database),
        ("BASE_URL", "http://localhost:5000"),
        // A session that has proved who it is stays so, and a refresh that was not answered may be repeated: the machine may be slow.
        ("SUDO_WINDOW", "86400"),
        ("REFRESH_GRACE", "300"),
        ("SESSION_MAX_PER_USER", "10000"),
    ];
    for limit in [
        "LIMIT_LOGIN_ACCOUNT",
        "LIMIT_LOGIN_NETWORK",
        "LIMIT_LOGIN_EVERYWHERE",
        "LIMIT_LOGIN_SUCCESSES",
        "LIMIT_SIGNUP_NETWORK",
        "LIMIT_SIGNUP_ERRORS",
        "LIMIT_CHANGES_ACCOUNT",
        "LIMIT_EMAIL_ADDRESS",
        "LIMIT_EMAIL_NETWORK",
    ] {
        variables.push((limit, "0"));
    }
    variables
}

/// The database of the test, past the server. Opened for each look and closed after it, so that a file is recovered by the server.
struct Eye {
    url: DatabaseUrl,
}

impl Eye {
    fn look<T>(&self, with: impl FnOnce(&mut inside::db::Conn) -> T) -> T {
        let db = Db::open_existing(&self.url, 1).expect("the database is there");
        with(&mut db.conn().expect("a connection"))
    }
}

/// What happened in all rounds.
#[derive(Default)]
pub struct Tally {
    kills: usize,
    pub done: usize,
    pub not_done: usize,
    /// Refusals that said "Nothing was changed", and something was.
    pub lies: usize,
    recovery: f64,
    acts: BTreeMap<Act, usize>,
    accounts: usize,
}

/// What people do, round after round, and what became of it.
pub struct Story {
    eye: Eye,
    mailbox: Arc<Mailbox>,
    people: Vec<Person>,
    retired: Vec<(Facts, Vec<String>)>,
    pub tally: Tally,
    pub chance: Chance,
    /// A 503 is no surprise: what became of the request is found out.
    pub refusals: bool,
}

impl Story {
    pub fn new(database: &str, folder: &Path) -> Story {
        let mailbox = Arc::new(Mailbox::new(&folder.join("data/mail")));
        let eye = Eye { url: DatabaseUrl::parse(database).unwrap() };
        let mut story = Story {
            eye,
            mailbox,
            people: Vec::new(),
            retired: Vec::new(),
            tally: Tally::default(),
            chance: Chance::new(),
            refusals: false,
        };
        for _ in 0..PEOPLE {
            let person = story.newcomer();
            story.people.push(person);
        }
        story
    }

    fn newcomer(&mut self) -> Person {
        self.tally.accounts += 1;
        Person::new(format!("p{}", self.tally.accounts), &self.mailbox, self.chance.fork())
    }

    /// Everybody acts until so many things were acknowledged and a little longer; then `end` is called in the middle of what they do.
    /// Who got no answer does nothing more.
    pub fn act(&mut self, url: &str, acknowledged: usize, then: Duration, end: impl FnOnce()) -> Vec<Option<Open>> {
        let (number, stopped, is_over) = (Cell::new(0), Cell::new(0), Cell::new(false));
        let refusals = self.refusals;
        block_on(async {
            let acting = join_all(self.people.iter_mut().map(async |person| {
                loop {
                    match person.act(url, refusals).await {
                        Some(open) => {
                            stopped.set(stopped.get() + 1);
                            break Some(open);
                        }
                        None if is_over.get() => break None,
                        None => number.set(number.get() + 1),
                    }
                }
            }));
            let ending = async {
                while number.get() < acknowledged && stopped.get() < PEOPLE {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                tokio::time::sleep(then).await;
                end();
                is_over.set(true);
            };
            tokio::join!(acting, ending).0
        })
    }

    /// The lease of a server that was killed ends after five minutes. They pass here.
    fn end_leases(&self) {
        let none = None::<time::PrimitiveDateTime>;
        // The server that runs locks the same rows, in an order of its own.
        until("leases are ended", || {
            self.eye.look(|c| diesel::update(jobs::table).set(jobs::leased_until.eq(none)).execute(c).is_ok())
        });
    }

    /// Compares everybody's account with what it should be, and finds out what became of what was not answered.
    pub fn compare(&mut self, open: Vec<Option<Open>>) {
        self.end_leases();
        let (eye, mailbox, tally) = (&self.eye, &self.mailbox, &mut self.tally);
        eye.look(|c| {
            for (person, open) in self.people.iter_mut().zip(open) {
                let found = Found::find(c, mailbox, &person.addresses);
                let Some(open) = open else {
                    let facts = person.facts.as_ref();
                    assert_eq!(found.is_some(), facts.is_some(), "an acknowledged account is lost: {facts:?}");
                    let difference = found.zip(facts).and_then(|(found, facts)| found.difference(facts));
                    assert_eq!(difference, None, "what was acknowledged is lost");
                    continue;
                };
                let mut candidates = person.candidates(&open);
                let is_it = |facts: &Option<Facts>| match (&found, facts) {
                    (Some(found), Some(facts)) => found.is(facts),
                    (None, None) => true,
                    _ => false,
                };
                let Some(at) = candidates.iter().position(is_it) else {
                    let difference = |facts: &Option<Facts>| {
                        facts.as_ref().map(|facts| found.as_ref().map(|found| found.difference(facts)))
                    };
                    let differences: Vec<_> = candidates.iter().map(difference).collect();
                    panic!("half done, or lost: {found:?}\n{differences:#?}");
                };
                if at == 0 {
                    tally.not_done += 1
                } else {
                    tally.done += 1
                }
                tally.lies += usize::from(at > 0 && open.says_nothing_changed);
                person.settle(open, at, candidates.swap_remove(at));
            }
        });
        for at in 0..self.people.len() {
            if self.people[at].acts > ACTS {
                let newcomer = self.newcomer();
                let old = std::mem::replace(&mut self.people[at], newcomer);
                self.retire(old);
            }
        }
    }

    fn retire(&mut self, person: Person) {
        for (act, number) in person.done {
            *self.tally.acts.entry(act).or_default() += number;
        }
        if let Some(facts) = person.facts {
            self.retired.push((facts, person.addresses));
        }
    }

    /// At the end nothing waits any more: every account is as it should be, and every promised email was delivered once.
    pub fn end(&mut self) {
        for person in std::mem::take(&mut self.people) {
            self.retire(person);
        }
        // The lease of a server that was killed ends after five minutes. They pass here.
        self.eye.look(|c| {
            let none = None::<::time::PrimitiveDateTime>;
            diesel::update(jobs::table).set(jobs::leased_until.eq(none)).execute(c).unwrap();
        });
        until("every email is delivered", || self.eye.look(|c| jobs::table.count().get_result::<i64>(c).unwrap()) == 0);
        let all = self.mailbox.emails();
        self.eye.look(|c| {
            for (facts, addresses) in &self.retired {
                let found = Found::find(c, &self.mailbox, addresses).expect("the account is there");
                assert_eq!(found.difference(facts), None);
                let delivered = all.iter().filter(|email| addresses.contains(&email.to)).count();
                assert_eq!(i64::try_from(delivered).unwrap(), facts.emails, "{facts:?}");
            }
        });
    }
}

/// `gone` waits until nothing of the killed server is at work any more.
fn kill_again_and_again(name: &str, database: &str, folder: &Path, gone: impl Fn()) {
    let variables = variables(database);
    let mut story = Story::new(database, folder);
    let server = Server::start(folder, &variables);
    // Nobody is killed in the first round: what the acts do is as the model has it.
    let open = story.act(&server.url, 40 * PEOPLE, Duration::ZERO, || {});
    story.compare(open);
    let mut running = Some(server);
    for _ in 0..rounds() {
        let server = running.take().expect("it runs");
        let url = server.url.clone();
        let (acknowledged, then) = (1 + story.chance.below(3 * PEOPLE), story.chance.below(8_000));
        let then = Duration::from_micros(u64::try_from(then).unwrap());
        let mut killed = None;
        let open = story.act(&url, acknowledged, then, || {
            killed = Some(Instant::now());
            drop(server.kill());
        });
        gone();
        let server = Server::start(folder, &variables);
        let answered = block_on(reqwest::get(format!("{}/readyz", server.url))).unwrap();
        assert_eq!(answered.status(), 200);
        story.tally.recovery = story.tally.recovery.max(killed.unwrap().elapsed().as_secs_f64());
        story.tally.kills += 1;
        running = Some(server);
        story.compare(open);
    }
    story.end();
    let tally = &story.tally;
    println!("{:?}", tally.acts);
    let profile = [Act::Register, Act::Rename, Act::ChangeEmail, Act::ChangePassword, Act::Reset, Act::Refresh];
    let factors = [Act::SecondStep, Act::RecoveryCode, Act::ConfirmApp, Act::RemoveApp];
    let all = [&profile[..], &factors].concat();
    let is_all = all.iter().all(|act| tally.acts.contains_key(act));
    assert!(is_all || rounds() < 10, "not everything was done: {:?}", tally.acts);
    let acts: usize = tally.acts.values().sum();
    report::line(
        &format!("kill -9, {} times, {name}", tally.kills),
        &format!(
            "{acts} acknowledged changes of {} accounts; {} of {} unanswered ones were done whole, the others not at all; every promised email arrived once",
            story.retired.len(),
            tally.done,
            tally.done + tally.not_done
        ),
        "nothing",
        Some(tally.recovery),
    );
}

#[test]
fn kill_nine_loses_nothing_that_was_acknowledged_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("data/vestibule.db").display());
    kill_again_and_again("SQLite", &database, folder.path(), || {});
}

#[test]
fn kill_nine_loses_nothing_that_was_acknowledged_on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start(&[]);
    let database = cluster.create("kills");
    // A server process may still be committing what the killed one has sent.
    let gone = || {
        let mut conn = cluster.connect("postgres");
        until("the connections of the killed server are gone", || {
            diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(
                "(SELECT count(*) FROM pg_stat_activity WHERE datname = 'kills')",
            ))
            .get_result::<i64>(&mut conn)
            .unwrap()
                == 0
        });
    };
    kill_again_and_again("PostgreSQL", &database, folder.path(), gone);
}
