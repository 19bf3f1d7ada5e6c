//! Sessions and events as pages list them.

use time::{Date, Duration, PrimitiveDateTime};

use super::view::{Badge, Day, EventRow, Moment, Origin, SessionLine};
use crate::event_sentences;
use inside::events::history::Entry;
use inside::events::{CausedBy, Recorded};
use inside::sessions::{Session, SessionKind};
use inside::texts::Texts;
use inside::user_agent;
use inside::users::{Caller, User};

impl Badge {
    /// The avatar and name of an account.
    pub(crate) fn of(user: &User) -> Badge {
        let initials = user.username.chars().take(2).collect::<String>().to_uppercase();
        let hue = user.username_key.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 6;
        Badge { username: user.username.clone(), initials, hue: u8::try_from(hue).unwrap_or(0) }
    }
}

impl SessionLine {
    /// A session of the caller's account, as of `now`.
    pub(crate) fn of(t: Texts, session: Session, caller: &Caller, now: PrimitiveDateTime) -> SessionLine {
        let browser = session.kind == SessionKind::Browser;
        let name = user_agent::name(t, &session.user_agent);
        SessionLine {
            icon: if browser { user_agent::icon(&session.user_agent) } else { "key" },
            current: session.id == caller.session.id,
            id: session.handle,
            name,
            address: session.address,
            logged_in: session.created_at,
            last_used: session.last_used_at,
            ago: t.ago(now, session.last_used_at),
        }
    }
}

impl EventRow {
    /// A line of the caller's history, as of `now`.
    pub(crate) fn of(t: Texts, entry: &Entry, now: PrimitiveDateTime) -> EventRow {
        let newest = entry.newest();
        let device = entry.shared(|event| device(t, event)).unwrap_or_else(|number| t.from_devices(number));
        let address = match entry.shared(|event| event.address.clone()) {
            Ok(text) => Origin { text, is_address: true },
            Err(number) => Origin { text: t.from_addresses(number), is_address: false },
        };
        let several = entry.events.len() > 1;
        EventRow {
            id: newest.id,
            at: newest.at,
            since: several.then(|| entry.oldest().at),
            ago: t.ago(now, newest.at),
            is_recent: now - newest.at < Duration::DAY,
            sentence: event_sentences::of_entry(t, entry),
            tone: newest.tone(),
            from: if is_by_owner(newest) { known(device, address) } else { Vec::new() },
            moments: if several { entry.events.iter().map(|event| Moment::of(t, event)).collect() } else { Vec::new() },
        }
    }

    /// The lines of a history by their day, which is a day in UTC until the script knows the reader's zone.
    pub(crate) fn by_day(t: Texts, entries: &[Entry], now: PrimitiveDateTime) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        for entry in entries {
            let (row, date) = (EventRow::of(t, entry, now), entry.newest().at.date());
            match days.last_mut() {
                Some(day) if day.date == date => day.rows.push(row),
                _ => days.push(Day { date, name: name_of(t, date, now.date()), rows: vec![row] }),
            }
        }
        days
    }
}

impl Moment {
    fn of(t: Texts, event: &Recorded) -> Moment {
        let address = Origin { text: event.address.clone(), is_address: true };
        let from = if is_by_owner(event) { known(device(t, event), address) } else { Vec::new() };
        Moment { at: event.at, from }
    }
}

fn name_of(t: Texts, date: Date, today: Date) -> String {
    match (today - date).whole_days() {
        0 => t.today().to_owned(),
        1 => t.yesterday().to_owned(),
        _ => t.date(date),
    }
}

/// Whether it is for the owner to know where it came from: what an administrator did is not.
fn is_by_owner(event: &Recorded) -> bool {
    event.caused_by() != CausedBy::Administrator
}

/// The browser or app behind an event; empty for the command line, which has none.
fn device(t: Texts, event: &Recorded) -> String {
    if event.user_agent.is_empty() { String::new() } else { user_agent::name(t, &event.user_agent) }
}

/// The two, without what is empty.
fn known(device: String, address: Origin) -> Vec<Origin> {
    let device = Origin { text: device, is_address: false };
    [device, address].into_iter().filter(|origin| !origin.text.is_empty()).collect()
}
