//! What only a server has. Ignored unless they are asked for with `--include-ignored`, as `./scripts/test postgres` does;
//! without `TEST_DATABASE_URL` they fail.

mod audit_log;
mod backup;
mod conflicts;
mod connections;
mod copy;
mod dead_emails;
mod first_logins;
mod look_ups;
mod outage;
mod restore;
mod unfit;

fn server() -> String {
    crate::harness::postgres::server().expect("TEST_DATABASE_URL is set: run ./scripts/test postgres")
}
