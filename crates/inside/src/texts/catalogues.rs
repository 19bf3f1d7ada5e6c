//! The texts of one installation: those of this version, with an operator's own in their place.

use std::fs;
use std::path::Path;

use super::pattern::Tag;
use super::source::{self, CATEGORIES, CatalogueEntry, Mistake, Piece, Signature};
use super::{Language, NAMES, Part, SIGNATURES, Texts, categories};

/// The texts of every language.
#[derive(Clone, Debug, Default)]
pub struct Catalogues {
    /// The languages in which an operator has replaced some. The others are made when they are asked for: the pseudo-language is
    /// half a megabyte that production never shows.
    own: Vec<Texts>,
}

impl Catalogues {
    /// The texts as they come with this version.
    pub fn built_in() -> Catalogues {
        Catalogues::default()
    }

    /// The same, with the texts of `FOLDER/de.ftl` and so on in the place of ours.
    ///
    /// # Errors
    /// For the operator, with file and line: what can't be read, is no text of ours, or doesn't fit in its place.
    pub fn with_own(folder: &Path) -> Result<Catalogues, String> {
        let mut catalogues = Catalogues::built_in();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(catalogues),
            Err(cause) => return Err(format!("{}: {cause}", folder.display())),
        };
        let mut problems = Vec::new();
        for entry in entries {
            let path = entry.map_err(|cause| format!("{}: {cause}", folder.display()))?.path();
            let shown = path.display();
            let (stem, ending) = (path.file_stem().and_then(|stem| stem.to_str()), path.extension());
            if ending.is_none_or(|ending| ending != "ftl") {
                continue;
            }
            let Some(language) = stem.and_then(Language::of_tag).filter(|own| *own != Language::Pseudo) else {
                problems.push(format!("{shown}: there is no language of this name; the files are named {}", files()));
                continue;
            };
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(cause) => {
                    problems.push(format!("{shown}: {cause}"));
                    continue;
                }
            };
            match own(language, &text) {
                Ok(texts) => catalogues.own.push(texts),
                Err(mistakes) => {
                    let said = mistakes.iter().map(|mistake| format!("{shown}:{}: {}", mistake.line, mistake.reason));
                    problems.extend(said);
                }
            }
        }
        if problems.is_empty() { Ok(catalogues) } else { Err(problems.join("\n")) }
    }

    /// The texts in a language.
    pub fn texts(&self, language: Language) -> Texts {
        let own = self.own.iter().find(|texts| texts.language == language);
        own.copied().unwrap_or_else(|| Texts::built_in(language))
    }
}

fn files() -> String {
    Language::SPOKEN.map(|language| format!("{}.ftl", language.tag())).join(", ")
}

/// The texts of a language with those of a file in their place. They are kept for as long as the program runs.
fn own(language: Language, text: &str) -> Result<Texts, Vec<Mistake>> {
    let mut texts = Texts::built_in(language);
    let mut catalogue = *texts.catalogue;
    let mut mistakes = Vec::new();
    for message in source::read(text)? {
        let Some(key) = NAMES.iter().position(|name| *name == message.key) else {
            mistakes.push(Mistake { line: message.line, reason: format!("{}: there is no such text", message.key) });
            continue;
        };
        let signature = signature(key);
        let wrong = message.mistakes(&signature, categories(language));
        if wrong.is_empty() {
            catalogue[key] = kept(&message, &signature);
        }
        mistakes.extend(wrong);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    texts.catalogue = Box::leak(Box::new(catalogue));
    Ok(texts)
}

fn signature(key: usize) -> Signature {
    let (values, links, is_markup) = SIGNATURES[key];
    Signature {
        values: values.iter().map(|(name, is_number)| ((*name).to_owned(), *is_number)).collect(),
        links: links.iter().map(|name| (*name).to_owned()).collect(),
        is_markup,
    }
}

fn kept(message: &CatalogueEntry, signature: &Signature) -> &'static [Part] {
    parts(&message.pieces, signature)
}

