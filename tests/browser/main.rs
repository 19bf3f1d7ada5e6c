//! The journeys of people, in a real Chromium.
//!
//! `./scripts/test browser` starts ChromeDriver and runs them. With a driver of your own, set `WEBDRIVER_URL` and call
//! `cargo test --test browser`. Nothing is skipped: without a driver every test here fails.
#![allow(unreachable_pub, reason = "nothing is outside of a program")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should panic: that is how it reports it")]

#[path = "../app/harness/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests of the app use other parts of it than these")]
mod harness;
mod people;

mod administration;
mod api_docs;
mod by_host_name;
mod dev_mailbox;
mod forms;
mod history;
mod journeys;
mod keyboard;
mod languages;
mod manners;
mod passkey_confirmations;
mod passkey_logins;
mod passkeys;
mod qr_code;
mod react_spa;
mod two_step;
