//! Sessions and events as pages list them.

use time::{Date, Duration, PrimitiveDateTime};

use super::filters::{ago, day_in_words};
use super::view::{Day, EventRow, Moment, SessionLine};
use crate::doors::event_sentences;
use inside::events::Recorded;

use inside::events::history::Entry;
use inside::sessions::{Session, SessionKind};
use inside::user_agent;
use inside::users::Caller;

impl SessionLine {
    /// A session of the caller's account, as of `now`.
    pub(crate) fn of(session: Session, caller: &Caller, now: PrimitiveDateTime) -> SessionLine {
        let browser = session.kind == SessionKind::Browser;
        let name = user_agent::name(&session.user_agent);
        SessionLine {
            icon: if browser { user_agent::icon(&session.user_agent) } else { "key" },
            current: session.id == caller.session.id,
            id: session.handle,
            name,
            address: session.address,
            logged_in: session.created_at,
            last_used: session.last_used_at,
            ago: ago(now, session.last_used_at),
        }
    }
}

impl EventRow {
    /// A line of the caller's history, as of `now`.
    pub(crate) fn of(entry: &Entry, now: PrimitiveDateTime) -> EventRow {
        let newest = entry.newest();
        let from = [
            shared_or_count(entry.shared(device), "devices"),
            shared_or_count(entry.shared(|event| event.address.clone()), "addresses"),
        ];
        let several = entry.events.len() > 1;
        EventRow {
            id: newest.id,
            at: newest.at,
            since: several.then(|| entry.oldest().at),
            ago: ago(now, newest.at),
            is_recent: now - newest.at < Duration::DAY,
            sentence: event_sentences::of_entry(entry),
            tone: newest.tone().word(),
            from: from.into_iter().flatten().collect(),
            moments: if several { entry.events.iter().map(Moment::from).collect() } else { Vec::new() },
        }
    }

    /// The lines of a history by their day, which is a day in UTC until the script knows the reader's zone.
    pub(crate) fn by_day(entries: &[Entry], now: PrimitiveDateTime) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        for entry in entries {
            let (row, date) = (EventRow::of(entry, now), entry.newest().at.date());
            match days.last_mut() {
                Some(day) if day.date == date => day.rows.push(row),
                _ => days.push(Day { date, name: name_of(date, now.date()), rows: vec![row] }),
            }
        }
        days
    }
}

impl From<&Recorded> for Moment {
    fn from(event: &Recorded) -> Moment {
        let from = [device(event), event.address.clone()];
        Moment { at: event.at, from: from.into_iter().filter(|part| !part.is_empty()).collect() }
    }
}

fn name_of(date: Date, today: Date) -> String {
    match (today - date).whole_days() {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => day_in_words(date),
    }
}

/// The browser or app behind an event; empty for the command line, which has none.
fn device(event: &Recorded) -> String {
    if event.user_agent.is_empty() { String::new() } else { user_agent::name(&event.user_agent) }
}

fn shared_or_count(shared: Result<String, usize>, plural: &str) -> Option<String> {
    match shared {
        Ok(value) => (!value.is_empty()).then_some(value),
        Err(number) => Some(format!("{number} {plural}")),
    }
}
