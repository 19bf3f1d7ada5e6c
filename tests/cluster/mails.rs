//! Emails: promised by any node, sent by any node, once.

use std::collections::BTreeMap;

use crate::block_on;
use crate::node::Node;
use crate::person::Person;
use crate::postgres::Postgres;
use crate::site::Site;
use crate::until;

/// How many an SMTP server was sent, by their Message-IDs: one email has one, however often it is sent.
fn times_sent(site: &Site) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    site.mailbox.emails().into_iter().for_each(|email| *times.entry(email.id).or_insert(0) += 1);
    times
}

/// Accounts, each of whose owners is promised an email, made at all nodes.
fn register(site: &Site, names: std::ops::Range<usize>) {
    block_on(async {
        for number in names {
            let url = &site.urls()[number % 3];
            let answer = Person::new(&format!("person{number}")).register(url).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
    });
}

fn until_empty(site: &Site) {
    until("the queue is empty", || (site.count("jobs") == 0).then_some(()));
}

/// The lease of a node that has died ends by itself after five minutes; here they have passed.
pub fn let_leases_end(site: &Site) {
    site.execute("UPDATE jobs SET leased_until = (now() AT TIME ZONE 'utc') - interval '1 second' WHERE leased_until IS NOT NULL");
}

pub fn once(postgres: &mut Postgres) {
    let site = Site::start(postgres, &[]);
    register(&site, 0..60);
    until_empty(&site);
    let times = times_sent(&site);
    assert_eq!((times.len(), times.values().max()), (60, Some(&1)));
    for number in 0..60 {
        assert_eq!(site.mailbox.to(&format!("person{number}@example.com")).len(), 1);
    }
    let sent = site.nodes.iter().filter(|node| node.log().contains("delivered")).count();
    assert!(sent > 0, "the log says who sent what");
}

pub fn of_a_node_that_was_killed(postgres: &mut Postgres) {
    let mut site = Site::start(postgres, &[]);
    site.mailbox.hold(true);
    register(&site, 0..3);
    until("an email has come and is not acknowledged", || (site.mailbox.held() > 0).then_some(()));
    site.nodes.iter_mut().for_each(Node::kill);
    site.mailbox.hold(false);
    until("the mail server notices", || (site.mailbox.held() == 0).then_some(()));
    assert_eq!(site.mailbox.emails().len(), 0);
    assert_eq!(site.count("jobs"), 3, "nothing that was promised is lost");
    let_leases_end(&site);
    site.nodes[1].start();
    site.nodes[2].start();
    until_empty(&site);
    let times = times_sent(&site);
    assert_eq!((times.len(), times.values().max()), (3, Some(&1)));
}

pub fn while_nodes_are_killed(postgres: &mut Postgres) {
    let mut site = Site::start(postgres, &[]);
    let mut promised = 0;
    for round in 0..6 {
        register(&site, promised..promised + 10);
        promised += 10;
        // In the middle of it: the emails of this round are being sent.
        site.nodes[round % 3].kill();
        site.nodes[round % 3].start();
    }
    // Nodes that go in peace finish what they send: what is still leased then was a dead node's.
    site.nodes.iter_mut().for_each(|node| assert_eq!(node.stop(), Some(0)));
    println!(
        "    {} emails wait for the end of a dead node's lease",
        site.count("jobs WHERE leased_until IS NOT NULL")
    );
    let_leases_end(&site);
    site.nodes.iter_mut().for_each(Node::start);
    until_empty(&site);
    let times = times_sent(&site);
    assert_eq!(times.len(), promised, "each has arrived");
    let again: usize = times.values().map(|times| times - 1).sum();
    println!("    {promised} emails, 6 nodes killed: {again} were sent again, as the same message");
    // Between the mail server's word and the row that is deleted lies a moment in which a node can die. What it was sending then is
    // sent again under the same Message-ID, which is how mailboxes recognise it; one node sends at most this many at a time.
    assert!(again <= 6 * AT_ONCE, "{again}");
}

/// Emails that one node sends at a time.
const AT_ONCE: usize = 4;
