//! Every sentence that people read, in every language.
//!
//! The catalogues are the files `texts/*.ftl` at the top of the repository, one for each language. The build checks them against
//! English, turns each message into constants, and gives [`Texts`] a method for each key: a text that is missing, a value that
//! nobody passes, a plural form that the language lacks do not compile. Nothing is parsed when a page is made.

mod calendar;
mod catalogues;
mod escape;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod language;
mod numbers;
mod pattern;
mod plural;
mod pseudo;
mod source;
mod writing;

use askama::filters::Safe;
use std::fmt::Display;

pub use catalogues::Catalogues;
pub use language::{Direction, Language};
pub use pattern::{Part, Tag};

use pattern::Value;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// All texts of one language, with a method for each.
#[derive(Clone, Copy)]
pub struct Texts {
    language: Language,
    catalogue: &'static Catalogue,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Texts").field(&self.language).finish()
    }
}

/// A whole number that a text counts with.
pub trait Number {
    /// The number; the largest we can write for what is larger still.
    fn number(&self) -> i64;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn number(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

impl<N: Number> Number for &N {
    fn number(&self) -> i64 {
        (*self).number()
    }
}

/// English, as it comes with this version.
impl Default for Texts {
    fn default() -> Texts {
        Texts::built_in(Language::En)
    }
}

impl Texts {
    /// The texts as they come with this version, in a language.
    pub fn built_in(language: Language) -> Texts {
        Texts { language, catalogue: catalogue(language) }
    }

    /// Whether these are the same texts of the same installation.
    pub fn is(self, other: Texts) -> bool {
        std::ptr::eq(self.catalogue, other.catalogue)
    }

    /// The language they are in.
    pub fn language(self) -> Language {
        self.language
    }

    /// Its tag, for `lang`.
    pub fn lang(self) -> &'static str {
        self.language.tag()
    }

    /// Its direction, for `dir`.
    pub fn dir(self) -> &'static str {
        self.language.direction().word()
    }

    fn plain(self, key: usize) -> &'static str {
        match self.catalogue[key] {
            [Part::Text(text)] => text,
            _ => "",
        }
    }

    fn text(self, key: usize, values: &[Value]) -> String {
        pattern::text(self.language, self.catalogue[key], values)
    }

    fn markup(self, key: usize, values: &[Value], links: &[String]) -> Safe<String> {
        pattern::markup(self.language, self.catalogue[key], values, links)
    }
}
