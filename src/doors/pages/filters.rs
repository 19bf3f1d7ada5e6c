//! Filters of the templates.
//!
//! Every filter here that writes markup escapes its input and says so in its type (`Safe`), so no template needs `|safe`.
#![allow(unreachable_pub, reason = "askama::filter_fn makes public items of its own")]

use super::icons::{self, Icon};
use askama::{
    Values,
    filters::{Escaper, Html, Safe},
};
use std::fmt::{self, Display, Write};
use time::{Date, PrimitiveDateTime};

/// `{{ "lock"|icon }}`: the icon of that name; nothing for an unknown name.
#[askama::filter_fn]
pub(crate) fn icon(name: impl Display, _: &dyn Values) -> askama::Result<Safe<Icon>> {
    Ok(Safe(icons::icon(&name.to_string()).unwrap_or_default()))
}

/// `{{ event.at|datetime }}`: day and time in UTC. The script rewrites it to the reader's own time zone.
#[askama::filter_fn]
pub(crate) fn datetime(at: &PrimitiveDateTime, _: &dyn Values) -> askama::Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{}\">{}</time>", Instant(at), Exact(at))))
}

/// `{{ row.at|relative(row.ago) }}`: how long ago, with the exact time in its attributes.
#[askama::filter_fn]
pub(crate) fn relative(at: &PrimitiveDateTime, _: &dyn Values, ago: &str) -> askama::Result<Safe<String>> {
    let mut html = format!("<time datetime=\"{}\" title=\"{}\" data-as=\"ago\">", Instant(at), Exact(at));
    Html.write_escaped_str(&mut html, ago)?;
    html.push_str("</time>");
    Ok(Safe(html))
}

/// `{{ row.at|clock(" UTC") }}`: the time of a day that is known from the context; the zone only where a second time does
/// not name it.
#[askama::filter_fn]
pub(crate) fn clock(at: &PrimitiveDateTime, _: &dyn Values, zone: &str) -> askama::Result<Safe<String>> {
    let (hour, minute) = (at.hour(), at.minute());
    let html = format!(
        "<time datetime=\"{}\" title=\"{}\" data-as=\"clock\">{hour:02}:{minute:02}{zone}</time>",
        Instant(at),
        Exact(at)
    );
    Ok(Safe(html))
}

/// How long before `now` something happened, in its largest whole unit: "just now", "5 minutes ago", "1 day ago".
pub(crate) fn ago(now: PrimitiveDateTime, at: PrimitiveDateTime) -> String {
    let minutes = (now - at).whole_minutes();
    let (number, unit) = match minutes {
        // Also for a clock that was turned back.
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        _ => (minutes / 1_440, "day"),
    };
    if number == 1 { format!("1 {unit} ago") } else { format!("{number} {unit}s ago") }
}

/// "24 November 2026".
pub(crate) fn day_in_words(date: Date) -> String {
    Spelled(date).to_string()
}

/// `{{ account.member_since|date }}`: the day alone, where the hour tells nothing.
#[askama::filter_fn]
pub(crate) fn date(at: &PrimitiveDateTime, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(64);
    write!(html, "<time datetime=\"{}\">{}</time>", Iso(at.date()), Spelled(at.date()))?;
    Ok(Safe(html))
}

/// `{{ cause|ticks }}`: text between backticks becomes code.
#[askama::filter_fn]
pub(crate) fn ticks(text: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(128);
    for (at, part) in text.to_string().split('`').enumerate() {
        let is_code = at % 2 == 1;
        html.push_str(if is_code { "<code>" } else { "" });
        Html.write_escaped_str(&mut html, part)?;
        html.push_str(if is_code { "</code>" } else { "" });
    }
    Ok(Safe(html))
}

/// `{{ example|code_text }}`: text between tags, never in an attribute. Quotes stay as they are there, which makes JSON a third
/// shorter.
#[askama::filter_fn]
pub(crate) fn code_text(text: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let text = text.to_string();
    Ok(Safe(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")))
}

/// `{{ account.email|email_wbr }}`: a line may break after the @ rather than in the middle of a name.
#[askama::filter_fn]
pub(crate) fn email_wbr(address: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(64);
    Html.write_escaped_str(&mut html, &address.to_string())?;
    if let Some(at) = html.rfind('@') {
        html.insert_str(at + 1, "<wbr>");
    }
    Ok(Safe(html))
}

/// `{{ count|plural("device", "devices") }}`: `1 device`, `3 devices`.
#[askama::filter_fn]
pub(crate) fn plural(count: impl Display, _: &dyn Values, one: &str, many: &str) -> askama::Result<String> {
    let count = count.to_string();
    let word = if count == "1" { one } else { many };
    Ok(format!("{count} {word}"))
}

/// A time as `datetime` attributes have it.
struct Instant<'a>(&'a PrimitiveDateTime);

impl Display for Instant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.0.as_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", Iso(self.0.date()))
    }
}

/// "24 November 2026, 09:40 UTC".
struct Exact<'a>(&'a PrimitiveDateTime);

impl Display for Exact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:02}:{:02} UTC", Spelled(self.0.date()), self.0.hour(), self.0.minute())
    }
}

struct Iso(Date);

impl Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

struct Spelled(Date);

impl Display for Spelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{day} {month} {year}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use askama::Template;
    use time::macros::datetime as at;

    mod filters {
        pub(crate) use super::super::*;
    }

    #[derive(Template)]
    #[template(
        ext = "html",
        source = "{{ at|datetime }} {{ at|date }} {{ at|clock(\" UTC\") }} {{ at|relative(\"1 < 2\") }} {{ mail|email_wbr }} {{ 1|plural(\"day\", \"days\") }} {{ 2|plural(\"day\", \"days\") }}"
    )]
    struct Page {
        at: PrimitiveDateTime,
        mail: &'static str,
    }

    #[test]
    fn times_name_their_zone_and_addresses_are_escaped_before_they_are_broken() {
        let page = Page { at: at!(2026-11-21 08:00:05), mail: "<b>@example.com" };
        assert_eq!(
            page.render().expect("renders"),
            "<time datetime=\"2026-11-21T08:00:05Z\">21 November 2026, 08:00 UTC</time> \
             <time datetime=\"2026-11-21\">21 November 2026</time> \
             <time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"clock\">08:00 UTC</time> \
             <time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"ago\">1 &#60; 2</time> \
             &#60;b&#62;@<wbr>example.com 1 day 2 days"
        );
    }

    #[test]
    fn the_past_is_told_in_its_largest_whole_unit() {
        let now = at!(2026-11-21 08:00:00);
        let told = [
            (at!(2026-11-21 08:00:05), "just now"),
            (at!(2026-11-21 07:59:01), "just now"),
            (at!(2026-11-21 07:59:00), "1 minute ago"),
            (at!(2026-11-21 07:00:01), "59 minutes ago"),
            (at!(2026-11-21 07:00:00), "1 hour ago"),
            (at!(2026-11-20 08:00:01), "23 hours ago"),
            (at!(2026-11-20 08:00:00), "1 day ago"),
            (at!(2026-10-21 08:00:00), "31 days ago"),
        ];
        for (at, expected) in told {
            assert_eq!(ago(now, at), expected);
        }
    }
}
