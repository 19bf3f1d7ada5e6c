//! Which form of a word a number demands (CLDR, "Language Plural Rules").

use std::cell::OnceCell;

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::Language;
use crate::stored::Word;

/// The categories of CLDR, in the order of its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    /// As in Arabic for 0.
    Zero,
    /// As in English for 1.
    One,
    /// As in Hebrew for 2.
    Two,
    /// As in Polish for 3.
    Few,
    /// As in French for a million.
    Many,
    /// The rest.
    Other,
}

impl Category {
    /// The category of a number in a language.
    pub(super) fn of(language: Language, number: i64) -> Category {
        let category = with_rules(language, |rules| rules.category_for(number.unsigned_abs()));
        match category {
            Some(PluralCategory::Zero) => Category::Zero,
            Some(PluralCategory::One) => Category::One,
            Some(PluralCategory::Two) => Category::Two,
            Some(PluralCategory::Few) => Category::Few,
            Some(PluralCategory::Many) => Category::Many,
            Some(PluralCategory::Other) | None => Category::Other,
        }
    }
}

/// Asks the rules of a language, which each thread reads once from data that is compiled in. Data for all our languages is
/// there, see the tests.
fn with_rules<T>(language: Language, ask: impl FnOnce(&PluralRules) -> T) -> Option<T> {
    thread_local! {
        static RULES: [OnceCell<Option<PluralRules>>; Language::ALL.len()] = Default::default();
    }
    RULES.with(|rules| rules.get(language as usize)?.get_or_init(|| read(language)).as_ref().map(ask))
}

fn read(language: Language) -> Option<PluralRules> {
    let locale = match language {
        Language::Pseudo => Language::En,
        language => language,
    };
    let locale = locale.tag().parse::<icu_locale_core::Locale>().ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_by_its_own_rules() {
        let cases = [
            (Language::En, [Category::Other, Category::One, Category::Other, Category::Other]),
            (Language::De, [Category::Other, Category::One, Category::Other, Category::Other]),
            (Language::Fr, [Category::One, Category::One, Category::Other, Category::Many]),
            (Language::Es, [Category::Other, Category::One, Category::Other, Category::Many]),
            (Language::He, [Category::Other, Category::One, Category::Two, Category::Other]),
            (Language::Pseudo, [Category::Other, Category::One, Category::Other, Category::Other]),
        ];
        for (language, expected) in cases {
            assert!(with_rules(language, |_| ()).is_some(), "{language:?}");
            let counted = [0, 1, 2, 1_000_000].map(|number| Category::of(language, number));
            assert_eq!(counted, expected, "{language:?}");
        }
    }
}
