//! The id that a cookie or token names its session by, in the clear.

use serde::{Deserialize, Deserializer, Serializer};

use super::SessionKey;
use crate::secret::Secret;

/// 128 random bits: a name that can't be guessed, not even with the key that signs cookies. Cookies and tokens carry it; the
/// table holds only its hash, so a copy of the database names no living session. Prints as `***`.
#[derive(Clone, Debug)]
pub struct SessionId(Secret<String>);

impl SessionId {
    /// A new one.
    pub(super) fn generate() -> SessionId {
        SessionId::new(crate::random::id())
    }

    /// Takes what a cookie or a token says.
    pub fn new(presented: String) -> SessionId {
        SessionId(Secret::new(presented))
    }

    /// The characters, for the cookie or token that will carry them.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The primary key of its row.
    pub fn key(&self) -> SessionKey {
        SessionKey::of(self.expose())
    }
}

/// Writes an id in the clear, as a token's claim. There is no other way to serialise one.
pub(crate) fn expose<S: Serializer>(id: &SessionId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(id.expose())
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(SessionId::new)
    }
}
