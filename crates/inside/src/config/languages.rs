//! Which languages visitors are offered.

use super::{ConfigError, refuse};
use crate::stored::Word;
use crate::texts::Language;

/// The languages of an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    /// For visitors who ask for none of those offered.
    pub default: Language,
    /// Offered, in our order.
    pub offered: Vec<Language>,
    /// In development, the pseudo-language is there for whoever asks for it by name.
    pub(crate) has_pseudo: bool,
}

impl Languages {
    /// Checks `LANGUAGE` and `LANGUAGES`.
    ///
    /// # Errors
    /// When the default is not among those offered, and for the pseudo-language in production.
    pub fn new(default: Language, listed: &[Language], production: bool) -> Result<Languages, ConfigError> {
        if production && (default == Language::Pseudo || listed.contains(&Language::Pseudo)) {
            let variable = if default == Language::Pseudo { "LANGUAGE" } else { "LANGUAGES" };
            return Err(refuse(variable, "en-XA is for development; use en, de, fr, es or he"));
        }
        let offered: Vec<Language> = match listed {
            [] => Language::SPOKEN.to_vec(),
            listed => Language::ALL.iter().copied().filter(|language| listed.contains(language)).collect(),
        };
        if !offered.contains(&default) && default != Language::Pseudo {
            let names: Vec<&str> = offered.iter().map(|language| language.tag()).collect();
            let advice = format!(
                "{} is not among LANGUAGES ({}); add it there, or choose one of those",
                default.tag(),
                names.join(", ")
            );
            return Err(refuse("LANGUAGE", advice));
        }
        Ok(Languages { default, offered, has_pseudo: !production })
    }

    /// Whether a visitor can have this language.
    pub fn has(&self, language: Language) -> bool {
        self.offered.contains(&language) || (language == Language::Pseudo && self.has_pseudo)
    }

    /// The language for the weighted ranges of an `Accept-Language`, in their order (RFC 4647 section 3.4). A range with
    /// weight 0 is refused, and `*` asks for nothing in particular. None where nothing of ours was asked for.
    pub fn asked_for(&self, ranges: &[(impl AsRef<str>, u16)]) -> Option<Language> {
        let ours = |(range, weight): &(_, u16)| {
            let language = Language::of_range(AsRef::as_ref(range)).filter(|language| self.has(*language))?;
            (*weight > 0).then_some((language, *weight))
        };
        // The last of the greatest is found: backwards, of two with the same weight the first one wins.
        ranges.iter().rev().filter_map(ours).max_by_key(|(_, weight)| *weight).map(|(language, _)| language)
    }
}

/// Reads a language of a setting.
///
/// Desktops set a variable `LANGUAGE` for gettext, a list of locales like `de_AT:de:en`, which must not keep the server from
/// starting: of such a list the first one that we have counts, and English if there is none.
///
/// # Errors
/// A sentence that lists ours.
pub(super) fn parse_language(text: &str) -> Result<Language, String> {
    let text = text.trim();
    if text.contains([':', '_']) {
        let ranges =
            text.split(':').map(|locale| locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-"));
        return Ok(ranges.filter_map(|range| Language::of_range(&range)).next().unwrap_or_default());
    }
    let known = Language::of_tag(text);
    known.ok_or_else(|| format!("{:?} is not a language we have; use en, de, fr, es or he", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ranges with their weights, and what is found among all languages and among two.
    type Case = (&'static [(&'static str, u16)], Option<Language>, Option<Language>);

    fn ranges(list: &[(&str, u16)]) -> Vec<(String, u16)> {
        list.iter().map(|(range, weight)| ((*range).to_owned(), *weight)).collect()
    }

    #[test]
    fn the_best_language_that_is_offered_is_chosen() {
        let all = Languages::new(Language::En, &[], true).expect("valid");
        let few = Languages::new(Language::Fr, &[Language::Fr, Language::De], true).expect("valid");
        let cases: &[Case] = &[
            (&[("de", 1000)], Some(Language::De), Some(Language::De)),
            (&[("he", 1000), ("de", 500)], Some(Language::He), Some(Language::De)),
            (&[("en", 300), ("de-ch", 500), ("fr", 400)], Some(Language::De), Some(Language::De)),
            (&[("da", 1000), ("*", 500)], None, None),
            (&[("de", 0), ("es", 100)], Some(Language::Es), None),
            (&[("en-xa", 1000)], Some(Language::En), None),
            (&[], None, None),
        ];
        for (asked, of_all, of_few) in cases {
            let asked = ranges(asked);
            assert_eq!(few.asked_for(&asked), *of_few, "{asked:?}");
            // The pseudo-language is not for production; what it is a kind of is.
            if asked.iter().all(|(range, _)| range != "en-xa") {
                assert_eq!(all.asked_for(&asked), *of_all, "{asked:?}");
            }
        }
    }

    #[test]
    fn a_list_of_locales_for_other_programs_is_understood() {
        let cases = [
            ("de", Ok(Language::De)),
            (" HE ", Ok(Language::He)),
            ("en_US:en", Ok(Language::En)),
            ("de_AT.UTF-8:de:en", Ok(Language::De)),
            ("da_DK:da:fr_FR", Ok(Language::Fr)),
            ("da_DK:da", Ok(Language::En)),
            (":", Ok(Language::En)),
            ("da", Err("\"da\" is not a language we have; use en, de, fr, es or he".to_owned())),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_language(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_default_is_one_of_those_offered() {
        let refused = Languages::new(Language::Es, &[Language::De, Language::En], false).expect_err("not offered");
        assert_eq!(
            refused.to_string(),
            "LANGUAGE: es is not among LANGUAGES (en, de); add it there, or choose one of those"
        );
        assert!(Languages::new(Language::Pseudo, &[], true).is_err());
        assert!(Languages::new(Language::En, &[Language::Pseudo, Language::En], true).is_err());
        assert!(Languages::new(Language::Pseudo, &[], false).is_ok_and(|languages| languages.has(Language::Pseudo)));
    }
}
