//! Passkeys (Web Authentication Level 3): a key pair for each account and device or cloud, whose private half never leaves its
//! authenticator, and which signs only for our domain. With user verification it is two factors in one.
//!
//! The verifier is our own. It asks for no attestation, takes three algorithms, and lets the library that the house uses for all
//! its cryptography check every signature; `docs/decisions.md` weighs it against a library.

mod answers;
mod authenticator_data;
mod cbor;
pub(crate) mod challenge;
mod client_data;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub(crate) mod options;
pub(crate) mod providers;
mod public_key;
mod store;
#[cfg(test)]
mod tests;
mod verified;

use aws_lc_rs::digest::{Digest, SHA256, digest};

use crate::config::RelyingParty;
use crate::error::PasskeyProblem;
use crate::state::Services;

pub use answers::{CreatedPasskey, PasskeyAnswer, sent_passkey};
pub(crate) use challenge::{ChallengePurpose, encode, spend};
pub use options::{CreationOptions, RequestOptions};
pub(crate) use store::{
    PasskeyRow, add, delete, delete_all, find, handle, handle_or_new, note_use, of_user, rename, that_count,
};
pub(crate) use verified::{Asserted, VerifiedPasskey};

fn sha256(bytes: &[u8]) -> Digest {
    digest(&SHA256, bytes)
}

/// What passkeys are for.
///
/// # Errors
/// [`PasskeyProblem::Unavailable`] where `BASE_URL` has no domain.
pub(crate) fn settings(s: &Services) -> Result<&RelyingParty, PasskeyProblem> {
    s.passkeys.as_deref().ok_or(PasskeyProblem::Unavailable)
}
