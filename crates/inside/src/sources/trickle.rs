//! The old table that a login is tried against once, while accounts move one by one (`IMPORT_ON_LOGIN`).

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::account::ForeignAccount;
use super::application::SourceApplication;
use super::plan::SourceChoice;
use super::sql::{Question, SqlTable};
use super::{SourceError, sql_name};
use crate::db::DatabaseUrl;

/// How long a question may take, in milliseconds.
const PATIENCE: u32 = 2_000;

/// How long a login waits for the answer, connecting included. A server that hangs answers no time-out of its own.
const DEADLINE: Duration = Duration::from_secs(3);

/// How long the old table is left alone after it did not answer.
const REST: Duration = Duration::from_secs(30);

/// Where logins are asked about.
#[derive(Clone, Debug)]
pub(crate) struct OldTable {
    /// The database.
    pub(crate) url: DatabaseUrl,
    /// Its table, and which column is what, where that is not recognised.
    pub(crate) choice: SourceChoice,
}

/// A table that is asked about logins.
pub(crate) struct Trickle {
    from: OldTable,
    table: Arc<Mutex<Option<Asked>>>,
    rests_since: Mutex<Option<Instant>>,
}

/// The open table, and what it is asked.
struct Asked {
    table: SqlTable,
    questions: Vec<Question>,
    unasked: Vec<&'static str>,
}

/// What an operator should know about the old table.
pub(crate) struct Examined {
    /// The file or server, and the table.
    pub(crate) name: String,
    /// The application.
    pub(crate) application: SourceApplication,
    /// What would need an index to be looked for.
    pub(crate) unasked: Vec<&'static str>,
}

/// What is found: the name of the source, and the account.
type Found = Option<(String, ForeignAccount)>;

impl Trickle {
    /// Nothing is opened before the first login.
    pub(crate) fn new(from: OldTable) -> Trickle {
        Trickle { from, table: Arc::default(), rests_since: Mutex::default() }
    }

    /// Opens the table as a login would, and waits no longer.
    ///
    /// # Errors
    /// Why it can't be asked.
    pub(crate) async fn examine(&self) -> Result<Examined, SourceError> {
        let from = self.from.clone();
        in_time(move || {
            let opened = open(&from)?;
            let (name, application) = (sql_name(&from.url, &opened.table), opened.table.application());
            Ok(Examined { name, application, unasked: opened.unasked })
        })
        .await
    }

    /// The one account that this username or address means there, and the name of the source: the one that is written like this,
    /// else the one that differs in case only. None where two do, and while the table does not answer. Waits no longer than
    /// [`DEADLINE`], and for [`REST`] after that not at all: the database of another application may hang.
    pub(crate) async fn find(&self, login: &str) -> Found {
        if self.rests() {
            return None;
        }
        let (from, table, login) = (self.from.clone(), Arc::clone(&self.table), login.to_owned());
        let found = in_time(move || ask_in_turn(&from, &table, &login)).await;
        found.unwrap_or_else(|SourceError(cause)| {
            tracing::warn!(cause, "IMPORT_ON_LOGIN does not answer; accounts that are not here yet can't log in");
            *self.rests_since.lock() = Some(Instant::now());
            None
        })
    }

    fn rests(&self) -> bool {
        let mut since = self.rests_since.lock();
        *since = since.filter(|since| since.elapsed() < REST);
        since.is_some()
    }
}

/// Asks on a thread that can be left behind. Whoever waits for it holds none meanwhile, and no connection of ours.
async fn in_time<T: Send + 'static>(
    asking: impl FnOnce() -> Result<T, SourceError> + Send + 'static,
) -> Result<T, SourceError> {
    let (answer, answered) = oneshot::channel();
    let asking = thread::Builder::new().name("old-table".to_owned()).spawn(move || {
        let _ = answer.send(asking());
    });
    asking.map_err(|cause| SourceError(cause.to_string()))?;
    match timeout(DEADLINE, answered).await {
        Ok(Ok(found)) => found,
        Ok(Err(_)) => Err(SourceError("asking it panicked".to_owned())),
        Err(_) => Err(SourceError("it took too long".to_owned())),
    }
}

/// Asks when the questions before this one have been answered; not at all where they take as long as anybody waits.
fn ask_in_turn(from: &OldTable, table: &Mutex<Option<Asked>>, login: &str) -> Result<Found, SourceError> {
    let Some(mut table) = table.try_lock_for(DEADLINE) else { return Ok(None) };
    let was_open = table.is_some();
    match ask(from, &mut table, login) {
        // The server was started again, or something between closed a connection that was idle.
        Err(_) if was_open => {
            *table = Some(open(from)?);
            // What it refuses over a fresh connection is this question, not the others.
            Ok(ask(from, &mut table, login).unwrap_or_else(|SourceError(cause)| {
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

fn open(from: &OldTable) -> Result<Asked, SourceError> {
    let mut table = SqlTable::open(&from.url, &from.choice)?;
    table.set_patience(PATIENCE)?;
    let (questions, unasked) = table.questions()?;
    if !unasked.is_empty() {
        tracing::warn!(?unasked, "IMPORT_ON_LOGIN: many rows, and no index that finds one by this");
    }
    Ok(Asked { table, questions, unasked })
}

fn ask(from: &OldTable, table: &mut Option<Asked>, login: &str) -> Result<Found, SourceError> {
    if table.is_none() {
        *table = Some(open(from)?);
    }
    let Some(Asked { table, questions, .. }) = table else { return Ok(None) };
    let lower = login.to_lowercase();
    let (mut exact, mut others) = (Vec::new(), Vec::new());
    // All of them, whatever the first ones find: the time tells nothing then.
    for question in questions.iter() {
        let found = table.find(&question.condition, login)?;
        if question.is_exact && lower != login {
            others.extend(table.find(&question.condition, &lower)?);
        }
        if question.is_exact { &mut exact } else { &mut others }.extend(found);
    }
    let name = sql_name(&from.url, table);
    let found = match meant(exact, &lower) {
        Meant::Nobody => meant(others, &lower),
        clear => clear,
    };
    Ok(match found {
        Meant::One(account) => Some((name, *account)),
        Meant::Nobody | Meant::Unclear => None,
    })
}

/// Whom a name or an address means.
enum Meant {
    Nobody,
    /// Several differ in case only.
    Unclear,
    One(Box<ForeignAccount>),
}

/// Those of these accounts that have this name or address.
fn meant(found: Vec<ForeignAccount>, lower: &str) -> Meant {
    let is_its = |text: &Option<String>| text.as_ref().is_some_and(|text| text.to_lowercase() == lower);
    let mut meant = found.into_iter().filter(|account| is_its(&account.username) || is_its(&account.email));
    match meant.next() {
        None => Meant::Nobody,
        Some(first) if meant.all(|other| other.key == first.key) => Meant::One(Box::new(first)),
        Some(_) => Meant::Unclear,
    }
}
