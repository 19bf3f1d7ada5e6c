//! Times as the APIs and commands answer them.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The time in a member. Two of them are not compared as texts: `.6Z` would stand behind `.64Z`.
pub fn time_in(member: &Value) -> OffsetDateTime {
    OffsetDateTime::parse(member.as_str().expect("a text"), &Rfc3339).expect("a time in RFC 3339")
}
