//! A job that another node takes, or gives up, while this one is at it.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::connection::{Connection, InstrumentationEvent, SimpleConnection};
use inside::clock::Clock;
use inside::config::Config;
use inside::db::Db;
use inside::jobs::{self, Carrier, Delivery, Failure, Job, JobKind, JobTopic, NewJob};
use inside::state::Services;
use inside::stored::Stored;
use time::Duration;
use tokio::sync::Notify;

use crate::harness::Database;
use crate::harness::settings::settings;
use crate::harness::waiting::until;

/// It has a job in its hands until it is told to fail for good.
#[derive(Clone, Default)]
pub struct Porter {
    pub has_one: Rc<Cell<bool>>,
    pub may_fail: Rc<Notify>,
}

impl Carrier for Porter {
    const KIND: JobKind = JobKind::Email;

    fn at_once(&self) -> usize {
        4
    }

    fn patience(&self, _: &Services) -> Duration {
        Duration::DAY
    }

    async fn carry(&self, _: &Job, _: &[u8]) -> Result<(), Failure> {
        self.has_one.set(true);
        self.may_fail.notified().await;
        Err(Failure::Never("refused".into()))
    }

    async fn rest(&self) {}

    fn delivered(&self, _: &Job) {}

    fn waits(&self, _: &Job, _: &Failure) {}

    fn given_up(&self, _: &Stored<JobTopic>, _: &str, _: &str) {}

    fn left_to_others(&self, _: i64) {}
}

/// Runs a test on a queue of one job.
pub fn with_one_job(test: impl AsyncFnOnce(&Arc<Services>, &Database)) {
    let data = tempfile::tempdir().unwrap();
    let database = Database::prepared(data.path());
    let config = Config::load(settings(data.path(), &database.url, &[])).unwrap();
    let db = Db::open(&config.database_url, 2).unwrap();
    let services = Arc::new(Services::new(config, db, Clock::default(), "http://localhost".into()));
    let job =
        NewJob { kind: JobKind::Email, topic: JobTopic::NewBrowser, target: "up", account: None, payload: b"a job" };
    services.db.transaction(|c| jobs::put(&services, c, &job)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, test(&services, &database));
}

/// What another node does.
fn execute(elsewhere: &Db, sql: &str) {
    elsewhere.conn().unwrap().batch_execute(sql).unwrap();
}

#[test]
fn what_another_node_has_taken_over_meanwhile_is_not_given_up_by_this_one() {
    with_one_job(async |services, database| {
        let porter = Porter::default();
        let delivery = Delivery::start(Arc::clone(services), porter.clone());
        until("it is at it", || porter.has_one.get()).await;
        execute(&database.open(), "UPDATE jobs SET attempts = attempts + 1");
        porter.may_fail.notify_one();
        delivery.finish().await;
        assert!(jobs::list(services, true, None, 1).unwrap().is_empty());
        assert_eq!(jobs::list(services, false, None, 1).unwrap()[0].attempts, 2);
    });
}

#[test]
fn what_another_node_gave_up_before_it_was_taken_stays_given_up() {
    with_one_job(async |services, database| {
        let was_given_up = Arc::new(AtomicBool::new(false));
        let (flag, elsewhere) = (Arc::clone(&was_given_up), database.open());
        // It has found what is due, and begins to take it.
        let give_up = move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::BeginTransaction { .. }) && !flag.swap(true, Ordering::SeqCst) {
                execute(&elsewhere, "UPDATE jobs SET dead_at = created_at");
            }
        };
        let mut all = [services.db.conn().unwrap(), services.db.conn().unwrap()];
        all.iter_mut().for_each(|conn| conn.set_instrumentation(give_up.clone()));
        drop(all);
        let porter = Porter::default();
        let delivery = Delivery::start(Arc::clone(services), porter.clone());
        until("another node has given it up", || was_given_up.load(Ordering::SeqCst)).await;
        porter.may_fail.notify_one();
        delivery.finish().await;
        assert!(!porter.has_one.get());
        assert_eq!(jobs::list(services, true, None, 1).unwrap()[0].attempts, 0);
    });
}
