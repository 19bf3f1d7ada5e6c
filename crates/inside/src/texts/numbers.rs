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
    let digits = number.unsigned_abs().to_string();
    let (sign, least) = grouping(language);
    if number < 0 {
        out.push_str(if language == Language::He { "\u{200e}-" } else { "-" });
    }
    let groups = digits.len() >= 3 + least;
    for (at, digit) in digits.chars().enumerate() {
        if groups && at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(sign);
        }
        let _ = out.write_char(digit);
    }
}
