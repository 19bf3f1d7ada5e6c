//! Numbers as each language writes them (CLDR, "Number Elements").

use std::fmt::Write;

use super::Language;

/// The sign between groups of three digits, and from how many digits before it there is one: Spanish writes 1000 and 10.000.
fn grouping(language: Language) -> (&'static str, usize) {
    match language {
        Language::En | Language::He | Language::Pseudo => (",", 1),
        Language::De => (".", 1),
        Language::Fr => ("\u{202f}", 1),
        Language::Es => (".", 2),
    }
}

/// Writes a number.
pub(super) fn write(language: Language, number: i64, out: &mut String) {
    if number < 0 {
        out.push_str(if language == Language::He { "\u{200e}-" } else { "-" });
    }
    let start = out.len();
    let _ = write!(out, "{}", number.unsigned_abs());
    let (sign, least) = grouping(language);
    let digits = out.len() - start;
    if digits >= 3 + least {
        (1..digits).rev().filter(|at| (digits - at).is_multiple_of(3)).for_each(|at| out.insert_str(start + at, sign));
    }
}
