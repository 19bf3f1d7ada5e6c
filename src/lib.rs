//! Vestibule: sign-up, login, profile, recovery, sessions and tokens in one binary.
//!
//! Nouns inside, doors outside, one file name per verb: a request goes door → verb → store → response.
//! `docs/architecture.md` defines these words.
//!
//! - [`config`]: every setting, once
//! - [`application`]: builds the application
//! - [`state`]: what handlers share, and the hop to the synchronous inside
//! - [`db`], [`schema`]: two databases behind one connection
//! - [`error`]: what can go wrong, without HTTP
//! - [`users`], [`sessions`], [`tokens`], [`links`], [`events`]: the nouns and their verbs
//! - [`mail`]: emails, and the outbox that keeps them until they are delivered
//! - [`email_address`]: what an email address is
//! - [`user_agent`]: names for browsers and programs
//! - [`invitations`]: who can create an account
//! - [`limits`]: rate limits
//! - [`printable`]: text from outside, for terminals and logs
//! - [`doors`]: pages for people, JSON for programs
//! - [`commands`]: the command line

pub mod application;
pub mod client;
pub mod clock;
pub mod commands;
pub mod config;
pub mod db;
pub mod doors;
pub mod email_address;
pub mod error;
pub mod events;
pub mod housekeeping;
pub mod invitations;
pub mod limits;
pub mod links;
pub mod mail;
pub mod printable;
pub mod random;
pub mod schema;
pub mod secret;
pub mod sessions;
pub mod state;
pub mod telemetry;
pub mod tokens;
pub mod user_agent;
pub mod users;
