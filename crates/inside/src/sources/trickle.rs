//! The old table that a login is tried against once, while accounts move one by one (`IMPORT_ON_LOGIN`).

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::account::ForeignAccount;
use super::plan::SourceChoice;
use super::sql::SqlTable;
use super::{SourceError, sql_name};
use crate::db::DatabaseUrl;

/// How long a question may take, in milliseconds: a login waits for it.
const PATIENCE: u32 = 2_000;

/// How long the old table is left alone after it did not answer. Logins of accounts that are here never depend on it.
const REST: Duration = Duration::from_secs(30);

/// A table that is asked about logins.
pub(crate) struct Trickle {
    url: DatabaseUrl,
    link: Mutex<Link>,
}

#[derive(Default)]
struct Link {
    table: Option<SqlTable>,
    rests_since: Option<Instant>,
}

impl Trickle {
    /// Nothing is opened before the first login.
    pub(crate) fn new(url: DatabaseUrl) -> Trickle {
        Trickle { url, link: Mutex::default() }
    }

    /// The one account that this username or address means there, and the name of the source. None while the table does not
    /// answer, and where two accounts differ in case only.
    pub(crate) fn find(&self, login: &str) -> Option<(String, ForeignAccount)> {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        if link.rests_since.is_some_and(|since| since.elapsed() < REST) {
            return None;
        }
        match self.ask(&mut link, login) {
            Ok(found) => {
                link.rests_since = None;
                found
            }
            Err(SourceError(cause)) => {
                tracing::warn!(cause, "IMPORT_ON_LOGIN does not answer; accounts that are not here yet can't log in");
                *link = Link { table: None, rests_since: Some(Instant::now()) };
                None
            }
        }
    }

    fn ask(&self, link: &mut Link, login: &str) -> Result<Option<(String, ForeignAccount)>, SourceError> {
        if link.table.is_none() {
            let mut table = SqlTable::open(&self.url, &SourceChoice::default())?;
            table.set_patience(PATIENCE)?;
            link.table = Some(table);
        }
        let Some(table) = &mut link.table else { return Ok(None) };
        let mut found = table.find(login)?;
        let name = sql_name(&self.url, table);
        Ok(found.pop().filter(|_| found.is_empty()).map(|account| (name, account)))
    }
}
