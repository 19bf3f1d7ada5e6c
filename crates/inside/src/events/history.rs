//! The history of an account, newest first: filtered, folded and paged.

use std::collections::BTreeSet;

use super::tone::Topic;
use super::{Kind, Recorded, store};
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::state::Reads;
use crate::stored::Word;
use crate::user_agent;

/// Lines on one page of a history.
pub const PAGE_SIZE: usize = 20;

/// Events that are read for one page at most, however many of them fold into one line.
const MOST_READ: i64 = 200;

/// Which events a history shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every event, also of kinds that only another version knows.
    #[default]
    All,
    /// Logins, logouts, and attempts.
    Logins,
    /// Changes of the account.
    Changes,
    /// What the owner should check.
    Warnings,
}

impl Filter {
    /// Every filter, in the order in which pages offer them.
    pub const ALL: [Filter; 4] = [Filter::All, Filter::Logins, Filter::Changes, Filter::Warnings];

    /// The kinds it lets through; `None` for all.
    fn kinds(self) -> Option<Vec<Kind>> {
        let wanted = |kind: &&Kind| match self {
            Filter::All => true,
            Filter::Logins => kind.topic() == Topic::Login,
            Filter::Changes => kind.topic() == Topic::Change,
            Filter::Warnings => kind.tone().is_warning(),
        };
        (self != Filter::All).then(|| Kind::ALL.iter().filter(wanted).copied().collect())
    }
}

/// One line of a history: an event, or several equal ones in a row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// At least one, newest first.
    pub events: Vec<Recorded>,
}

impl Entry {
    /// The newest of its events.
    pub fn newest(&self) -> &Recorded {
        &self.events[0]
    }

    /// The oldest of its events.
    pub fn oldest(&self) -> &Recorded {
        &self.events[self.events.len() - 1]
    }

    /// The value that all its events share.
    ///
    /// # Errors
    /// The number of different values, where there are several.
    pub fn shared<T: Ord>(&self, value: impl Fn(&Recorded) -> T) -> Result<T, usize> {
        let mut values: BTreeSet<T> = self.events.iter().map(value).collect();
        match (values.pop_first(), values.len()) {
            (Some(only), 0) => Ok(only),
            (_, others) => Err(others + 1),
        }
    }
}

/// Where a page of a history begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At the newest event.
    #[default]
    Newest,
    /// At the newest one that is older than this.
    Below(ListPlace),
}

/// One page of a history.
pub struct EventPage {
    /// At most as many as were asked for, newest first.
    pub entries: Vec<Entry>,
    /// The next newer page, if there is one.
    pub newer: Option<Start>,
    /// The next older page, if there is one.
    pub older: Option<Start>,
}

/// The caller's events from `start` on: at most `most` lines.
///
/// Pages are cut at an event and not at a number, so an event that is recorded meanwhile moves none of them. Neighbours
/// that are equal on the same day (in UTC) are one line. A page reads 200 events at most: a longer run of equal ones
/// goes on in the next page's first line.
///
/// # Errors
/// Only the database's.
pub fn history(r: &mut Reads<'_>, user_id: i64, filter: Filter, start: Start, most: usize) -> Result<EventPage, Error> {
    let kinds = filter.kinds();
    let before = match start {
        Start::Newest => None,
        Start::Below(place) => Some(place),
    };
    // One more than is shown tells whether there is another page.
    let mut events = store::newest(r.conn, user_id, kinds.as_deref(), before, MOST_READ + 1)?;
    let cut = events.len() > MOST_READ as usize;
    events.truncate(MOST_READ as usize);
    let mut entries = folded(events);
    let more = cut || entries.len() > most;
    entries.truncate(most);
    let newer = match before {
        None => None,
        Some(before) => {
            let above = store::oldest_from(r.conn, user_id, kinds.as_deref(), before, MOST_READ + 1)?;
            let cut = above.len() > MOST_READ as usize;
            let lines = folded(above.into_iter().take(MOST_READ as usize).collect());
            // The page above ends where the line after its last one begins; it is the first page when nothing is left over.
            let beyond = lines.get(most).map(|entry| entry.newest().place());
            let end = beyond.or_else(|| lines.last().filter(|_| cut).map(|entry| entry.oldest().place()));
            (!lines.is_empty()).then(|| end.map_or(Start::Newest, Start::Below))
        }
    };
    let older = entries.last().filter(|_| more).map(|entry| Start::Below(entry.oldest().place()));
    Ok(EventPage { entries, newer, older })
}

/// Puts equal neighbours into one entry each, in the order in which they come.
pub(crate) fn folded(events: Vec<Recorded>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for event in events {
        match entries.last_mut() {
            Some(entry) if is_same(entry.newest(), &event) => entry.events.push(event),
            _ => entries.push(Entry { events: vec![event] }),
        }
    }
    entries
}

/// Whether two neighbours are one line: the same event on the same day, by the same device from the same address. A
/// warning folds wherever it came from, because an attack from many networks is one attack.
fn is_same(one: &Recorded, other: &Recorded) -> bool {
    let device = |event: &Recorded| user_agent::english_name(&event.user_agent);
    let from_one_place = || one.address == other.address && device(one) == device(other);
    one.says_the_same(other) && one.at.date() == other.at.date() && (one.tone().is_warning() || from_one_place())
}

#[cfg(test)]
mod tests {
    use super::{Filter, Kind};
    use crate::stored::Word;

    #[test]
    fn every_filter_lets_something_through_and_only_all_lets_everything() {
        for filter in Filter::ALL {
            let kinds = filter.kinds();
            assert_eq!(kinds.is_none(), filter == Filter::All);
            assert!(kinds.is_none_or(|kinds| !kinds.is_empty() && kinds.len() < Kind::ALL.len()), "{filter:?}");
        }
    }
}
