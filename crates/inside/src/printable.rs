//! Text from outside on its way to a terminal or a log: it can be read there, and it can't act.

use std::fmt::{self, Display, Write};

/// Shows a value with every hidden character written as `\u{…}`.
///
/// A username, an address, a user agent or a note is text that a stranger typed. Raw, its control characters would move
/// the cursor of the operator's terminal, recolour it or start a new log line, and its bidirectional characters would
/// show another text than the one that is stored (CWE-150, Unicode Technical Report 36 section 2.10).
pub struct Printable<T>(pub T);

impl<T: Display> Display for Printable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&printable(&self.0.to_string()))
    }
}

/// The same as a string.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match is_hidden(c) {
            true => write!(shown, "\\u{{{:x}}}", u32::from(c)).expect("a string takes everything"),
            false => shown.push(c),
        }
    }
    shown
}

/// Whether a character acts or hides instead of being seen: control characters of both sets and DEL, line and paragraph
/// separators, bidirectional controls, zero-width and other invisible characters.
///
/// The ranges are those of the property Default_Ignorable_Code_Point, with Cc, Zl, Zp and the blank Braille pattern.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_spelled_out_and_the_rest_stays_as_it_is() {
        assert_eq!(printable("a\u{1b}[31mb\u{9b}2J\u{7f}\r\n\0"), "a\\u{1b}[31mb\\u{9b}2J\\u{7f}\\u{d}\\u{a}\\u{0}");
        assert_eq!(
            printable("\u{202e}moc\u{2066}\u{200b}\u{2028}\u{e0041}"),
            "\\u{202e}moc\\u{2066}\\u{200b}\\u{2028}\\u{e0041}"
        );
        for plain in ["Zoë O'Neill \\ \"x\" <a@b.example>", "Ünïcödé 名前 עברית 🙂"] {
            assert_eq!(printable(plain), plain);
        }
    }

    #[test]
    fn a_column_is_as_wide_as_what_is_shown() {
        assert_eq!(format!("{:<8}|", Printable("a\tb")), "a\\u{9}b |");
        assert_eq!(format!("{:<4}|", Printable("ab")), "ab  |");
    }
}
