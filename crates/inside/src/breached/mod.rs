//! Passwords that are known to attackers, without asking anybody: a list that became a filter, in the binary or in a file
//! (OWASP ASVS 5.0, 6.2.12; NIST SP 800-63B-4 section 3.1.1.2).
//!
//! The filter knows no password. It has 16 bits for each, found by the SHA-1 of the password, the form in which whole lists are
//! published. One that is on the list is always found; another one is taken for it once in 65,536 times.

mod build;
mod filter;
mod fuse;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;

use std::path::Path;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use clap::ValueEnum;

pub use build::{Built, build};
pub use filter::BreachFilter;

/// 202,656 of the most common passwords of eight characters and more. NOTICE says where they come from, docs/operations.md
/// how a longer list takes their place.
const BUILT_IN: &[u8] = include_bytes!("leaked.filter");

/// What becomes of a new password that is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BreachedMode {
    /// It is refused.
    Refuse,
    /// It is accepted, with a warning.
    Warn,
    /// Nothing is looked up.
    Off,
}

/// The list, and what it is for.
#[derive(Debug)]
pub struct BreachedPasswords {
    mode: BreachedMode,
    filter: BreachFilter,
}

impl BreachedPasswords {
    /// With the list in this file, or the one in the binary.
    ///
    /// # Errors
    /// One sentence about a file that can't be used.
    pub(crate) fn open(mode: BreachedMode, file: Option<&Path>) -> Result<BreachedPasswords, String> {
        let filter = match file {
            Some(path) => BreachFilter::open(path)?,
            None => BreachFilter::embedded(BUILT_IN)?,
        };
        Ok(BreachedPasswords { mode, filter })
    }

    /// What becomes of a new password that is on the list.
    pub fn mode(&self) -> BreachedMode {
        self.mode
    }

    /// How many passwords are on the list.
    pub fn len(&self) -> u64 {
        self.filter.len()
    }

    /// Whether the list has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads the list whole and compares its check sum.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn verify(&self) -> Result<bool, String> {
        self.filter.verify()
    }

    /// Whether a new password is refused because it is on the list.
    pub(crate) fn refuses(&self, password: &str) -> bool {
        self.mode == BreachedMode::Refuse && self.has(password)
    }

    /// Whether a new password is accepted with a warning because it is on the list.
    pub(crate) fn warns_of(&self, password: &str) -> bool {
        self.mode == BreachedMode::Warn && self.has(password)
    }

    /// Whether it is on the list. A file that can't be read finds nothing, and says so in the log: nobody is kept out by it.
    pub(crate) fn has(&self, password: &str) -> bool {
        self.filter.contains(key(password.as_bytes())).unwrap_or_else(|cause| {
            tracing::error!(%cause, "the list of breached passwords can't be read");
            false
        })
    }
}

/// What a password is looked up by: the first half of its SHA-1, which hides nothing and need not: what is looked up is in memory.
fn key(password: &[u8]) -> u64 {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password);
    first_eight(hash.as_ref())
}

fn first_eight(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in(mode: BreachedMode) -> BreachedPasswords {
        BreachedPasswords::open(mode, None).expect("the list in the binary")
    }

    #[test]
    fn the_built_in_list_has_what_people_choose_most() {
        let list = built_in(BreachedMode::Warn);
        assert_eq!(list.len(), 202_656);
        for password in ["password", "12345678", "iloveyou1", "sunshine", "katherine", "trustno1", "abcd1234"] {
            assert!(list.has(password), "{password}");
        }
        assert_eq!(list.filter.verify(), Ok(true), "every byte of it");
    }

    /// The contract names them as passwords that pass, also where `BREACHED_PASSWORDS=refuse`.
    #[test]
    fn the_contracts_examples_are_not_on_the_built_in_list() {
        let list = built_in(BreachedMode::Refuse);
        for password in ["secure123", "newpassword123", "analytical engine 1843", "correct horse battery"] {
            assert!(!list.refuses(password), "{password}");
        }
    }

    #[test]
    fn only_one_mode_refuses() {
        assert!(built_in(BreachedMode::Refuse).refuses("trustno1"));
        for mode in [BreachedMode::Warn, BreachedMode::Off] {
            assert!(!built_in(mode).refuses("trustno1"));
        }
    }

    #[test]
    fn a_key_is_the_start_of_the_sha_1_that_lists_are_published_in() {
        // FIPS 180-4: SHA-1 of "abc" is a9993e36 4706816a …
        assert_eq!(key(b"abc"), 0xa999_3e36_4706_816a);
    }
}
