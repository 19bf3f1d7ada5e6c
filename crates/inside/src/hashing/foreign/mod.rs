//! Hashes of other programs: as an import found them, until the next login renews them as ours.
//!
//! Each names the work that it costs, and a hash that costs more than the limits in [`parse`] is not read: a row that an attacker
//! put into the old table could otherwise make one login here take gigabytes or minutes.

mod compute;
mod parse;
mod price;

use bcrypt_lanes::BcryptHash;
use zeroize::Zeroizing;

use super::password::Password;
use super::pepper::Pepper;
use super::scheme::Scheme;
use crate::secret::Secret;

pub use parse::HashProblem;
pub(super) use parse::{MOST_BCRYPT, parse};

/// What a text of another program says.
#[derive(Clone)]
pub(super) enum Foreign {
    /// bcrypt over something made of the password.
    Bcrypt(Scheme, BcryptHash),
    /// Anything else.
    Other(ForeignHash),
}

/// A hash that is no bcrypt.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ForeignHash {
    algorithm: Algorithm,
    salt: Vec<u8>,
    /// What the right password leads to.
    digest: Vec<u8>,
}

/// How a password becomes a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Algorithm {
    /// RFC 8018.
    Pbkdf2 { hmac: Hmac, iterations: u32 },
    /// RFC 7914.
    Scrypt { log_n: u8, r: u32, p: u32 },
    /// RFC 9106. Memory in KiB.
    Argon2 { variant: argon2::Algorithm, version: argon2::Version, memory: u32, passes: u32, lanes: u32 },
    /// MD5, over and over: WordPress before 6.8, phpBB 3.
    Phpass { log_count: u8 },
    /// scrypt, whose result encrypts the key of the project with AES-256-CTR.
    Firebase { log_n: u8, r: u32, signer_key: Secret<Vec<u8>> },
}

/// The hash within PBKDF2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hmac {
    Sha1,
    Sha256,
    Sha512,
}

impl Hmac {
    /// Bytes of one block of the result: a longer one takes the work anew.
    fn block(self) -> usize {
        match self {
            Hmac::Sha1 => 20,
            Hmac::Sha256 => 32,
            Hmac::Sha512 => 64,
        }
    }
}

/// A password, ready to be compared with such a hash.
pub(super) struct ForeignCheck {
    password: Zeroizing<Vec<u8>>,
    hash: ForeignHash,
}

impl ForeignHash {
    /// How many rounds of bcrypt take as long on this machine, in whole hashes of the lowest cost.
    pub(super) fn rounds(&self) -> u64 {
        price::rounds(&self.algorithm, self.digest.len())
    }

    /// The work that tells whether this is the password.
    pub(super) fn check(&self, password: &Password, pepper: &Pepper) -> ForeignCheck {
        ForeignCheck { password: pepper.season(password), hash: self.clone() }
    }
}

impl ForeignCheck {
    /// How much it costs, see [`ForeignHash::rounds`].
    pub(super) fn rounds(&self) -> u64 {
        self.hash.rounds()
    }

    /// Whether it is the password.
    pub(super) fn is_right(&self) -> bool {
        compute::matches(&self.hash, &self.password)
    }
}

#[cfg(test)]
mod tests;
