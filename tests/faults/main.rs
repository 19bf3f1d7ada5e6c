//! Faults: the real binary, started as a process and then broken, or what it depends on. What is lost, and how long until all is
//! well again, is a line of the report (`docs/reliability.md`).
//!
//! `./scripts/test faults` installs what it needs and runs all of it; FAULT_ROUNDS says how often the server is killed on each
//! database, FAULT_REPORT names a file that takes the lines of the report. What can't be done on this machine (by a user who is not
//! root, say) is left out with a word about it.
//!
//! No test has a threshold in seconds: states are waited for, for as long as [`waiting::PATIENCE`].
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::disallowed_methods, reason = "the server has its own process, and the time is the true one")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

mod bad_disk;
mod cable;
mod client;
mod clock;
mod cluster;
mod doors;
mod exhaustion;
mod floods;
mod kills;
mod mail;
#[allow(dead_code, reason = "the app's tests use more of it")]
#[path = "../app/harness/mail_server.rs"]
mod mail_server;
mod mailbox;
mod network;
mod postgres;
#[allow(dead_code, reason = "the app's tests use more of it")]
#[path = "../app/harness/process.rs"]
mod process;
mod random;
mod report;
mod sqlite;
mod system;
mod waiting;
