//! The inside of Vestibule: nouns and their verbs, the database, emails and settings. It knows no HTTP: its manifest has no
//! web framework.

pub mod client;
pub mod clock;
pub mod config;
pub mod db;
pub mod email_address;
pub mod error;
pub mod events;
pub mod housekeeping;
pub mod invitations;
pub mod jobs;
pub mod key_ring;
pub mod limits;
pub mod links;
pub mod mail;
pub mod printable;
pub mod random;
pub mod schema;
pub mod seal;
pub mod secret;
pub mod sessions;
pub mod state;
pub mod tokens;
pub mod user_agent;
pub mod users;
