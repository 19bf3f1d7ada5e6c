//! Passwords that attackers try first, and what people make of them (OWASP ASVS 5.0, 6.2.4; NIST SP 800-63B-4
//! section 3.1.1.2).
//!
//! zxcvbn finds patterns but knows each list only by rank: `welcome123` passes its lowest score. So the most common
//! passwords are refused by name, and so is a common word with digits or signs around it.

use std::collections::HashSet;
use std::io::Read;
use std::sync::LazyLock;

/// One a line, the most common first, in lower case. Compressed, because it also holds words that belong in no source
/// text. Where the data comes from: NOTICE.
const LIST: &[u8] = include_bytes!("common_passwords.txt.gz");

/// So many from the top are refused with anything around them. Further down stand ordinary words, as `secure`.
const STEMS: usize = 2_000;

/// A stem has at least so many letters; shorter ones are part of too many good passwords.
const SHORTEST_STEM: usize = 4;

struct Common {
    passwords: HashSet<String>,
    stems: HashSet<String>,
}

static COMMON: LazyLock<Common> = LazyLock::new(|| {
    let mut text = String::new();
    // The list is part of the program; a unit test reads it.
    let _ = flate2::read::GzDecoder::new(LIST).read_to_string(&mut text);
    let stems = text.lines().take(STEMS).map(stem).filter(|stem| stem.len() >= SHORTEST_STEM).collect();
    Common { passwords: text.lines().map(str::to_owned).collect(), stems }
});

/// Whether this text, in lower case, is a common password, a common one with digits and signs around it, or a short or
/// common text over and over.
pub(crate) fn is_common(text: &str) -> bool {
    let common = &*COMMON;
    let is_listed = |text: &str| common.passwords.contains(text) || common.stems.contains(&stem(text));
    is_listed(text) || repeated(text).is_some_and(|unit| unit.chars().count() <= SHORTEST_STEM || is_listed(unit))
}

/// The letters in the middle, read as people write letters with digits: `1p4ssw0rd!` is `password`.
fn stem(text: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.trim_matches(|c: char| !c.is_alphabetic()).chars().map(letter).collect()
}

/// The shortest text that this one repeats, the last time perhaps in part: `1234567890` of `123456789012345`.
fn repeated(text: &str) -> Option<&str> {
    let mut lengths = text.char_indices().map(|(at, _)| at).skip(1);
    let length = lengths.find(|length| text.get(*length..).is_some_and(|rest| text.starts_with(rest)))?;
    text.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_three_thousand_that_fit_the_rules_and_more() {
        let fitting = COMMON.passwords.iter().filter(|password| password.chars().count() >= 8).count();
        assert!(fitting > 3_000, "{fitting}");
        assert!(COMMON.passwords.iter().all(|password| *password == password.to_lowercase()));
    }

    #[test]
    fn what_attackers_try_first_is_common_and_what_people_make_of_it() {
        let wrong = [
            "iloveyou1",
            "sunshine1",
            "letmein123",
            "welcome123",
            "qwerty12345",
            "password1234",
            "administrator",
            "changeme123",
            "123456789012345",
            "p4ssw0rd!",
            "!!l3tm31n2026",
            "passwordpassword",
            "abcabcabcabc",
            "00000000000000",
            "qwertyuiop",
        ];
        for password in wrong {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn a_password_of_ones_own_is_not() {
        let right = [
            "secure123",
            "newpassword123",
            "correct horse battery",
            "analytical engine 1843",
            "walnut-harbour",
            "\u{43f}\u{430}\u{440}\u{43e}\u{43b}\u{44c} \u{447}\u{430}\u{439}",
            "kd8-vq2-mm",
            "another secret",
        ];
        for password in right {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn a_repetition_is_found_with_any_alphabet() {
        assert_eq!(repeated("\u{e9}\u{e8}\u{e9}\u{e8}\u{e9}"), Some("\u{e9}\u{e8}"));
        assert_eq!(repeated("abcdefgh"), None);
        assert_eq!(repeated("abcdefga"), Some("abcdefg"), "and a text that ends as it began");
        assert_eq!(repeated(""), None);
    }
}
