//! The database fails over while people are at every door.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use crate::people::{Crowd, Weather};
use crate::person::{Body, PASSWORD, Person};
use crate::postgres::Postgres;
use crate::rolling_restart::everybody_is_there;
use crate::site::Site;
use crate::{block_on, until};

/// A program whose refresh was done while the primary died, and not answered, comes with a spent token when the database is back:
/// the grace has to be longer than a fail-over takes.
const SETTINGS: &[(&str, &str)] = &[("REFRESH_GRACE", "120")];

/// There and back, since afterwards the nodes have connections to the other one.
pub fn a_primary_that_is_killed(postgres: &mut Postgres) {
    let site = Site::start(postgres, SETTINGS);
    let crowd = Crowd::gather(&site, Weather::DatabaseAway);
    for _ in 0..2 {
        postgres.until_synchronous();
        let before = crowd.ledger.refusals();
        let (begun, dead) = (Instant::now(), postgres.kill_primary());
        until("the doors say so", || (crowd.ledger.refusals() > before).then_some(()));
        crowd.until_each_act_succeeds(3);
        report(&crowd, begun);
        postgres.revive(&dead);
    }
    postgres.until_synchronous();
    let ledger = crowd.disperse();
    assert_eq!(site.nginx.repeated_and_given_up().1, 0, "every answer was a node's own");
    everybody_is_there(&site, &ledger);
    // An email that was claimed, and not answered for, in the moment of the kill waits for the end of that lease.
    crate::mails::let_leases_end(&site);
    until("every email is sent", || (site.count("jobs") == 0).then_some(()));
    for name in ledger.accounts() {
        let ids: Vec<String> = site.mailbox.to(&Person::new(&name).email()).into_iter().map(|email| email.id).collect();
        assert!(!ids.is_empty(), "{name} was promised an email");
        assert!(ids.iter().all(|id| *id == ids[0]), "{name}: {ids:?}");
    }
}

/// The standby hangs, and nobody writes it off. What the primary alone has is not acknowledged: it would be lost with it.
///
/// PostgreSQL takes a cancelled wait for the standby for a commit, with a warning that no client reads, and a `statement_timeout`
/// cancels it.
pub fn a_standby_that_hangs(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    // In this order: the monitor knows which is which.
    let keeper = postgres.freeze_keeper_of_primary();
    let standby = postgres.freeze("secondary");
    let monitor = postgres.freeze_monitor();
    let john = Person::new("john");
    let account = json!({"username": "john", "email": john.email(), "password": PASSWORD});
    let url = site.url();
    let answer = block_on(john.try_to(Method::POST, &url, "/api/auth/register", Body::Json(&account), None)).unwrap();
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.retry_after.is_some());
    drop(standby);
    drop(monitor);
    drop(keeper);
    postgres.until_synchronous();
    // What was left open is decided now, one way or the other.
    until("the account can be used", || {
        block_on(async {
            john.register(&url).await;
            (john.log_in(&url).await.status == 303).then_some(())
        })
    });
}

fn report(crowd: &Crowd, begun: Instant) {
    let away = crowd.ledger.away_until(begun);
    let longest = away.values().max().copied().unwrap_or(Duration::ZERO);
    println!("    away for {:.1} s, by door {away:.1?}; everybody goes on by themselves", longest.as_secs_f32());
}
