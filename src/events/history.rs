//! The history: what happened to one's own account, newest first.

use super::{Event, store};
use crate::error::Error;
use crate::state::Services;
use crate::users::Caller;

/// Events on one page.
pub const PAGE_SIZE: i64 = 20;

/// One page of a history.
pub struct Page {
    /// At most [`PAGE_SIZE`], newest first.
    pub events: Vec<Event>,
    /// Where the next newer page ends, if there is one: `None` inside means that it is the first.
    pub newer: Option<Option<i64>>,
    /// What the next older page starts below, if there is one.
    pub older: Option<i64>,
}

/// The caller's events older than `before`; the newest ones without it.
///
/// Pages are cut at an event and not at a number, so an event that happens meanwhile moves none of them.
///
/// # Errors
/// Only the database's.
pub fn history(s: &Services, caller: &Caller, before: Option<i64>, most: i64) -> Result<Page, Error> {
    let mut conn = s.db.conn()?;
    let user_id = caller.user.id;
    // One more than is shown tells whether there is another page.
    let mut events = store::newest(&mut conn, user_id, before, most + 1)?;
    let more = events.len() > usize::try_from(most).unwrap_or(usize::MAX);
    if more {
        events.pop();
    }
    let newer = match before {
        None => None,
        Some(before) => {
            let above = store::oldest_from(&mut conn, user_id, before, most + 1)?;
            let full = above.len() > usize::try_from(most).unwrap_or(usize::MAX);
            above.last().map(|newest| full.then_some(*newest))
        }
    };
    let older = events.last().filter(|_| more).map(|event| event.id);
    Ok(Page { events, newer, older })
}