fn parts(pieces: &[Piece], signature: &Signature) -> &'static [Part] {
    let parts: Vec<Part> = joined(pieces).iter().map(|piece| part(piece, signature)).collect();
    parts.leak()
}

/// Texts that follow each other become one, so that a message without values is one text.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(text),
            _ => joined.push(piece.clone()),
        }
    }
    joined
}

fn part(piece: &Piece, signature: &Signature) -> Part {
    let place = |name: &str| {
        let at = signature.values.iter().position(|(known, _)| known == name);
        at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
    };
    match piece {
        Piece::Text(text) => Part::Text(String::leak(text.clone())),
        Piece::Value(name) => Part::Value(place(name)),
        Piece::Open(name) => Part::Open(tag(name, signature)),
        Piece::Close(name) => Part::Close(tag(name, signature)),
        Piece::Plural { value, exact, forms } => {
            let exact: Vec<_> = exact.iter().map(|(number, pieces)| (*number, parts(pieces, signature))).collect();
            let other = forms.get("other").map_or(&[][..], |pieces| parts(pieces, signature));
            let forms = CATEGORIES.map(|name| forms.get(name).map_or(other, |pieces| parts(pieces, signature)));
            Part::Plural { value: place(value), exact: exact.leak(), forms }
        }
    }
}

fn tag(name: &str, signature: &Signature) -> Tag {
    match name {
        "strong" => Tag::Strong,
        "code" => Tag::Code,
        "email" => Tag::Email,
        "sr" => Tag::Sr,
        link => {
            let at = signature.links.iter().position(|known| known == link);
            Tag::Link(at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(name: &str, text: &str) -> Result<Catalogues, String> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), text).expect("a file");
        let shown = format!("{}/", folder.path().display());
        Catalogues::with_own(folder.path()).map_err(|said| said.replace(&shown, ""))
    }

    #[test]
    fn a_text_of_the_operators_stands_in_the_place_of_ours() {
        let own = with_file("de.ftl", "# Kürzer.\nlog-in = Rein\n").expect("right");
        assert_eq!(own.texts(Language::De).log_in(), "Rein");
        assert_eq!(own.texts(Language::En).log_in(), Texts::built_in(Language::En).log_in());
        assert_eq!(own.texts(Language::De).just_now(), Texts::built_in(Language::De).just_now());
    }

    #[test]
    fn a_mistake_names_file_line_and_key() {
        let cases = [
            ("en.ftl", "log-in = Log in\nlogg-in = Log in\n", "en.ftl:2: logg-in: there is no such text"),
            ("en.ftl", "\nlog-in = Log in, { $name }\n", "en.ftl:2: log-in: the value $name is not known here"),
            ("en.ftl", "log-in = <strong>Log in</strong>", "en.ftl:1: log-in: tags are not possible in this text"),
            ("en.ftl", "in-days = soon", "en.ftl:1: in-days: the value $count is missing"),
            ("en.ftl", "log-in =\n", "en.ftl:1: "),
            (
                "sv.ftl",
                "log-in = Logga in\n",
                "sv.ftl: there is no language of this name; the files are named en.ftl, de.ftl, fr.ftl, es.ftl, he.ftl",
            ),
            (
                "he.ftl",
                "in-days = { $count ->\n    [one] x\n   *[other] y\n}\n",
                "he.ftl:1: in-days: the plural form [two] of $count is missing",
            ),
        ];
        for (name, text, said) in cases {
            let refused = with_file(name, text).expect_err("a mistake");
            assert!(refused.starts_with(said), "{refused:?} is not {said:?}");
        }
    }

    #[test]
    fn other_files_beside_the_texts_are_left_alone() {
        assert!(with_file("README.md", "log-in").is_ok());
        assert!(Catalogues::with_own(Path::new("/nowhere/at/all")).is_ok());
    }
}
