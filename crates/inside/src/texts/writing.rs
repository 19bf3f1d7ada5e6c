//! Two directions in one line. A name of letters that run the other way would pull the signs around it along with it, so it is
//! isolated (Unicode Standard Annex 9, section 2.7).

use super::escape::escape;
use super::{Direction, Language};

/// How a value is kept apart from the sentence around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Isolation {
    /// By two invisible signs, where no markup is possible.
    Marks,
    /// By an element, and the value is escaped.
    Element,
}

/// Writes a value into a sentence, isolated if the two could run in different directions.
pub(super) fn isolated(language: Language, value: &str, by: Isolation, out: &mut String) {
    let (before, after) = match by {
        _ if !needs_isolation(language, value) => ("", ""),
        Isolation::Marks => ("\u{2068}", "\u{2069}"),
        Isolation::Element => ("<bdi>", "</bdi>"),
    };
    out.push_str(before);
    match by {
        Isolation::Marks => out.push_str(value),
        Isolation::Element => escape(value, out),
    }
    out.push_str(after);
}

/// Whether a value has letters that don't run as the language does. In Hebrew that is every value but one in Hebrew alone, and a
/// plain number, which CLDR's dates have as it is: signs find their place by what surrounds them.
fn needs_isolation(language: Language, value: &str) -> bool {
    match language.direction() {
        Direction::Ltr => value.chars().any(runs_right_to_left),
        Direction::Rtl if value.chars().all(|c| c.is_ascii_digit()) => false,
        Direction::Rtl => !value.chars().all(|c| runs_right_to_left(c) || c == ' '),
    }
}

/// The blocks of Hebrew, Arabic and their relatives.
fn runs_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0x200F | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(language: Language, value: &str, by: Isolation) -> String {
        let mut out = String::new();
        isolated(language, value, by, &mut out);
        out
    }

    #[test]
    fn only_what_could_run_the_other_way_is_isolated() {
        assert_eq!(written(Language::En, "ada", Isolation::Element), "ada");
        assert_eq!(written(Language::En, "עדה", Isolation::Element), "<bdi>עדה</bdi>");
        assert_eq!(written(Language::De, "עדה", Isolation::Marks), "\u{2068}עדה\u{2069}");
        assert_eq!(written(Language::He, "עדה", Isolation::Element), "עדה");
        assert_eq!(written(Language::He, "ada@example.com", Isolation::Element), "<bdi>ada@example.com</bdi>");
        assert_eq!(written(Language::He, "21", Isolation::Marks), "21");
        assert_eq!(written(Language::He, "+1", Isolation::Marks), "\u{2068}+1\u{2069}");
    }

    #[test]
    fn a_value_in_markup_is_escaped() {
        assert_eq!(written(Language::En, "<b>&\"", Isolation::Element), "&#60;b&#62;&#38;&#34;");
    }
}
