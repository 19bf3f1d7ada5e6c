//! The few words that the script says, in the language of the page. The script is one file for all languages, so they come in an
//! attribute of the element that loads it.

use std::cell::RefCell;
use std::rc::Rc;

use askama::filters::Safe;
use serde::Serialize;

use super::view::Layout;
use inside::texts::Texts;

/// What a text has where the script puts a number, the rest of a waiting time, or the host of an email address.
const NUMBER: u8 = 10;
const CLOCK: &str = "0:00";
const HOST: &str = "example.com";

/// The names are those that `static/enhance.js` reads.
#[derive(Serialize)]
struct Words {
    error: &'static str,
    /// What a title has beside the page's own while there is an error.
    titled: String,
    more: More,
    easy: &'static str,
    fair: &'static str,
    strong: &'static str,
    met: &'static str,
    wait: String,
    again: &'static str,
    meant: String,
    today: &'static str,
    yesterday: &'static str,
    copied: &'static str,
}

/// How many characters a password lacks, by the plural category of the number. Our languages have no others for numbers below
/// a million.
#[derive(Serialize)]
struct More {
    one: String,
    two: String,
    other: String,
}

impl Layout {
    /// The words of the script, as JSON for an attribute in single quotes. Each worker makes them once.
    pub(crate) fn words(&self, t: &Texts) -> Safe<Rc<str>> {
        thread_local! {
            static MADE: RefCell<Vec<(Texts, Rc<str>)>> = const { RefCell::new(Vec::new()) };
        }
        MADE.with_borrow_mut(|made| {
            if let Some((_, words)) = made.iter().find(|(own, _)| own.is(*t)) {
                return Safe(Rc::clone(words));
            }
            let words: Rc<str> = attribute(&words(*t)).into();
            made.push((*t, Rc::clone(&words)));
            Safe(words)
        })
    }
}

impl Layout {
    /// The one word that pages without a form of their own need: they are the longest, and carry nothing for nothing.
    pub(crate) fn copied(&self, t: &Texts) -> Safe<String> {
        Safe(attribute(&Copied { copied: t.copied() }))
    }
}

#[derive(Serialize)]
struct Copied {
    copied: &'static str,
}

/// Between single quotes an attribute ends at the next one; everything else but `&` may stand there as it is (HTML, 13.1.2.3).
fn attribute(words: &impl Serialize) -> String {
    let json = serde_json::to_string(words).unwrap_or_default();
    json.replace('&', "&amp;").replace('\'', "&#39;").replace('<', "&lt;")
}

fn words(t: Texts) -> Words {
    Words {
        error: t.error_prefix(),
        titled: t.error_title(""),
        more: More { one: t.characters_to_go(1), two: t.characters_to_go(2), other: t.characters_to_go(NUMBER) },
        easy: t.strength_easy(),
        fair: t.strength_fair(),
        strong: t.strength_strong(),
        met: t.met_prefix(),
        wait: t.try_again_in_clock(CLOCK),
        again: t.can_try_again_now(),
        meant: t.did_you_mean(HOST),
        today: t.today(),
        yesterday: t.yesterday(),
        copied: t.copied(),
    }
}

#[cfg(test)]
mod tests {
    use inside::texts::Language;

    use super::*;

    #[test]
    fn the_script_finds_its_places_in_every_language() {
        for language in Language::SPOKEN {
            let t = Texts::built_in(language);
            let said = words(t);
            assert!(said.more.other.contains(&NUMBER.to_string()), "{language:?}: {}", said.more.other);
            assert_eq!(said.wait.matches(CLOCK).count(), 1, "{language:?}: {}", said.wait);
            assert_eq!(said.meant.matches(HOST).count(), 1, "{language:?}: {}", said.meant);
            let title = t.error_title(t.log_in());
            assert_eq!(title.replacen(&said.titled, "", 1), t.log_in(), "{language:?}: {title}");
        }
    }

    #[test]
    fn no_word_ends_its_attribute() {
        for language in Language::SPOKEN {
            let written = attribute(&words(Texts::built_in(language)));
            assert!(written.starts_with("{\"error\":") && !written.contains(['\'', '<']), "{written}");
        }
    }

    #[test]
    fn english_reads_as_a_sentence() {
        let said = words(Texts::built_in(Language::En));
        assert_eq!((said.more.one.as_str(), said.more.other.as_str()), ("1 more character", "10 more characters"));
        assert_eq!((said.wait.as_str(), said.titled.as_str()), ("Try again in 0:00", "Error: "));
        assert_eq!(said.meant, "Did you mean example.com?");
    }
}
