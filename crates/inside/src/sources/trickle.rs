//! The old table that a login is tried against once, while accounts move one by one (`IMPORT_ON_LOGIN`).

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use super::account::ForeignAccount;
use super::plan::SourceChoice;
use super::sql::SqlTable;
use super::{SourceError, sql_name};
use crate::db::DatabaseUrl;

/// How long a question may take, in milliseconds.
const PATIENCE: u32 = 2_000;

/// How long a login waits for the answer, connecting included. A server that hangs answers no time-out of its own.
const DEADLINE: Duration = Duration::from_secs(3);

/// How long the old table is left alone after it did not answer.
const REST: Duration = Duration::from_secs(30);

/// How often a question looks whether it is its turn.
const TURN: Duration = Duration::from_millis(2);

/// A table that is asked about logins.
pub(crate) struct Trickle {
    url: DatabaseUrl,
    table: Arc<Mutex<Option<SqlTable>>>,
    rests_since: Mutex<Option<Instant>>,
}

/// What is found: the name of the source, and the account.
type Found = Option<(String, ForeignAccount)>;

impl Trickle {
    /// Nothing is opened before the first login.
    pub(crate) fn new(url: DatabaseUrl) -> Trickle {
        Trickle { url, table: Arc::default(), rests_since: Mutex::default() }
    }

    /// The one account that this username or address means there, and the name of the source. None while the table does not
    /// answer, and where two accounts differ in case only. Waits no longer than [`DEADLINE`], and for [`REST`] after that not at
    /// all: the database of another application may hang.
    pub(crate) fn find(&self, login: &str) -> Found {
        let mut rests_since = self.rests_since.lock().unwrap_or_else(PoisonError::into_inner);
        if rests_since.is_some_and(|since| since.elapsed() < REST) {
            return None;
        }
        *rests_since = None;
        drop(rests_since);
        let (answer, answered) = sync_channel(1);
        let (url, table, login) = (self.url.clone(), Arc::clone(&self.table), login.to_owned());
        // A thread that can be left behind: the one of the login is needed elsewhere.
        let asking = thread::Builder::new().name("old-table".to_owned()).spawn(move || {
            let _ = answer.send(ask_in_turn(&url, &table, &login));
        });
        let found = match asking.map(|_| answered.recv_timeout(DEADLINE)) {
            Ok(Ok(found)) => found,
            Ok(Err(RecvTimeoutError::Timeout)) => Err(SourceError("it took too long".to_owned())),
            Ok(Err(RecvTimeoutError::Disconnected)) => Err(SourceError("asking it panicked".to_owned())),
            Err(cause) => Err(SourceError(cause.to_string())),
        };
        found.unwrap_or_else(|SourceError(cause)| {
            tracing::warn!(cause, "IMPORT_ON_LOGIN does not answer; accounts that are not here yet can't log in");
            *self.rests_since.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            None
        })
    }
}

/// Asks when the questions before this one have been answered; not at all where they take as long as anybody waits.
fn ask_in_turn(url: &DatabaseUrl, table: &Mutex<Option<SqlTable>>, login: &str) -> Result<Found, SourceError> {
    let begun = Instant::now();
    let mut table = loop {
        match table.try_lock() {
            Ok(table) => break table,
            Err(TryLockError::Poisoned(table)) => break table.into_inner(),
            Err(TryLockError::WouldBlock) if begun.elapsed() < DEADLINE => thread::sleep(TURN),
            Err(TryLockError::WouldBlock) => return Ok(None),
        }
    };
    let was_open = table.is_some();
    match ask(url, &mut table, login) {
        // The server was started again, or something between closed a connection that was idle.
        Err(_) if was_open => {
            *table = None;
            open(url, &mut table)?;
            // What it refuses over a fresh connection is this question, not the others.
            Ok(ask(url, &mut table, login).unwrap_or_else(|SourceError(cause)| {
                tracing::warn!(cause, "IMPORT_ON_LOGIN could not be asked about a login");
                *table = None;
                None
            }))
        }
        Err(error) => {
            *table = None;
            Err(error)
        }
        found => found,
    }
}

fn open(url: &DatabaseUrl, table: &mut Option<SqlTable>) -> Result<(), SourceError> {
    let mut opened = SqlTable::open(url, &SourceChoice::default())?;
    opened.set_patience(PATIENCE)?;
    *table = Some(opened);
    Ok(())
}

fn ask(url: &DatabaseUrl, table: &mut Option<SqlTable>, login: &str) -> Result<Found, SourceError> {
    if table.is_none() {
        open(url, table)?;
    }
    let Some(table) = table else { return Ok(None) };
    let mut found = table.find(login)?;
    let name = sql_name(url, table);
    Ok(found.pop().filter(|_| found.is_empty()).map(|account| (name, account)))
}
