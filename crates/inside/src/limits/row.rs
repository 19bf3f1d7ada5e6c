//! A row of the table of limits, by the names that it may have while `SECRET_KEY` is changed.

use data_encoding::HEXLOWER;
use time::PrimitiveDateTime;

use super::store;
use crate::db::Conn;
use crate::error::Error;
use crate::key_ring::SigningKey;
use crate::state::Services;
use crate::stored::Word;

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

/// What a row counts. Names are hashed, so two kinds with one word would be one limit, and nobody could see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Wrong passwords.
    Password,
    /// Wrong passwords from a browser that has logged in before.
    PasswordOfDevice,
    /// Wrong codes of a second factor.
    Code,
    /// Right passwords.
    Login,
    /// Answers of passkeys.
    Passkey,
    /// The same in a session.
    PasskeyOfSession,
    /// The same from a browser that has logged in before.
    PasskeyOfDevice,
    /// Accounts created.
    SignUp,
    /// Sign-up forms that were refused.
    SignUpError,
    /// Changes of second factors.
    FactorChange,
    /// Changes of the profile.
    Change,
    /// Changes of the password.
    PasswordChange,
    /// Delayed recoveries.
    FactorRecovery,
    /// Emails that a client asked for.
    EmailFrom,
    /// Emails to an address.
    EmailTo,
    /// Emails to an address without a living link.
    EmailWithoutLink,
    /// Failures in a row.
    Streak,
    /// Networks from which the owner has logged in.
    KnownNetwork,
    /// That another row has been full, and was said to be.
    Blocked,
}

impl Word for RowKind {
    const ALL: &'static [RowKind] = &[
        RowKind::Password,
        RowKind::PasswordOfDevice,
        RowKind::Code,
        RowKind::Login,
        RowKind::Passkey,
        RowKind::PasskeyOfSession,
        RowKind::PasskeyOfDevice,
        RowKind::SignUp,
        RowKind::SignUpError,
        RowKind::FactorChange,
        RowKind::Change,
        RowKind::PasswordChange,
        RowKind::FactorRecovery,
        RowKind::EmailFrom,
        RowKind::EmailTo,
        RowKind::EmailWithoutLink,
        RowKind::Streak,
        RowKind::KnownNetwork,
        RowKind::Blocked,
    ];

    fn word(self) -> &'static str {
        match self {
            RowKind::Password => "password",
            RowKind::PasswordOfDevice => "password device",
            RowKind::Code => "codes",
            RowKind::Login => "logins",
            RowKind::Passkey => "passkeys",
            RowKind::PasskeyOfSession => "passkeys session",
            RowKind::PasskeyOfDevice => "passkeys device",
            RowKind::SignUp => "sign-up",
            RowKind::SignUpError => "sign-up errors",
            RowKind::FactorChange => "factor changes",
            RowKind::Change => "changes",
            RowKind::PasswordChange => "password changes",
            RowKind::FactorRecovery => "factor recovery",
            RowKind::EmailFrom => "email from",
            RowKind::EmailTo => "email to",
            RowKind::EmailWithoutLink => "email without a link",
            RowKind::Streak => "failures in a row",
            RowKind::KnownNetwork => "known network",
            RowKind::Blocked => "blocked",
        }
    }
}

impl Row {
    /// The row of this kind for these names.
    pub(super) fn new(s: &Services, kind: RowKind, names: &[&str]) -> Row {
        let mut message = Vec::new();
        for name in std::iter::once(&kind.word()).chain(names) {
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_kinds_share_a_row() {
        let words: HashSet<&str> = RowKind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), RowKind::ALL.len());
    }
}
