//! Vestibule: sign-up, login, profile, recovery, sessions and tokens in one binary.
//!
//! Nouns inside, doors outside, one file name per verb: a request goes door → verb → store → response.
//! `docs/architecture.md` defines these words. The inside is a crate of its own, `crates/inside`.

pub mod application;
pub mod commands;
pub mod doors;
pub mod event_sentences;
pub(crate) mod log_line;
pub(crate) mod rfc3339;
pub(crate) mod sentences;
pub(crate) mod serving;
pub(crate) mod telemetry;
