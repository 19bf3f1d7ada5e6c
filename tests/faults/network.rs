//! A network that drops, delays and cuts in the middle of an answer: between the server and its database, and between the server and
//! its clients. What was acknowledged is judged by the same model as after a kill.

use std::time::{Duration, Instant};

use diesel::prelude::*;

use crate::cable::{Cable, Line};
use crate::cluster::Cluster;
use crate::kills::{PEOPLE, Story, rounds, variables};
use crate::process::{Server, block_on};
use crate::report;
use crate::waiting::{until, until_async};

/// Until nothing of a stopped server is at work in this database any more.
fn gone(cluster: &Cluster, database: &str) {
    let mut conn = cluster.connect("postgres");
    let count = format!("(SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}')");
    until("its connections are gone", || {
        let count = diesel::dsl::sql::<diesel::sql_types::BigInt>(&count);
        diesel::select(count).get_result::<i64>(&mut conn).unwrap() == 0
    });
}

fn server_address(url: &str) -> std::net::SocketAddr {
    let url = url::Url::parse(url).unwrap();
    url.socket_addrs(|| Some(5432)).unwrap()[0]
}

#[test]
fn between_the_server_and_its_database() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start(&[]);
    let direct = cluster.create("network");
    let cable = Cable::to(server_address(&direct));
    let through = cable.through(&direct);
    let variables = variables(&through);
    let mut story = Story::new(&direct, folder.path());
    story.refusals = true;
    let mut server = Server::start(folder.path(), &variables);
    let open = story.act(&server.url, 5 * PEOPLE, Duration::ZERO, || {});
    story.compare(open);
    let (mut recovery, mut rounds_of) = (0.0_f64, [0; 3]);
    for round in 0..rounds() {
        let line = match round % 5 {
            0 => Line::Late(Duration::from_millis(u64::try_from(20 + story.chance.below(100)).unwrap())),
            1 => Line::Silent,
            // What a verb is answered in all is a few hundred bytes.
            _ => Line::Cut(story.chance.below(1_500)),
        };
        cable.set(line);
        rounds_of[(round % 5).min(2)] += 1;
        let open = story.act(&server.url, 2 * PEOPLE, Duration::ZERO, || {});
        cable.set(Line::Open);
        let begun = Instant::now();
        block_on(until_async("it recovers by itself", async || crate::doors::ready(&server.url).await.0 == 200));
        recovery = recovery.max(begun.elapsed().as_secs_f64());
        // What was not answered may still be under way: a server that ends well has finished it.
        server.terminate();
        assert_eq!(server.end().0, Some(0));
        gone(&cluster, "network");
        server = Server::start(folder.path(), &variables);
        story.compare(open);
    }
    story.end();
    let tally = &story.tally;
    assert_eq!(tally.lies, 0, "a refusal said that nothing was changed, and something was");
    report::line(
        &format!(
            "the network to PostgreSQL: late {} times, silent {}, cut in the middle of an answer {}",
            rounds_of[0], rounds_of[1], rounds_of[2]
        ),
        &format!(
            "{} requests were answered by 503: {} of them had been done whole, the others not at all",
            tally.done + tally.not_done,
            tally.done
        ),
        "nothing",
        Some(recovery),
    );
}

#[test]
fn between_the_server_and_its_clients() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("data/vestibule.db").display());
    let variables = variables(&database);
    let mut story = Story::new(&database, folder.path());
    let mut server = Server::start(folder.path(), &variables);
    for round in 0..rounds() {
        let cable = Cable::to(server_address(&server.url));
        let url = format!("http://{}", cable.address);
        // Some answers arrive whole before.
        let open = story.act(&url, 1 + story.chance.clone().below(10), Duration::ZERO, || {
            cable.set(Line::Cut(if round % 2 == 0 { 0 } else { 40 * (round % 50) }));
        });
        let open = if open.iter().any(Option::is_some) { open } else { story.act(&url, PEOPLE, Duration::ZERO, || {}) };
        server.terminate();
        assert_eq!(server.end().0, Some(0));
        server = Server::start(folder.path(), &variables);
        story.compare(open);
    }
    story.end();
    let tally = &story.tally;
    report::line(
        &format!("the network to clients: cut in the middle of an answer, {} times", rounds()),
        &format!(
            "{} requests got no whole answer: {} of them had been done whole, the others not at all",
            tally.done + tally.not_done,
            tally.done
        ),
        "nothing",
        None,
    );
}
