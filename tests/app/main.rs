//! Every verb through every door it opens, on the real app, at SQLite or PostgreSQL.
//!
//! With `TEST_DATABASE_URL` the tests run on that PostgreSQL server, each in a database of its own; without it on SQLite files.

#[allow(dead_code, reason = "the browser tests use other parts of it than these")]
mod harness;

mod letters;
mod login;
mod settings;
