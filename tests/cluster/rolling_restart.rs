//! Nodes that go and come back, one after the other, while people are at every door.

use std::path::Path;

use serde_json::json;

use crate::block_on;
use crate::ledger::Ledger;
use crate::node::{THIS_VERSION, next_version};
use crate::people::{Crowd, Weather};
use crate::person::Person;
use crate::postgres::Postgres;
use crate::site::Site;

/// An upgrade as docs/scaling.md describes it: nginx is told to leave a node out, the node goes in peace, its newer version comes,
/// nginx is told. The first of them migrates, and the other two go on with the version before on the newer schema.
pub fn to_a_newer_version(postgres: &mut Postgres) {
    let mut site = Site::start(postgres, &[]);
    let (next, before) = (next_version(), site.count("__diesel_schema_migrations"));
    let crowd = Crowd::gather(&site, Weather::Fair);
    for index in 0..3 {
        site.use_all_but(Some(index));
        assert_eq!(site.nodes[index].stop(), Some(0));
        crowd.until_each_act_succeeds(2);
        site.nodes[index].use_version(&next);
        site.nodes[index].start();
        assert_eq!(site.count("__diesel_schema_migrations"), before + 1, "the first one has migrated");
        // A balancer that asks /readyz must not take the nodes of the version before out all at once.
        for old in &site.nodes[index + 1..] {
            let (status, report) = old.ready().unwrap();
            assert_eq!(
                (status, &report["ready"], &report["checks"]["migrations"]),
                (200, &json!(true), &json!("newer"))
            );
        }
        site.use_all_but(None);
        crowd.until_each_act_succeeds(3);
    }
    assert!(site.nodes.iter().all(|node| node.running() == next.canonicalize().unwrap()));
    let ledger = crowd.disperse();
    assert_eq!(ledger.refusals(), 0);
    let (repeated, given_up) = site.nginx.repeated_and_given_up();
    assert_eq!(given_up, 0);
    println!("    {repeated} requests were handed to a second node");
    everybody_is_there(&site, &ledger);

    // The way back is closed: what the next version has written, this one may not understand.
    let refused = site.nodes[0].run_version(Path::new(THIS_VERSION), &[]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("newer than this version"), "{refused:?}");
}

/// SIGTERM and nothing else. nginx without its commercial part asks no `/readyz`: it learns that a node is gone when it can't
/// connect. What it had just sent on a connection that the node closes unread it may repeat only if it is no POST or PATCH.
pub fn without_telling_nginx(postgres: &mut Postgres) {
    let mut site = Site::start(postgres, &[]);
    let crowd = Crowd::gather(&site, Weather::NodesDie);
    for round in 0..6 {
        assert_eq!(site.nodes[round % 3].stop(), Some(0));
        crowd.until_each_act_succeeds(1);
        site.nodes[round % 3].start();
        crowd.until_each_act_succeeds(2);
    }
    let ledger = crowd.disperse();
    let (repeated, given_up) = site.nginx.repeated_and_given_up();
    println!("    6 restarts: {repeated} requests were handed to a second node, {given_up} of POST or PATCH got a 502");
    everybody_is_there(&site, &ledger);
}

/// `kill -9`. A POST that the node had is lost with it, or not: its client is told 502 and asks again.
pub fn a_killed_node(postgres: &mut Postgres) {
    let mut site = Site::start(postgres, &[("REFRESH_GRACE", "60")]);
    let crowd = Crowd::gather(&site, Weather::NodesDie);
    for round in 0..6 {
        site.nodes[round % 3].kill();
        crowd.until_each_act_succeeds(1);
        site.nodes[round % 3].start();
        crowd.until_each_act_succeeds(2);
    }
    let ledger = crowd.disperse();
    let (repeated, given_up) = site.nginx.repeated_and_given_up();
    println!("    6 kills: {repeated} requests were handed to a second node, {given_up} of POST or PATCH got a 502");
    everybody_is_there(&site, &ledger);
}

/// Everybody whose account was acknowledged has it, and has the email that was promised, once.
pub fn everybody_is_there(site: &Site, ledger: &Ledger) {
    let accounts = ledger.accounts();
    for (number, name) in accounts.iter().enumerate() {
        let url = &site.urls()[number % 3];
        let login = block_on(Person::new(name).log_in(url));
        assert_eq!(login.status, 303, "{name}: {}", login.body);
    }
    println!("    {} accounts were created, and all are there", accounts.len());
}
