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
/// Injection): a client chooses its User-Agent, and passkeys have names. Also after what another spreadsheet takes for the end of a
/// cell: where cells are separated by semicolons, quotes in the middle of one protect nothing.
fn cell(text: &str) -> String {
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%');
    let is_break = |c: char| matches!(c, '\t' | '\r' | '\n');
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{feff}' | '"');
    let mut cell = String::from("\"");
    if text.chars().find(|c| !is_space(*c)).is_some_and(|c| is_formula(c) || is_break(c)) {
        cell.push('\'');
    }
    let mut begins = false;
    for c in text.chars() {
        if begins && is_formula(c) {
            cell.push('\'');
        }
        begins = matches!(c, ';' | ',') || is_break(c) || (begins && is_space(c));
        cell.push(c);
        if c == '"' {
            cell.push('"');
        }
    }
    cell.push('"');
    cell
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula_and_none_ends_early() {
        assert_eq!(cell("curl/8.5"), "\"curl/8.5\"");
        assert_eq!(cell("a \"b\",\nc"), "\"a \"\"b\"\",\nc\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\u{a0}=1", "|calc"] {
            assert_eq!(cell(formula), format!("\"'{formula}\""));
        }
        assert_eq!(cell("\t=1"), "\"'\t'=1\"");
        assert_eq!(cell("\r=1"), "\"'\r'=1\"");
        assert_eq!(cell("=\"\",=1"), "\"'=\"\"\"\",'=1\"");
    }

    #[test]
    fn no_separator_of_another_spreadsheet_begins_a_formula() {
        assert_eq!(cell("curl;=1+1"), "\"curl;'=1+1\"");
        assert_eq!(cell("a; \"=1\";@x"), "\"a; \"\"'=1\"\";'@x\"");
        assert_eq!(cell("a\n=1"), "\"a\n'=1\"");
        assert_eq!(cell("a\t\t=1"), "\"a\t\t'=1\"");
        let bot = "Mozilla/5.0 (compatible; Linux; +http://bot.example/-=x)";
        assert_eq!(cell(bot), "\"Mozilla/5.0 (compatible; Linux; '+http://bot.example/-=x)\"");
    }
}
