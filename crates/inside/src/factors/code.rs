//! A code as it was typed: of the authenticator app, or a recovery code.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::secret::Secret;

/// What was typed into the field for a code. Spaces and hyphens don't matter, nor does case. Never printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneTimeCode(Secret<String>);

impl OneTimeCode {
    /// As typed.
    pub fn new(typed: &str) -> OneTimeCode {
        let kept = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        OneTimeCode(Secret::new(kept.flat_map(char::to_uppercase).take(64).collect()))
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.expose().is_empty()
    }

    /// For a hidden field of the form that asks for something else first.
    pub fn text_for_form(&self) -> String {
        self.0.expose().clone()
    }

    /// What counts of it.
    pub(super) fn text(&self) -> &str {
        self.0.expose()
    }
}

impl<'de> Deserialize<'de> for OneTimeCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneTimeCode, D::Error> {
        let typed = Option::<String>::deserialize(deserializer)?;
        Ok(OneTimeCode::new(typed.as_deref().unwrap_or_default()))
    }
}

/// For the schemas of forms with a default, which is blank.
impl Serialize for OneTimeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}
