//! What templates can do to a value beyond printing it.
//!
//! Every filter here that writes markup escapes what it is given and says so in its type (`Safe`), so no template needs `|safe`.
#![allow(missing_docs, reason = "askama::filter_fn makes public items of its own")]

use super::icons;
use askama::{
    Values,
    filters::{Escaper, Html, Safe},
};
use std::fmt::{self, Display, Write};
use time::{Date, PrimitiveDateTime};

/// `{{ "lock"|icon }}`: the drawing of that name; nothing for a name we do not carry.
#[askama::filter_fn]
pub fn icon(name: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let drawn = icons::icon(&name.to_string());
    Ok(Safe(drawn.map(|icon| icon.to_string()).unwrap_or_default()))
}

/// `{{ event.at|datetime }}`: day and time, both said to be UTC. The script rewrites it to the reader's own zone.
#[askama::filter_fn]
pub fn datetime(at: &PrimitiveDateTime, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(96);
    let clock = at.time();
    write!(
        html,
        "<time datetime=\"{}T{:02}:{:02}:{:02}Z\">{}, {:02}:{:02} UTC</time>",
        Iso(at.date()),
        clock.hour(),
        clock.minute(),
        clock.second(),
        Spelled(at.date()),
        clock.hour(),
        clock.minute(),
    )?;
    Ok(Safe(html))
}

/// `{{ account.member_since|date }}`: the day alone, where the hour tells nothing.
#[askama::filter_fn]
pub fn date(at: &PrimitiveDateTime, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(64);
    write!(html, "<time datetime=\"{}\">{}</time>", Iso(at.date()), Spelled(at.date()))?;
    Ok(Safe(html))
}

/// `{{ cause|ticks }}`: what stands between backticks is code.
#[askama::filter_fn]
pub fn ticks(text: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(128);
    for (at, part) in text.to_string().split('`').enumerate() {
        let is_code = at % 2 == 1;
        html.push_str(if is_code { "<code>" } else { "" });
        Html.write_escaped_str(&mut html, part)?;
        html.push_str(if is_code { "</code>" } else { "" });
    }
    Ok(Safe(html))
}

/// `{{ account.email|email_wbr }}`: may break after the @ rather than in the middle of a name.
#[askama::filter_fn]
pub fn email_wbr(address: impl Display, _: &dyn Values) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(64);
    Html.write_escaped_str(&mut html, &address.to_string())?;
    if let Some(at) = html.rfind('@') {
        html.insert_str(at + 1, "<wbr>");
    }
    Ok(Safe(html))
}

/// `{{ count|plural("device", "devices") }}`: `1 device`, `3 devices`.
#[askama::filter_fn]
pub fn plural(count: impl Display, _: &dyn Values, one: &str, many: &str) -> askama::Result<String> {
    let count = count.to_string();
    let word = if count == "1" { one } else { many };
    Ok(format!("{count} {word}"))
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
        pub use super::super::*;
    }

    #[derive(Template)]
    #[template(
        ext = "html",
        source = "{{ at|datetime }} {{ at|date }} {{ mail|email_wbr }} {{ 1|plural(\"day\", \"days\") }} {{ 2|plural(\"day\", \"days\") }}"
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
             &#60;b&#62;@<wbr>example.com 1 day 2 days"
        );
    }
}
