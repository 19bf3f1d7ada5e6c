//! How a text becomes part of a page.

use askama::filters::{Escaper, Html};
use std::fmt::{self, Write};

/// Escapes as Askama does, after one look at the whole text: few texts have anything to escape, and looking at sixteen bytes takes as
/// long as escaping one or two. `askama.toml` names this for every template of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PageEscaper;

impl Escaper for PageEscaper {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        if has_markup(text) { Html.write_escaped_str(dest, text) } else { dest.write_str(text) }
    }

    fn write_escaped_char<W: Write>(&self, dest: W, c: char) -> fmt::Result {
        Html.write_escaped_char(dest, c)
    }
}

/// Whether any of the five signs is in it that mean something in HTML.
fn has_markup(text: &str) -> bool {
    // Without an early end the compiler compares sixteen at once; in chunks of sixteen it does not.
    text.bytes().fold(false, |found, byte| found | matches!(byte, b'"' | b'&' | b'\'' | b'<' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn escaped(by: impl Escaper, text: &str) -> String {
        let mut html = String::new();
        by.write_escaped_str(&mut html, text).expect("a String takes everything");
        html
    }

    #[test]
    fn every_sign_of_markup_is_found_wherever_it_stands() {
        for sign in "\"&'<>".chars() {
            for at in 0..40 {
                let text = format!("{}{sign}é", "a".repeat(at));
                assert_eq!(escaped(PageEscaper, &text), escaped(Html, &text), "{text}");
                assert!(!escaped(PageEscaper, &text).contains(sign) || sign == '&', "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn pages_are_escaped_as_the_library_does(text in r#"[a-z\"&'<>éא😀 ]{0,60}"#) {
            prop_assert_eq!(escaped(PageEscaper, &text), escaped(Html, &text));
        }
    }
}
