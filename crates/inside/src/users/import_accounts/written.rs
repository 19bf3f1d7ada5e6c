//! What a dry run would have written by now, kept outside of the memory.

use std::cell::RefCell;
use std::collections::HashSet;

use super::planned::Planned;
use crate::db::TextSet;
use crate::email_address::EmailAddress;
use crate::error::Error;

/// Keys of accounts, names and addresses. It is empty where an import does write: the database has them then.
#[derive(Default)]
pub(super) struct Written(RefCell<Option<TextSet>>);

/// Tells one kind of key from the others.
#[derive(Clone, Copy)]
enum Of {
    Account,
    Name,
    Email,
}

impl Of {
    fn mark(self) -> char {
        match self {
            Of::Account => 'a',
            Of::Name => 'n',
            Of::Email => 'e',
        }
    }

    fn marked(self, key: &str) -> String {
        format!("{}{key}", self.mark())
    }
}

impl Written {
    /// Adds what a batch would have written.
    pub(super) fn note(&self, planned: &[Planned]) -> Result<(), Error> {
        let keys = |one: &Planned| {
            [Of::Account.marked(&one.key), Of::Name.marked(&one.username_key), Of::Email.marked(&one.email.key())]
        };
        let keys: Vec<String> = planned.iter().flat_map(keys).collect();
        let mut set = self.0.borrow_mut();
        if set.is_none() {
            *set = Some(TextSet::new()?);
        }
        set.as_mut().map_or(Ok(()), |set| set.insert(&keys))
    }

    /// Those of these accounts that would have come.
    pub(super) fn accounts(&self, keys: &[String]) -> Result<HashSet<String>, Error> {
        self.having(Of::Account, keys)
    }

    /// Those of these names that would be taken.
    pub(super) fn names(&self, keys: &[String]) -> Result<HashSet<String>, Error> {
        self.having(Of::Name, keys)
    }

    /// Those of these addresses that would be taken.
    pub(super) fn emails(&self, emails: &[Option<EmailAddress>]) -> Result<HashSet<String>, Error> {
        self.having(Of::Email, &emails.iter().flatten().map(EmailAddress::key).collect::<Vec<_>>())
    }

    fn having(&self, of: Of, keys: &[String]) -> Result<HashSet<String>, Error> {
        let mut set = self.0.borrow_mut();
        let Some(set) = set.as_mut() else { return Ok(HashSet::new()) };
        let marked: Vec<String> = keys.iter().map(|key| of.marked(key)).collect();
        let found = set.having(&marked)?;
        Ok(found.into_iter().map(|key| key.chars().skip(1).collect()).collect())
    }
}
