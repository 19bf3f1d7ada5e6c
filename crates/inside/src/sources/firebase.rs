//! What `firebase auth:export users.json` writes. Its hashes need the parameters of the project, which the console shows.

use serde_json::{Map, Value};

use super::fields::{Known, Record};
use crate::secret::Secret;

/// The parameters of a project's hashes, from "Password hash parameters" in the console.
#[derive(Clone, PartialEq, Eq)]
pub struct FirebaseProject {
    signer_key: Secret<String>,
    salt_separator: String,
    rounds: String,
    mem_cost: String,
}

impl FirebaseProject {
    /// Reads what the console shows: `hash_config { algorithm: SCRYPT, base64_signer_key: …, … }`.
    ///
    /// # Errors
    /// The name of what is missing.
    pub fn parse(text: &str) -> Result<FirebaseProject, &'static str> {
        let value = |name: &'static str| {
            let (_, rest) = text.split_once(name).ok_or(name)?;
            let rest = rest.trim_start_matches([':', '"', '\'', ' ', '\t', '=']);
            // Base64 ends in signs of equality, so those are part of it.
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+/=-_".contains(c))).unwrap_or(rest.len());
            Some(rest[..end].to_owned()).filter(|value| !value.is_empty()).ok_or(name)
        };
        Ok(FirebaseProject {
            signer_key: value("base64_signer_key").map(Secret::new)?,
            salt_separator: value("base64_salt_separator").unwrap_or_default(),
            rounds: value("rounds")?,
            mem_cost: value("mem_cost")?,
        })
    }

    /// In the one text that Supabase made up for such a hash.
    fn hash(&self, salt: &str, digest: &str) -> String {
        let FirebaseProject { signer_key, salt_separator, rounds, mem_cost } = self;
        let signer_key = signer_key.expose();
        format!("$fbscrypt$v=1,n={mem_cost},r={rounds},p=1,ss={salt_separator},sk={signer_key}${salt}${digest}")
    }
}

/// Belongs in no log.
impl std::fmt::Debug for FirebaseProject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirebaseProject").finish_non_exhaustive()
    }
}

pub(super) fn is_account(object: &Map<String, Value>) -> bool {
    object.contains_key("localId")
}

pub(super) fn record(object: &Map<String, Value>, project: Option<&FirebaseProject>) -> Record {
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut record = Record::default();
    record.set(Known::Id, text("localId"));
    record.set(Known::Email, text("email"));
    record.set(Known::CreatedAt, text("createdAt"));
    for (known, name) in [(Known::EmailVerified, "emailVerified"), (Known::Disabled, "disabled")] {
        record.set(known, object.get(name).and_then(Value::as_bool).unwrap_or(false).to_string());
    }
    let (salt, digest) = (text("salt"), text("passwordHash"));
    if !digest.is_empty() {
        // Without the parameters it is a hash that can't be read, and is reported as one.
        record.set(Known::Password, project.map_or("firebase".to_owned(), |project| project.hash(salt, digest)));
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_are_read_as_the_console_shows_them() {
        let shown = "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: jxspr8Ki0RYycVU8==,\n  \
                     base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}";
        let project = FirebaseProject::parse(shown).expect("all of them");
        assert_eq!(
            project.hash("c2FsdA==", "ZGln"),
            "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8==$c2FsdA==$ZGln"
        );
        assert_eq!(FirebaseProject::parse("rounds: 8, mem_cost: 14"), Err("base64_signer_key"));
        assert!(!format!("{project:?}").contains("jxspr"));
    }
}
