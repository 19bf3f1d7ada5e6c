//! A row of the table of limits, by the names that it may have while `SECRET_KEY` is changed.

use data_encoding::HEXLOWER;
use time::PrimitiveDateTime;

use super::store;
use crate::db::Conn;
use crate::error::Error;
use crate::key_ring::SigningKey;
use crate::state::Services;

/// What a row is named by, hashed with a key: a reader of the table learns neither addresses nor what people typed as their
/// username, which is now and then a password.
///
/// The key comes from `SECRET_KEY`, which all nodes share. While it is changed node by node, every node knows both keys but they do
/// not agree which one is the current one. So a node that has a previous key looks for the row under both names, and what it
/// writes it writes under the current one alone: nodes count together, and nothing that counts is lost with the old key.
#[derive(Clone)]
pub(super) struct Row {
    current: String,
    /// Under the previous key, where there is one.
    previous: Option<String>,
}

impl Row {
    /// The row of these names.
    pub(super) fn new(s: &Services, names: &[&str]) -> Row {
        let mut message = Vec::new();
        for name in names {
            message.extend(name.len().to_be_bytes());
            message.extend(name.as_bytes());
        }
        let hashed = |key: &SigningKey| HEXLOWER.encode(&key.sign(&message));
        let keys = &s.config.keys.limits;
        let (current, previous) = (hashed(&keys.current), keys.previous.as_ref().map(hashed));
        Row { previous: previous.filter(|previous| *previous != current), current }
    }

    /// Every name it may have, in the same order at every node.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.previous.iter().chain([&self.current]).map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// What the row holds among rows that were loaded; none where it does not exist.
    pub(super) fn texts<'a>(&self, rows: &'a [(String, String)]) -> Vec<&'a str> {
        let names = self.names();
        rows.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, text)| text.as_str()).collect()
    }

    /// Reads it and locks it until the transaction ends, under each of its names. They are locked in the order of
    /// [`Row::names`], or two nodes would wait for each other.
    pub(super) fn lock(&self, c: &mut Conn, now: PrimitiveDateTime) -> Result<Vec<String>, Error> {
        self.names().into_iter().map(|name| store::lock(c, name, now)).collect()
    }

    /// Writes it after [`Row::lock`].
    pub(super) fn write(&self, c: &mut Conn, text: &str, expires_at: PrimitiveDateTime) -> Result<(), Error> {
        if let Some(previous) = &self.previous {
            store::delete(c, previous)?;
        }
        store::write(c, &self.current, text, expires_at)
    }

    /// Whether it exists.
    pub(super) fn exists(&self, c: &mut Conn) -> Result<bool, Error> {
        Ok(!store::load(c, &self.names())?.is_empty())
    }

    /// Deletes it.
    pub(super) fn delete(&self, c: &mut Conn) -> Result<(), Error> {
        self.names().into_iter().try_for_each(|name| store::delete(c, name))
    }
}
