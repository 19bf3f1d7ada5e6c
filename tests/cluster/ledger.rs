//! What people were answered while nodes and databases came and went.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::person::Answer;

/// Which door an answer came from, for its form of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    Pages,
    SessionApi,
    TokenApi,
}

impl Door {
    /// Whether this is how the door says that the database is away.
    pub fn says_unavailable(self, answer: &Answer) -> bool {
        let later = answer.retry_after.as_deref().is_some_and(|seconds| seconds.parse::<u32>().is_ok());
        let form = match self {
            Door::Pages => answer.kind.starts_with("text/html") && answer.body.contains("is unavailable right now"),
            Door::SessionApi => {
                answer.body.contains(r#""ok":false"#) && answer.body.contains(r#""code":"unavailable""#)
            }
            Door::TokenApi => answer.body.contains(r#""success":false"#) && answer.body.contains(r#""UNAVAILABLE""#),
        };
        answer.status == 503 && later && form
    }
}

/// One for all people of a story.
#[derive(Clone, Default)]
pub struct Ledger(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    /// How often each act succeeded, and when it last did.
    done: BTreeMap<(Door, &'static str), (usize, Option<Instant>)>,
    /// When a door said that the database was away.
    refused: Vec<(Door, Instant)>,
    /// Names of accounts whose creation was acknowledged.
    accounts: Vec<String>,
    /// What must not happen.
    wrong: Vec<String>,
}

impl Ledger {
    pub fn done(&self, door: Door, act: &'static str) {
        let mut entries = self.0.lock().unwrap();
        let entry = entries.done.entry((door, act)).or_default();
        *entry = (entry.0 + 1, Some(Instant::now()));
    }

    pub fn refused(&self, door: Door) {
        self.0.lock().unwrap().refused.push((door, Instant::now()));
    }

    pub fn created(&self, name: &str) {
        self.0.lock().unwrap().accounts.push(name.to_owned());
    }

    pub fn wrong(&self, what: String) {
        self.0.lock().unwrap().wrong.push(what);
    }

    /// Accounts that were acknowledged.
    pub fn accounts(&self) -> Vec<String> {
        self.0.lock().unwrap().accounts.clone()
    }

    /// What must not have happened, and did.
    pub fn everything_wrong(&self) -> Vec<String> {
        self.0.lock().unwrap().wrong.clone()
    }

    /// How often each act succeeded.
    pub fn counts(&self) -> BTreeMap<(Door, &'static str), usize> {
        self.0.lock().unwrap().done.iter().map(|(act, (times, _))| (*act, *times)).collect()
    }

    /// How many answers said that the database was away.
    pub fn refusals(&self) -> usize {
        self.0.lock().unwrap().refused.len()
    }

    /// How long after a moment each door last said that the database was away.
    pub fn away_until(&self, since: Instant) -> BTreeMap<Door, Duration> {
        let entries = self.0.lock().unwrap();
        let late = entries.refused.iter().filter(|(_, at)| *at > since);
        late.map(|(door, at)| (*door, *at - since)).collect()
    }
}
