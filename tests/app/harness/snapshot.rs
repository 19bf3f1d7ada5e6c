//! Pages as snapshots keep them: what differs from run to run is left out.

use inside::stored::Word;
use inside::texts::{Language, Texts};

use super::answer::Answer;

/// The page between its header and its footer, without times, names of rows, ids and ports.
pub fn main_of(answer: &Answer) -> String {
    let start = answer.body.find("<main").expect("a page");
    let end = answer.body.find("</main>").expect("a whole page");
    let main = answer.body[start..end].lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let main = without(&main, "<time ", "</time>");
    let main = without(&main, "action=\"/sessions/", "/end\"");
    let main = without(&main, "action=\"/passkeys/", "/r");
    let main = without(&main, "href=\"http://localhost:", "\"");
    let main = without(&main, ">http://localhost:", "<");
    let main = without(&main, "id=\"event-", "\"");
    let main = without_row_numbers(&main);
    let main = without(&main, "<code class=\"request\">", "</code>");
    let main = without(&main, "id=\"invitation-link\">", "</code>");
    // What the doctor finds depends on the machine.
    let main = without(&main, "<ul class=\"list findings\">", "</ul>");
    without(&main, "?before=", "\"")
}

/// Leaves out the numbers of rows: a server that is spread over several machines doesn't count 1, 2, 3.
pub fn without_row_numbers(page: &str) -> String {
    let marks = ["=\"/admin/users/", "=\"/admin/events?user=", "name=\"account\" value=\"", "\"name\">Invitation "];
    let numbers = Language::ALL.iter().map(|language| Texts::built_in(*language).account_number());
    let numbers = numbers.map(|label| format!("<dt>{label}</dt><dd>"));
    let marks = marks.into_iter().map(str::to_owned).chain(numbers);
    marks.fold(page.to_owned(), |page, mark| without_number(&page, &mark))
}

/// Replaces the number behind a mark.
fn without_number(text: &str, mark: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = if rest.len() < part.len() { "…" } else { "" };
        kept + mark + number + rest
    })
}

/// Replaces what stands between two marks.
fn without(text: &str, before: &str, after: &str) -> String {
    let mut parts = text.split(before);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(before);
        match part.split_once(after) {
            Some((hidden, rest)) if !(before.ends_with("sessions/") && hidden.contains('"')) => {
                kept.push('…');
                kept.push_str(after);
                kept.push_str(rest);
            }
            _ => kept.push_str(part),
        }
    }
    kept
}
