//! Vestibule: sign-up, sign-in, profile, recovery, sessions and tokens in one binary.
//!
//! Nouns inside, doors outside, one word per verb in every room: a request goes door → verb → store → answer.
//!
//! - [`config`]: every setting, once
//! - [`application`]: puts the house together
//! - [`state`]: what handlers share, and the hop to the synchronous inside
//! - [`db`], [`schema`]: two databases behind one connection
//! - [`error`]: what can go wrong, without HTTP
//! - [`users`], [`sessions`], [`tokens`], [`links`], [`events`]: the nouns and their verbs
//! - [`mail`]: emails, and the outbox that keeps them until they are delivered
//! - [`email_address`]: what an email address is
//! - [`user_agent`]: names for browsers and programs
//! - [`invitations`]: who may create an account
//! - [`limits`]: how often may this be tried
//! - [`doors`]: pages for people, JSON for programs
//! - [`commands`]: the operator's door

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
