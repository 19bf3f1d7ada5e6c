//! What is to be computed.

use std::fmt;

use zeroize::Zeroizing;

use super::blowfish::{Key, Salt};
use super::hash::{BcryptHash, Cost};

/// The longest password, in bytes, that bcrypt reads as a whole: 72 with the NUL it appends.
pub const LONGEST: usize = 71;

/// A hash to be computed: a password with the salt and the cost to use.
///
/// It keeps the password as bcrypt wants it, on the heap, and wipes it when it is dropped. [`Debug`](fmt::Debug) doesn't
/// print it.
pub struct Job {
    pub(super) key: Box<Zeroizing<Key>>,
    pub(super) salt: [u8; 16],
    pub(super) cost: Cost,
}

impl Job {
    /// Hashes a new password. The salt has to be random, and used for nothing else.
    ///
    /// A password longer than [`LONGEST`] is told apart by its first 72 bytes only.
    pub fn hash(password: &[u8], cost: Cost, salt: [u8; 16]) -> Job {
        let mut key = Box::new(Zeroizing::new(Key::default()));
        let mut bytes = password.iter().chain(&[0]).cycle();
        for word in key.iter_mut() {
            for byte in bytes.by_ref().take(4) {
                *word = *word << 8 | u32::from(*byte);
            }
        }
        Job { key, salt, cost }
    }

    /// Hashes a password as a stored one was, to see whether the stored one [matches](BcryptHash::matches).
    pub fn check(password: &[u8], stored: &BcryptHash) -> Job {
        Job::hash(password, stored.cost(), *stored.salt())
    }

    /// How expensive it is.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    pub(super) fn salt_words(&self) -> Salt {
        let (words, _) = self.salt.as_chunks();
        std::array::from_fn(|i| u32::from_be_bytes(words[i]))
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").field("cost", &self.cost).finish_non_exhaustive()
    }
}
