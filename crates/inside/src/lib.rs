//! The inside of Vestibule: nouns and their verbs, the database, emails and settings. It knows no HTTP: its manifest has no
//! web framework.

pub(crate) mod account;
pub(crate) mod administrators;
pub mod backups;
pub mod branding;
pub mod breached;
pub mod client;
pub mod clock;
pub mod config;
pub mod context;
pub mod db;
pub mod device;
pub mod doctor;
pub mod email_address;
pub mod error;
pub mod events;
pub mod factors;
pub(crate) mod hashing;
pub mod housekeeping;
pub mod invitations;
pub mod jobs;
pub mod key_ring;
pub mod limits;
pub mod links;
pub mod list_place;
pub mod mail;
pub mod metrics;
pub mod monitoring;
pub(crate) mod network;
pub mod oversight;
pub mod printable;
pub mod random;
pub(crate) mod role;
pub mod schema;
pub(crate) mod seal;
pub mod secret;
pub mod sessions;
pub mod site_overview;
pub mod sources;
pub mod state;
pub mod stored;
pub mod texts;
pub mod tokens;
pub mod user_agent;
pub mod users;

/// Parsers that are private otherwise, for the targets in `fuzz/`. Each is a door into one noun; properties stand in the targets.
#[cfg(feature = "fuzzing")]
pub mod fuzzing {
    pub use crate::backups::fuzzing as backups;
    pub use crate::branding::fuzzing as branding;
    pub use crate::breached::fuzzing as breached;
    pub use crate::config::fuzzing as config;
    pub use crate::db::fuzzing as db;
    pub use crate::doctor::fuzzing as doctor;
    pub use crate::email_address::fuzzing as email_address;
    pub use crate::factors::passkeys::fuzzing as passkeys;
    pub use crate::hashing::fuzzing as hashing;
    pub use crate::sources::fuzzing as sources;
    pub use crate::texts::fuzzing as texts;
    pub use crate::tokens::fuzzing as tokens;
    pub use crate::users::fuzzing as users;
}
