//! Events as lines of CSV (RFC 4180) that a spreadsheet shows and does not run.

use crate::event_sentences;
use crate::rfc3339::rfc3339;
use inside::events::audit::Audited;
use inside::texts::Texts;

/// The first line.
pub(crate) const HEAD: &str =
    "\u{feff}id,at,kind,sentence,user_id,username,actor_id,actor,door,address,user_agent,request_id,detail\r\n";

/// One event.
pub(crate) fn line(t: Texts, event: &Audited) -> String {
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let row = &event.event;
    let cells = [
        row.id.to_string(),
        rfc3339(row.at),
        event.kind().to_owned(),
        event_sentences::of(t, row),
        number(event.user_id()),
        event.username.clone().unwrap_or_default(),
        number(event.actor_id()),
        event.actor.clone().unwrap_or_default(),
        event.door().to_owned(),
        row.address.clone(),
        row.user_agent.clone(),
        event.request_id().to_owned(),
        event.detail().to_owned(),
    ];
    let mut line = cells.map(|text| cell(&text)).join(",");
    line.push_str("\r\n");
    line
}

/// A cell in quotes. What a spreadsheet would take for a formula begins with an apostrophe, which makes it text (OWASP CSV
/// Injection): a client chooses its User-Agent, and passkeys have names.
fn cell(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    let is_formula = begins.is_some_and(|first| {
        matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%')
    });
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula_and_none_ends_early() {
        assert_eq!(cell("curl/8.5"), "\"curl/8.5\"");
        assert_eq!(cell("a \"b\",\nc"), "\"a \"\"b\"\",\nc\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{a0}=1", "|calc"] {
            assert_eq!(cell(formula), format!("\"'{formula}\""));
        }
        assert_eq!(cell("=\"\",=1"), "\"'=\"\"\"\",=1\"");
    }
}
