//! What a backup says about itself.

use aws_lc_rs::digest;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use super::Damage;
use crate::db::DatabaseKind;
use crate::db::contents::TableContents;
use crate::seal::Seal;

/// What a backup holds, when it was made and by which version. It is sealed with the key of then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version that made it.
    pub app_version: String,
    /// When, in UTC.
    pub made_at: String,
    /// Of which database.
    pub database: DatabaseKind,
    /// Its version.
    pub server: String,
    /// The schema of the server that the tables are in.
    pub(crate) namespace: Option<String>,
    /// The applied migrations.
    pub(crate) schema: Vec<String>,
    /// What each table holds.
    pub(crate) tables: Vec<TableContents>,
    /// The length of the payload.
    pub bytes: u64,
    /// Its SHA-256.
    pub(crate) sha256: String,
}

/// What the seal is bound to.
const NAME: &str = "backup";

impl Manifest {
    /// How many accounts it holds.
    pub fn accounts(&self) -> u64 {
        self.tables.iter().find(|table| table.name == "users").map_or(0, |table| table.rows)
    }

    /// The newest migration.
    pub fn schema_version(&self) -> &str {
        self.schema.last().map_or("none", String::as_str)
    }

    /// The names of its tables.
    pub(crate) fn names(&self) -> Vec<String> {
        self.tables.iter().map(|table| table.name.clone()).collect()
    }

    /// The first table that holds something else than it says.
    pub(crate) fn compare(&self, found: &[TableContents]) -> Result<(), Damage> {
        for expected in &self.tables {
            let same = found.iter().find(|own| own.name == expected.name);
            let is_same = same.is_some_and(|own| {
                // PostgreSQL counts on while a dump is made.
                (own.rows, &own.sum) == (expected.rows, &expected.sum) && own.counter >= expected.counter
            });
            if !is_same {
                let found = same.map_or(0, |own| own.rows);
                return Err(Damage::Contents { table: expected.name.clone(), found, expected: expected.rows });
            }
        }
        Ok(())
    }
}

/// A line that proves under which key a description was written, and that it is still the one. Its name tells nothing about the key.
pub(super) fn seal_line(seal: &Seal, description: &[u8]) -> Result<String, crate::error::Error> {
    let sealed = seal.close(NAME, digest::digest(&digest::SHA256, description).as_ref())?;
    Ok(format!("key {} {}\n", seal.key_name(), BASE64.encode(&sealed)))
}

/// Reads such a line.
pub(super) fn check_seal(seal: &Seal, line: &str, description: &[u8]) -> Result<(), Damage> {
    let mut parts = line.trim_end().split(' ');
    let (Some("key"), Some(name), Some(sealed), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Damage::Forged);
    };
    if !seal.key_names().contains(&name) {
        return Err(Damage::OtherKey);
    }
    let sealed = BASE64.decode(sealed.as_bytes()).map_err(|_| Damage::Forged)?;
    let opened = seal.open(NAME, &sealed).map_err(|_| Damage::Forged)?;
    match opened == digest::digest(&digest::SHA256, description).as_ref() {
        true => Ok(()),
        false => Err(Damage::Forged),
    }
}

/// A SHA-256 in hex.
pub(super) fn hex(digest: &digest::Digest) -> String {
    HEXLOWER.encode(digest.as_ref())
}
