//! The pseudo-language: English with accents on its letters, two fifths longer, in brackets. What stands plain beside it is in no
//! catalogue; what loses its closing bracket is cut off; what breaks a layout will do so in a longer language.

use super::pattern::Part;
use super::{Catalogue, EN};

/// English in disguise. Kept for as long as the program runs, and made once.
pub(super) fn catalogue() -> &'static Catalogue {
    static MADE: std::sync::OnceLock<&'static Catalogue> = std::sync::OnceLock::new();
    MADE.get_or_init(|| Box::leak(Box::new(EN.map(bracketed))))
}

fn bracketed(parts: &'static [Part]) -> &'static [Part] {
    match parts {
        [Part::Text(text)] => Vec::leak(vec![Part::Text(String::leak(format!("[{}]", longer(text))))]),
        parts => {
            let inner = parts.iter().map(|part| disguised(*part));
            let all: Vec<Part> = [Part::Text("[")].into_iter().chain(inner).chain([Part::Text("]")]).collect();
            all.leak()
        }
    }
}

fn disguised(part: Part) -> Part {
    let within = |parts: &'static [Part]| -> &'static [Part] {
        parts.iter().map(|part| disguised(*part)).collect::<Vec<_>>().leak()
    };
    match part {
        Part::Text(text) => Part::Text(String::leak(longer(text))),
        Part::Plural { value, exact, forms } => Part::Plural {
            value,
            exact: exact.iter().map(|(number, parts)| (*number, within(parts))).collect::<Vec<_>>().leak(),
            forms: forms.map(within),
        },
        part => part,
    }
}

/// Every letter with an accent, and every vowel twice.
fn longer(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for c in text.chars() {
        let accented = accented(c);
        out.push(accented);
        if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') {
            out.push(accented);
        }
    }
    out
}

fn accented(c: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "áƀçđéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŢÚṼŴẊÝŽ";
    let at = PLAIN.chars().position(|plain| plain == c);
    at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Texts};

    #[test]
    fn a_text_is_longer_and_in_brackets() {
        let pseudo = Texts::built_in(Language::Pseudo);
        assert_eq!(pseudo.log_in(), "[Łóóĝ ííñ]");
        assert_eq!(pseudo.in_days(2), "[ííñ 2 đááýš]");
    }
}
