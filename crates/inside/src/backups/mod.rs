//! Backups: made while the server runs, proved by being restored, and put back.

mod archive;
pub mod backup;
pub mod copy;
mod damage;
mod draft;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod manifest;
mod proofs;
pub mod prove;
pub mod restore;
#[cfg(test)]
mod tests;

pub use backup::{Made, backup};
pub use copy::{Copied, copy};
pub use damage::{BackupError, Damage};
pub use manifest::Manifest;
pub use proofs::{LastProof, last_proof};
pub use prove::{Proved, prove};
pub use restore::{Restore, Restored, restore};
