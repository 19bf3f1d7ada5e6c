//! Filters of the templates.
//!
//! Every filter here that writes markup escapes its input and says so in its type (`Safe`), so no template needs `|safe`.
#![allow(unreachable_pub, reason = "askama::filter_fn makes public items of its own")]

use super::icons::{self, Icon};
use askama::{
    Values,
    filters::{Escaper, Html, Safe},
};
use inside::texts::{Language, Texts};
use std::fmt::{self, Display};
use time::{Date, PrimitiveDateTime};

/// Under which name a page keeps its texts for these filters.
pub const TEXTS: &str = "texts";

/// The texts of the page that is being made; English for what is rendered outside of one.
fn texts(values: &dyn Values) -> Texts {
    let own = askama::get_value::<Texts>(values, TEXTS).ok().copied();
    own.unwrap_or_else(|| Texts::built_in(Language::En))
}

/// `{{ "lock"|icon }}`: the icon of that name; nothing for an unknown name.
#[askama::filter_fn]
pub(crate) fn icon(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<Safe<Icon>> {
    Ok(Safe(icons::icon(name.as_ref()).unwrap_or_default()))
}

/// `{{ event.at|datetime }}`: day and time in UTC. The script rewrites it to the reader's own time zone.
#[askama::filter_fn]
pub(crate) fn datetime(at: &PrimitiveDateTime, values: &dyn Values) -> askama::Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{}\">{}</time>", Instant(at), texts(values).date_time(*at))))
}

/// `{{ row.at|relative(row.ago) }}`: how long ago, with the exact time in its attributes.
#[askama::filter_fn]
pub(crate) fn relative(at: &PrimitiveDateTime, values: &dyn Values, ago: &str) -> askama::Result<Safe<String>> {
    let exact = texts(values).date_time(*at);
    let mut html = format!("<time datetime=\"{}\" title=\"{exact}\" data-as=\"ago\">", Instant(at));
    Html.write_escaped_str(&mut html, ago)?;
    html.push_str("</time>");
    Ok(Safe(html))
}

/// `{{ row.at|clock }}`: the time of a day that is known from the context.
#[askama::filter_fn]
pub(crate) fn clock(at: &PrimitiveDateTime, values: &dyn Values) -> askama::Result<Safe<String>> {
    let t = texts(values);
    Ok(Safe(on_the_clock(t, at, &t.time(*at))))
}

fn on_the_clock(t: Texts, at: &PrimitiveDateTime, shown: &str) -> String {
    let exact = t.date_time(*at);
    format!("<time datetime=\"{}\" title=\"{exact}\" data-as=\"clock\">{shown}</time>", Instant(at))
}

/// `{{ account.member_since|date }}`: the day alone, where the hour tells nothing.
#[askama::filter_fn]
pub(crate) fn date(at: &PrimitiveDateTime, values: &dyn Values) -> askama::Result<Safe<String>> {
    Ok(Safe(day(texts(values), at.date())))
}

/// What a sentence has in the place of a day that [`with_date`] writes there. No text has this sign otherwise (Unicode:
/// "object replacement character").
pub(crate) const PLACE: &str = "\u{fffc}";

/// `{{ t.logged_in_on(filters::PLACE)|with_date(row.logged_in) }}`: a sentence with a day, where its language has the day.
#[askama::filter_fn]
pub(crate) fn with_date(
    sentence: impl Display,
    values: &dyn Values,
    at: &PrimitiveDateTime,
) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(96);
    Html.write_escaped_str(&mut html, &sentence.to_string())?;
    Ok(Safe(html.replace(PLACE, &day(texts(values), at.date()))))
}

/// `{{ t.two_step_request_wait(filters::PLACE)|with_moment(ready_at) }}`: the same with a day and a time.
#[askama::filter_fn]
pub(crate) fn with_moment(
    sentence: impl Display,
    values: &dyn Values,
    at: &PrimitiveDateTime,
) -> askama::Result<Safe<String>> {
    let mut html = String::with_capacity(160);
    Html.write_escaped_str(&mut html, &sentence.to_string())?;
    let moment = format!("<time datetime=\"{}\">{}</time>", Instant(at), texts(values).date_time(*at));
    Ok(Safe(html.replace(PLACE, &moment)))
}

/// `{{ t.event_at(row.sentence, filters::PLACE)|with_clocks(since, row.at) }}`: the same with the times of the first and the last of
/// several events, or the one time if both show the same. The second names the zone.
#[askama::filter_fn]
pub(crate) fn with_clocks(
    sentence: impl Display,
    values: &dyn Values,
    since: &PrimitiveDateTime,
    at: &PrimitiveDateTime,
) -> askama::Result<Safe<String>> {
    let t = texts(values);
    let clock = |at: &PrimitiveDateTime| format!("{:02}:{:02}", at.hour(), at.minute());
    let (first, last) = (clock(since), on_the_clock(t, at, &t.time(*at)));
    let times = if first == clock(at) {
        last
    } else {
        format!("<span class=\"span\">{}–{last}</span>", on_the_clock(t, since, &first))
    };
    let mut html = String::with_capacity(320);
    Html.write_escaped_str(&mut html, &sentence.to_string())?;
    Ok(Safe(html.replace(PLACE, &times)))
}

fn day(t: Texts, date: Date) -> String {
    format!("<time datetime=\"{}\">{}</time>", Iso(date), t.date(date))
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

/// A time as `datetime` attributes have it.
struct Instant<'a>(&'a PrimitiveDateTime);

impl Display for Instant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.0.as_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", Iso(self.0.date()))
    }
}

struct Iso(Date);

impl Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
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
        source = "{{ at|datetime }} {{ at|date }} {{ at|clock }} {{ on|with_clocks(since, at) }} {{ on|with_clocks(at, at) }} {{ at|relative(\"1 < 2\") }} {{ on|with_date(at) }} {{ mail|email_wbr }}"
    )]
    struct Page {
        since: PrimitiveDateTime,
        at: PrimitiveDateTime,
        on: String,
        mail: &'static str,
    }

    #[test]
    fn times_name_their_zone_and_addresses_are_escaped_before_they_are_broken() {
        let on = format!("on < {PLACE}.");
        let page = Page { since: at!(2026-11-21 07:59:59), at: at!(2026-11-21 08:00:05), on, mail: "<b>@example.com" };
        assert_eq!(
            page.render().expect("renders"),
            "<time datetime=\"2026-11-21T08:00:05Z\">21 November 2026, 08:00 UTC</time> \
             <time datetime=\"2026-11-21\">21 November 2026</time> \
             <time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"clock\">08:00 UTC</time> \
             on &#60; <span class=\"span\"><time datetime=\"2026-11-21T07:59:59Z\" title=\"21 November 2026, 07:59 UTC\" data-as=\"clock\">07:59</time>–<time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"clock\">08:00 UTC</time></span>. \
             on &#60; <time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"clock\">08:00 UTC</time>. \
             <time datetime=\"2026-11-21T08:00:05Z\" title=\"21 November 2026, 08:00 UTC\" data-as=\"ago\">1 &#60; 2</time> \
             on &#60; <time datetime=\"2026-11-21\">21 November 2026</time>. \
             &#60;b&#62;@<wbr>example.com"
        );
    }
}
