//! Passwords: how they are read, hashed and checked.

use aws_lc_rs::digest;
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use crate::error::Error;
use crate::secret::Secret;
use crate::state::Hashing;

/// The longest password that is accepted, in characters: far above the 64 that NIST SP 800-63B-4 section 3.1.1.2 asks
/// for, and small enough that a huge password causes no work.
pub const MAX_LENGTH: usize = 1_024;

/// bcrypt reads 72 bytes and appends a NUL of its own: up to here its hash covers the whole password.
const BCRYPT_READS: usize = 71;

/// Marks a hash over the base64 of the password's SHA-256.
pub(super) const PREHASHED: &str = "sha256+";

/// A password in the clear, normalised to NFC so that the same characters typed on another keyboard are the same bytes
/// (NIST SP 800-63B-4 section 3.1.1.2). It can't be printed, and serialises as `***`: validator keeps the value of a
/// failed field in its error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Password(Secret<String>);

impl Password {
    /// Takes what was typed, every space of it.
    pub fn new(typed: &str) -> Password {
        Password(Secret::new(typed.nfc().collect()))
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.expose().is_empty()
    }

    /// The characters, for the rules that check them.
    pub(super) fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|typed| Password::new(&typed))
    }
}

impl Serialize for Password {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

/// A new hash at the configured cost, with a salt of its own.
///
/// Up to 71 bytes it is plain bcrypt that any other system can read. A longer password goes through SHA-256 first, as
/// base64 so that no NUL byte cuts it short, and its hash is marked.
///
/// # Errors
/// Only if the system has no randomness for the salt.
pub fn hash(s: &Hashing<'_>, password: &Password) -> Result<String, Error> {
    let cost = s.config.bcrypt_cost;
    s.hash_costs.learn(cost);
    s.hash_costs.spend(cost);
    let bytes = password.expose().as_bytes();
    if bytes.len() <= BCRYPT_READS {
        return bcrypt::non_truncating_hash(bytes, cost).map_err(Error::internal);
    }
    let hash = bcrypt::non_truncating_hash(prehash(bytes), cost).map_err(Error::internal)?;
    Ok(format!("{PREHASHED}{hash}"))
}

/// Whether this is the password that was hashed. A hash that can't be read matches nothing.
///
/// A refusal costs as much as one for the costliest hash there is: otherwise the time would distinguish an account
/// with an older or imported hash from one that does not exist.
pub fn verify(s: &Hashing<'_>, password: &Password, stored: &str) -> bool {
    let bytes = password.expose().as_bytes();
    if let Some(cost) = cost_of(stored) {
        s.hash_costs.learn(cost);
        s.hash_costs.spend(cost);
    }
    let matches = match stored.strip_prefix(PREHASHED) {
        Some(hash) => bcrypt::verify(prehash(bytes), hash),
        None => bcrypt::verify(bytes, stored),
    };
    let matches = matches.unwrap_or(false);
    if !matches {
        level(s, stored);
    }
    matches
}

/// Does the work that a check of this hash lacks to one of the costliest hash there is.
pub fn level(s: &Hashing<'_>, stored: &str) {
    let wanted = s.hash_costs.highest();
    // Costs are powers of two: c + (c+1) + … + (wanted-1) is what is missing to `wanted`; what could not be read cost
    // nothing yet.
    let missing = match cost_of(stored) {
        Some(cost) => cost..wanted,
        None => wanted..wanted + 1,
    };
    for cost in missing {
        s.hash_costs.spend(cost);
        let _ = bcrypt::hash("the same time for everyone", cost);
    }
}

/// Whether a login with this stored hash should renew it.
pub fn is_outdated(stored: &str, cost: u32) -> bool {
    cost_of(stored) != Some(cost)
}

fn cost_of(stored: &str) -> Option<u32> {
    let hash = stored.strip_prefix(PREHASHED).unwrap_or(stored);
    hash.parse::<bcrypt::HashParts>().ok().map(|parts| parts.get_cost())
}

/// The cost in the beginning of a hash, `$2b$12$`.
pub(super) fn cost_of_scheme(scheme: &str) -> Option<u32> {
    let mut parts = scheme.strip_prefix(PREHASHED).unwrap_or(scheme).split('$');
    let (nothing, version, cost) = (parts.next()?, parts.next()?, parts.next()?);
    let is_bcrypt = nothing.is_empty() && version.starts_with('2');
    cost.parse().ok().filter(|cost| is_bcrypt && (4..=31).contains(cost))
}

/// A well-formed hash of nothing: random salt, random hash, so that checking against it takes the usual time and fails.
pub fn decoy(cost: u32) -> String {
    use base64::Engine;
    let encode = |bytes: &[u8]| bcrypt::BASE_64.encode(bytes);
    format!("$2b${cost:02}${}{}", encode(&crate::random::bytes::<16>()), encode(&crate::random::bytes::<23>()))
}

fn prehash(bytes: &[u8]) -> String {
    BASE64.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoy_is_a_hash_of_its_cost() {
        assert_eq!(cost_of(&decoy(11)), Some(11));
        assert!(!is_outdated(&decoy(12), 12));
        assert!(is_outdated("nonsense", 12));
    }

    #[test]
    fn a_password_is_never_printed() {
        let password = Password::new("correct horse");
        assert!(!format!("{password:?}").contains("horse"));
        assert_eq!(serde_json::to_value(&password).expect("a string"), "***");
    }

    #[test]
    fn composed_and_decomposed_characters_are_one_password() {
        assert_eq!(Password::new("caf\u{e9}"), Password::new("cafe\u{301}"));
    }
}
