//! The catalogues: nothing in them that no page uses, and each written as its language is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "he"];

/// Every file below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files(&entry, endings, found);
        } else if entry.extension().is_some_and(|ending| endings.iter().any(|own| *own == ending)) {
            found.push(entry);
        }
    }
}

fn catalogue(language: &str) -> String {
    fs::read_to_string(format!("texts/{language}.ftl")).expect("a catalogue")
}

/// Each key with its text, comments and keys left out.
fn messages(language: &str) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in catalogue(language).lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            Some((key, text)) => {
                messages.insert(key.to_owned(), text.trim().to_owned());
                current = Some(key.to_owned());
            }
            None => {
                let more = current.as_ref().and_then(|key| messages.get_mut(key));
                more.into_iter().for_each(|text| *text += &format!("\n{line}"));
            }
        }
    }
    messages
}

#[test]
fn every_text_stands_on_a_page_or_in_an_email() {
    let mut sources = Vec::new();
    for folder in ["src", "templates", "crates/inside/src"] {
        files(Path::new(folder), &["rs", "html", "txt"], &mut sources);
    }
    let all: String = sources.iter().map(|file| fs::read_to_string(file).expect("a text")).collect();
    let unused: Vec<String> = messages("en").into_keys().filter(|key| !is_used(&all, key)).collect();
    assert!(unused.is_empty(), "no page says this any more: {unused:?}");
}

fn is_used(all: &str, key: &str) -> bool {
    let method = key.replace('-', "_");
    [format!(".{method}("), format!("Texts::{method},"), format!("Texts::{method})")]
        .iter()
        .any(|call| all.contains(call.as_str()))
}

#[test]
fn the_search_for_unused_texts_finds_one() {
    assert!(!is_used("t.log_in()", "log-out") && is_used("t.log_in()", "log-in"));
}

#[test]
fn every_catalogue_has_the_keys_in_the_order_of_the_english_one() {
    let order = |language: &str| {
        let keys = catalogue(language);
        let keys = keys.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        keys.filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned())).collect::<Vec<_>>()
    };
    for language in LANGUAGES {
        assert_eq!(order(language), order("en"), "{language}");
    }
}

#[test]
fn quotes_and_spaces_are_those_of_the_language() {
    let mut wrong = Vec::new();
    for language in &LANGUAGES[1..] {
        for (key, text) in messages(language) {
            let words = without_code(&text);
            let mut refuse = |why: &str| wrong.push(format!("texts/{language}.ftl: {key}: {why}: {words}"));
            if words.contains('\'') || words.contains('"') {
                refuse("a typewriter's quote");
            }
            if words.contains("...") {
                refuse("three dots for one sign");
            }
            if *language == "fr" && [" :", " ;", " ?", " !", " »", "« "].iter().any(|pair| words.contains(pair)) {
                refuse("a space that may break");
            }
            if *language == "fr" && breaks_before_a_sign(&words) {
                refuse("no space before a sign that wants one");
            }
            if *language == "de" && [" du ", " dein", "Dein", " dir ", " dich "].iter().any(|word| words.contains(word))
            {
                refuse("the other form of address");
            }
            if *language == "es" && [" usted", "Usted"].iter().any(|word| words.contains(word)) {
                refuse("the other form of address");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that read as the English one in some language: names, marks, and words that both have.
const SAME_AS_ENGLISH: [&str; 32] = [
    "april",
    "august",
    "september",
    "november",
    "long-date",
    "long-date-time",
    "time-of-day",
    "theme-system",
    "optional-field",
    "error-title",
    "error-prefix",
    "sessions",
    "number-or-more",
    "export",
    "pages",
    "event-at",
    "links-in-email",
    "part-html",
    "part-text",
    "width-desktop",
    "code-column",
    "email-line",
    "email-link-follows",
    "email-factor-subject",
    "passkey-name",
    "passkeys",
    "actions",
    "administration",
    "invitation-number",
    "invitations",
    "role-admin",
    "role-moderator",
];

#[test]
fn nothing_is_left_in_english() {
    let english = messages("en");
    let mut found = BTreeSet::new();
    for language in &LANGUAGES[1..] {
        found.extend(messages(language).into_iter().filter(|(key, text)| english[key] == *text).map(|(key, _)| key));
    }
    assert_eq!(found, SAME_AS_ENGLISH.map(str::to_owned).into());
}

/// The words of a message, without placeholders, code and tags.
fn without_code(text: &str) -> String {
    let mut words = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' | '<' => depth += 1,
            '}' | '>' => depth -= 1,
            c if depth == 0 => words.push(c),
            // The forms of a plural stand within braces.
            '\n' => words.push(' '),
            _ => {}
        }
    }
    words
}

/// French puts a narrow or a no-break space before a colon, a semicolon, a question and an exclamation mark.
fn breaks_before_a_sign(words: &str) -> bool {
    let letters: Vec<char> = words.chars().collect();
    letters.windows(2).any(|pair| matches!(pair[1], ':' | ';' | '?' | '!') && pair[0].is_alphanumeric())
}
