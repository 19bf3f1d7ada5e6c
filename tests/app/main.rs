//! Every verb through every door it opens, on the real app, at SQLite or PostgreSQL.
//!
//! With `TEST_DATABASE_URL` the tests run on that PostgreSQL server, each in a database of its own; without it on SQLite files.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

#[allow(dead_code, reason = "the browser tests use other parts of it than these")]
mod harness;
mod inside;

mod cookie;
mod curl_examples;
mod error_codes;
mod invitations;
mod letters;
mod limits;
mod login;
mod logout;
mod mail;
mod method_override;
mod overload;
mod postbox;
mod register;
mod session_api;
mod sessions;
mod settings;
mod tokens;
mod update_profile;
