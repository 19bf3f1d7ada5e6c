//! PostgreSQL stops, freezes, has no connection left, or holds what everybody wants.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::future::join_all;
use rustix::process::Signal;

use crate::client::{Client, Request};
use crate::cluster::Cluster;
use crate::doors::{Owner, PASSWORD, Which, is_honest, ready, static_pages_are_served};
use crate::process::{Server, block_on};
use crate::report;
use crate::system;
use crate::waiting::{until, until_async};

/// The name of each check that `/readyz` reports.
async fn readiness(url: &str) -> (u16, String) {
    let (status, report) = ready(url).await;
    (status, report["checks"]["database"].as_str().unwrap_or_default().to_owned())
}

/// Everything is refused honestly while it is broken, and goes on by itself once it is mended: seconds until then.
async fn refused_and_back(url: &str, john: &Owner, mend: impl FnOnce()) -> (usize, f64) {
    // Those who come first find out; `/readyz` may have believed the last answer for a moment.
    until_async("it is noticed", async || readiness(url).await == (503, "unreachable".to_owned())).await;
    let refused = john.is_refused(url, Which::Everything).await;
    static_pages_are_served(url).await;
    mend();
    let recovery = until_async("it recovers by itself", async || readiness(url).await.0 == 200).await;
    assert!(john.is_logged_in(url).await, "the same sessions go on");
    assert_eq!(john.log_in(url).await.status, 303);
    assert_eq!(john.refresh(url).await, 200);
    // Nothing of what was refused has happened.
    let john_too = Request::form("/login", &[("username", "johntoo"), ("password", PASSWORD)]);
    assert_eq!(Client::new().send(url, &john_too).await.unwrap().status, 422);
    (refused, recovery)
}

#[test]
fn a_server_that_stops_and_one_that_freezes_are_honest_503s_and_then_all_is_well() {
    let mut cluster = Cluster::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let database = cluster.create("outage");
    let server = Server::start(folder.path(), &[("DATABASE_URL", &database), ("LIMIT_LOGIN_NETWORK", "0")]);
    block_on(async {
        let john = Owner::sign_in(&server.url, "john").await;
        cluster.crash();
        let (refused, seconds) = refused_and_back(&server.url, &john, || cluster.start_again()).await;
        report::line(
            "PostgreSQL is stopped (SIGQUIT) and started again",
            &format!("{refused} requests at all doors: 503 with Retry-After; the same sessions afterwards"),
            "nothing",
            Some(seconds),
        );
        let jane = Owner::sign_in(&server.url, "jane").await;
        cluster.freeze();
        let (refused, seconds) = refused_and_back(&server.url, &jane, || cluster.thaw()).await;
        report::line(
            "PostgreSQL is frozen (SIGSTOP) and goes on",
            &format!("{refused} requests at all doors: 503 with Retry-After; the same sessions afterwards"),
            "nothing",
            Some(seconds),
        );
    });
}

#[test]
fn a_server_without_a_free_connection_serves_by_those_it_has_or_refuses_honestly() {
    let cluster = Cluster::start(&["max_connections=12", "superuser_reserved_connections=0", "max_wal_senders=0"]);
    let folder = tempfile::tempdir().unwrap();
    let database = cluster.create("crowded");
    let variables = [("DATABASE_URL", database.as_str()), ("DATABASE_POOL", "8"), ("LIMIT_LOGIN_NETWORK", "0")];
    let server = Server::start(folder.path(), &variables);
    let url = server.url.as_str();
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        let others = || std::iter::from_fn(|| PgConnection::establish(&database).ok()).collect::<Vec<_>>();
        let mut taken = others();
        assert!(!taken.is_empty());
        // It can open no further one: more people than connections wait for each other, and all are served.
        let logins = join_all((0..16).map(|_| john.log_in(url))).await;
        let served = logins.iter().filter(|answer| answer.status == 303).count();
        for answer in logins.iter().filter(|answer| answer.status != 303) {
            is_honest(&Request::form("/login", &[]), answer);
        }
        assert!(served > 0, "the connections it has go on");
        // Those are ended too, and taken by others while the server stands still and can't be faster.
        system::signal(server.id(), Signal::STOP);
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'crowded' \
                   AND application_name = 'vestibule' OR (datname = 'crowded' AND pid <> ALL(ARRAY[";
        let own: Vec<String> = taken.iter_mut().map(|conn| backend(conn).to_string()).collect();
        let end = format!("{end}{}]))", own.join(","));
        let ended = taken[0].batch_execute(&end);
        assert!(ended.is_ok(), "{ended:?}");
        let mut all = Vec::new();
        until("every connection is taken", || {
            all.extend(others());
            taken.len() + all.len() == 12
        });
        system::signal(server.id(), Signal::CONT);
        let (refused, seconds) = refused_and_back(url, &john, || drop((taken, all))).await;
        report::line(
            "PostgreSQL has no connection left (max_connections=12, all taken by others)",
            &format!(
                "while ours lasted, {served} of 16 logins at once; then {refused} requests at all doors: 503 with Retry-After"
            ),
            "nothing",
            Some(seconds),
        );
    });
}

fn backend(conn: &mut PgConnection) -> i32 {
    use diesel::prelude::*;
    diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("pg_backend_pid()")).get_result(conn).unwrap()
}

#[test]
fn a_pool_that_waits_for_a_lock_refuses_within_its_deadlines_and_pages_go_on() {
    let cluster = Cluster::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let database = cluster.create("locked");
    let variables = [("DATABASE_URL", database.as_str()), ("DATABASE_POOL", "2"), ("LIMIT_LOGIN_NETWORK", "0")];
    let server = Server::start(folder.path(), &variables);
    let url = server.url.as_str();
    block_on(async {
        let john = Owner::sign_in(url, "john").await;
        let mut other = cluster.connect("locked");
        other.batch_execute("BEGIN; LOCK TABLE users, sessions, events IN ACCESS EXCLUSIVE MODE").unwrap();
        // Ten times as many as there are connections.
        let logins = join_all((0..20).map(|_| john.log_in(url)));
        let (logins, ()) = tokio::join!(logins, static_pages_are_served(url));
        for answer in &logins {
            is_honest(&Request::form("/login", &[]), answer);
        }
        other.batch_execute("ROLLBACK").unwrap();
        let recovery = until_async("logins go on by themselves", async || john.log_in(url).await.status == 303).await;
        assert!(john.is_logged_in(url).await);
        report::line(
            "the pool is exhausted (DATABASE_POOL=2, tables locked by another program, 20 logins at once)",
            "each is a 503 with Retry-After; pages without a database are served meanwhile",
            "nothing",
            Some(recovery),
        );
    });
}
