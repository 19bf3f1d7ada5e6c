//! Several nodes: three Vestibule processes behind nginx, on one PostgreSQL with a standby that is promoted by itself when the
//! primary dies. All of them are the real programs, on loopback, started as an operator starts them, and asked from outside.
//!
//! `./scripts/test cluster` brings them along: nginx and pg_auto_failover out of Debian's packages, and a newer Vestibule. Without
//! it, NGINX, PG_AUTOCTL, POSTGRES_BIN and NEXT_VESTIBULE say where they are.
//!
//! The stories run one after the other on one PostgreSQL, so this target has a `main` of its own: what a `static` holds is never
//! dropped, and the servers would stay behind.
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

mod any_node;
mod fail_over;
mod ledger;
mod mailbox;
mod mails;
mod nginx;
mod node;
mod people;
mod person;
mod phone;
mod postgres;
mod processes;
mod rolling_restart;

mod site;
mod starting;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use postgres::Postgres;

type Story = fn(&mut Postgres);

const STORIES: &[(&str, Story)] = &[
    ("three_nodes_that_start_at_once_migrate_an_empty_database_once", starting::on_an_empty_database),
    ("a_session_that_begins_at_one_node_goes_on_and_ends_at_the_others", any_node::sessions),
    ("tokens_of_one_node_are_renewed_and_end_at_the_others", any_node::tokens),
    ("failed_logins_at_all_nodes_are_counted_together", any_node::limits_and_events),
    ("a_login_that_waits_at_one_node_is_finished_at_another_and_a_code_counts_once", any_node::second_factors),
    ("a_link_that_one_node_sent_works_at_another_and_once", any_node::links),
    ("what_is_due_at_a_time_happens_once", any_node::housekeeping),
    ("each_email_is_sent_once_by_three_nodes", mails::once),
    ("an_email_that_a_dying_node_was_sending_is_sent_by_another", mails::of_a_node_that_was_killed),
    ("nodes_that_are_killed_lose_no_email", mails::while_nodes_are_killed),
    ("a_node_that_is_killed_takes_nobody_with_it", rolling_restart::a_killed_node),
    ("a_newer_version_with_a_migration_comes_in_and_no_request_is_lost", rolling_restart::to_a_newer_version),
    ("restarts_that_nginx_is_not_told_of_lose_no_reading_request", rolling_restart::without_telling_nginx),
    ("nothing_is_acknowledged_that_the_standby_does_not_have", fail_over::a_standby_that_hangs),
    ("the_primary_is_killed_and_nothing_acknowledged_is_lost", fail_over::a_primary_that_is_killed),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|word| word == "--list") {
        STORIES.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let wanted: Vec<&String> = arguments.iter().filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let stories: Vec<_> = STORIES.iter().filter(|(name, _)| is_wanted(name)).collect();
    println!("\nrunning {} tests", stories.len());
    if stories.is_empty() {
        return ExitCode::SUCCESS;
    }
    let mut postgres = Postgres::start();
    let mut failed = Vec::new();
    for (name, story) in &stories {
        let begun = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| story(&mut postgres)));
        let word = if ended.is_ok() { "ok" } else { "FAILED" };
        println!("test {name} ... {word} ({:.0} s)", begun.elapsed().as_secs_f32());
        if ended.is_err() {
            failed.push(*name);
            postgres.recover();
        }
    }
    if failed.is_empty() {
        println!("\ntest result: ok. {} passed\n", stories.len());
        return ExitCode::SUCCESS;
    }
    println!("\nfailures:\n    {}\n", failed.join("\n    "));
    ExitCode::FAILURE
}

/// A state that has to come about, and an end to the patience with which it is waited for. It measures nothing.
pub fn until<T>(what: &str, mut reached: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = reached() {
            return value;
        }
        assert!(begun.elapsed().as_secs() < 180, "waited in vain: {what}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// A blocking runtime for the requests of a story.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
