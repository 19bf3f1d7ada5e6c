//! The audit log from the command line.

use std::collections::BTreeSet;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::outcome::{Cause, Stopped};
use super::terminal::{json_line, say};
use super::user::find;
use crate::event_sentences;
use crate::rfc3339::rfc3339;
use inside::context::Context;
use inside::events::Kind;
use inside::events::audit::{self, AuditFilter, Audited};
use inside::list_place::ListPlace;
use inside::oversight::Oversight;
use inside::state::Services;
use inside::stored::Word;
use inside::texts::{Language, Texts};

/// Which events, and how they are printed.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule events --user ada --since 7d\n  vestibule events --kind login_failed --follow\n  vestibule events --json | jq -r .kind | sort | uniq -c"
)]
pub(crate) struct EventsCommand {
    /// Only those about this account: username or email address
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// Only those of this kind, like `login_failed`
    #[arg(long)]
    kind: Option<String>,
    /// Only those since then: a time like 2026-11-26T08:00:00Z, or how long ago, like `30m`, `12h` or `7d`
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Go on with those that happen from now on, until stopped; one that took long comes after those it began before
    #[arg(long)]
    follow: bool,
    /// Print JSON, one event a line
    #[arg(long)]
    json: bool,
}

/// Rows that are read and held at once.
const AT_ONCE: i64 = 500;

/// How often new events are looked for.
const PAUSE: Duration = Duration::from_millis(500);

/// How long after its time an event may still be committed. Its time is when its request began, which may have waited for a hash
/// and for the database since; both give up much earlier.
const LATE: time::Duration = time::Duration::minutes(2);

/// An event in JSON.
#[derive(Serialize)]
struct EventLine<'a> {
    id: i64,
    at: String,
    kind: &'a str,
    user_id: Option<i64>,
    actor_id: Option<i64>,
    door: &'a str,
    address: &'a str,
    request_id: &'a str,
    sentence: String,
}

/// Prints them, oldest first.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &EventsCommand) -> Result<(), Stopped> {
    let user = command.user.as_deref().map(|account| find(s, account)).transpose()?;
    let unknown = |word: &str| Stopped::new(Cause::Usage, format!("{word:?} is no kind of event, like login_failed"));
    let kind = command.kind.as_deref().map(|word| Kind::of_word(word).ok_or_else(|| unknown(word))).transpose()?;
    let since = command.since.as_deref().map(|text| parse_since(text, s.clock.now())).transpose()?;
    let mut filter = AuditFilter { user_id: user.map(|user| user.id), kind, from: since, to: None };
    let mut printed = Printed::default();
    loop {
        print_all(s, &filter, &mut printed, command.json)?;
        if !command.follow {
            break;
        }
        std::thread::sleep(PAUSE);
        filter.from = since.max(printed.until_when_complete(s.clock.now()));
    }
    if printed.0.is_empty() && !command.json {
        say("No events match.")?;
    }
    Ok(())
}

/// Prints what the filter lets through and was not printed yet.
fn print_all(s: &Services, filter: &AuditFilter, printed: &mut Printed, json: bool) -> Result<(), Stopped> {
    let oversight = Oversight::of_operator(&Context::operator(&s.clock))?;
    let mut after = None;
    loop {
        let rows = audit::oldest(s, oversight, filter, after, AT_ONCE)?;
        for row in rows.iter().filter(|row| !printed.0.contains(&row.place())) {
            print(row, json)?;
        }
        printed.add(rows.iter().map(Audited::place), s.clock.now());
        after = rows.last().map(Audited::place);
        if after.is_none() {
            return Ok(());
        }
    }
}

/// The events that were printed of late: the others are never read again.
#[derive(Default)]
struct Printed(BTreeSet<ListPlace>);

impl Printed {
    fn add(&mut self, places: impl Iterator<Item = ListPlace>, now: PrimitiveDateTime) {
        self.0.extend(places);
        if let Some(at) = self.until_when_complete(now) {
            self.0 = self.0.split_off(&ListPlace { at, id: i64::MIN });
        }
    }

    /// No event from before this moment is missing any more. An event from the future, written before the clock was turned back,
    /// says nothing about that.
    fn until_when_complete(&self, now: PrimitiveDateTime) -> Option<PrimitiveDateTime> {
        self.0.last().map(|newest| newest.at.min(now) - LATE)
    }
}

fn print(row: &Audited, json: bool) -> Result<(), Stopped> {
    let sentence = event_sentences::of(Texts::built_in(Language::En), &row.event);
    if json {
        let event = &row.event;
        return json_line(&EventLine {
            id: event.id,
            at: rfc3339(event.at),
            kind: row.kind(),
            user_id: row.user_id(),
            actor_id: row.actor_id(),
            door: row.door(),
            address: &event.address,
            request_id: row.request_id(),
            sentence,
        });
    }
    let about = row.username.as_deref().unwrap_or("-");
    say(format_args!("{:<20}  {about:<20}  {:<39}  {sentence}", rfc3339(row.event.at), row.event.address))
}

fn parse_since(text: &str, now: PrimitiveDateTime) -> Result<PrimitiveDateTime, Stopped> {
    let wrong = || {
        let sentence =
            format!("--since: {text:?} is neither a time like 2026-11-26T08:00:00Z nor a span like 12h or 7d");
        Stopped::new(Cause::Usage, sentence)
    };
    if let Ok(at) = OffsetDateTime::parse(text, &Rfc3339) {
        let at = at.checked_to_offset(UtcOffset::UTC).ok_or_else(wrong)?;
        return Ok(PrimitiveDateTime::new(at.date(), at.time()));
    }
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let number: i64 = number.parse().ok().filter(|number| (0..=100_000).contains(number)).ok_or_else(wrong)?;
    let span = match unit {
        "s" => time::Duration::seconds(number),
        "m" => time::Duration::minutes(number),
        "h" => time::Duration::hours(number),
        "d" => time::Duration::days(number),
        _ => return Err(wrong()),
    };
    now.checked_sub(span).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn since_is_a_time_or_a_span() {
        let now = datetime!(2026-11-26 12:00:00);
        let parsed = |text| parse_since(text, now).ok();
        assert_eq!(parsed("12h"), Some(datetime!(2026-11-26 00:00:00)));
        assert_eq!(parsed("7d"), Some(datetime!(2026-11-19 12:00:00)));
        assert_eq!(parsed("2026-11-26T10:00:00+02:00"), Some(datetime!(2026-11-26 08:00:00)));
        for wrong in ["", "h", "-1h", "7w", "ü", "yesterday", "2026-11-26", "99999999999d", "9999-12-31T23:59:59-01:00"]
        {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
