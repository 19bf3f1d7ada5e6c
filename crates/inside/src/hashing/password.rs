//! A password in the clear.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use crate::secret::Secret;

/// The longest password that is accepted, in characters: far above the 64 that NIST SP 800-63B-4 section 3.1.1.2 asks
/// for, and small enough that a huge password causes no work.
pub(crate) const MAX_LENGTH: usize = 1_024;

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
    pub(crate) fn expose(&self) -> &str {
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

#[cfg(test)]
mod tests {
    use super::*;

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
