//! The languages that pages, emails and answers come in.

use serde::{Deserialize, Serialize};

use crate::stored::Word;

/// A language that we have every text in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Hebrew.
    He,
    /// English with accents, brackets and more length: texts that stay plain next to it stand in no catalogue. In
    /// development only, for whoever changes the pages.
    #[serde(rename = "en-XA")]
    Pseudo,
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The word of the HTML attribute `dir`.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

impl Word for Language {
    const ALL: &'static [Language] =
        &[Language::En, Language::De, Language::Fr, Language::Es, Language::He, Language::Pseudo];

    fn word(self) -> &'static str {
        self.tag()
    }
}

impl Language {
    /// The languages of people, in the order in which they are offered.
    pub const SPOKEN: [Language; 5] = [Language::En, Language::De, Language::Fr, Language::Es, Language::He];

    /// Its tag (BCP 47), as in `lang`, `Content-Language` and the settings.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Fr => "fr",
            Language::Es => "es",
            Language::He => "he",
            Language::Pseudo => "en-XA",
        }
    }

    /// Its name in itself: whoever looks for it may read no other.
    pub fn name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::De => "Deutsch",
            Language::Fr => "Français",
            Language::Es => "Español",
            Language::He => "עברית",
            Language::Pseudo => "Ƥşḗŭḓǿ",
        }
    }

    /// Which way it is written.
    pub fn direction(self) -> Direction {
        match self {
            Language::He => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }

    /// The language of exactly this tag, in any case (RFC 5646 section 2.1.1).
    pub fn of_tag(tag: &str) -> Option<Language> {
        Language::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language for a range of `Accept-Language`: the range itself, or what is left after taking subtags off its end
    /// (RFC 4647 section 3.4). Hebrew was `iw` until 1989, and some Java clients still say so.
    pub fn of_range(range: &str) -> Option<Language> {
        let mut range = range;
        loop {
            let named = if range.eq_ignore_ascii_case("iw") { Some(Language::He) } else { Language::of_tag(range) };
            if named.is_some() {
                return named;
            }
            // A single letter or digit goes with the subtag before it.
            let shorter = range.rsplit_once('-')?.0;
            range = match shorter.rsplit_once('-') {
                Some((before, single)) if single.len() == 1 => before,
                _ => shorter,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_finds_the_nearest_language() {
        let cases = [
            ("de", Some(Language::De)),
            ("DE-at", Some(Language::De)),
            ("es-419", Some(Language::Es)),
            ("fr-Latn-CA-x-mine", Some(Language::Fr)),
            ("he-IL", Some(Language::He)),
            ("iw", Some(Language::He)),
            ("iw-IL", Some(Language::He)),
            ("en-xa", Some(Language::Pseudo)),
            ("en-GB", Some(Language::En)),
            ("da", None),
            ("*", None),
            ("", None),
            ("-", None),
            ("d", None),
            ("deu", None),
        ];
        for (range, language) in cases {
            assert_eq!(Language::of_range(range), language, "{range:?}");
        }
    }
}
