//! Checks the five catalogues against each other and writes them as Rust: constants for what they say, and a method of `Texts` for
//! each key. Any mistake stops the build and names file, line and key.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::source::{self, CATEGORIES, CatalogueEntry, Piece, Signature};

const FOLDER: &str = "../../texts";
const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "he"];

pub(crate) fn generate() {
    println!("cargo:rerun-if-changed={FOLDER}");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/texts/source.rs");
    let mut problems = Vec::new();
    let catalogues = LANGUAGES.map(|language| read(language, &mut problems));
    let [english, ..] = &catalogues;
    for (language, messages) in LANGUAGES.iter().zip(&catalogues) {
        compare(language, english, messages, &mut problems);
    }
    assert!(problems.is_empty(), "\n\nThe texts don't fit together:\n{}\n", problems.join("\n"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("texts.rs");
    fs::write(out, code(&catalogues)).expect("a file in OUT_DIR");
}

fn read(language: &str, problems: &mut Vec<String>) -> Vec<CatalogueEntry> {
    let file = format!("{FOLDER}/{language}.ftl");
    let text = fs::read_to_string(&file).unwrap_or_else(|cause| panic!("{file}: {cause}"));
    source::read(&text).unwrap_or_else(|mistakes| {
        problems.extend(
            mistakes.iter().map(|mistake| format!("texts/{language}.ftl:{}: {}", mistake.line, mistake.reason)),
        );
        Vec::new()
    })
}

fn compare(language: &str, english: &[CatalogueEntry], messages: &[CatalogueEntry], problems: &mut Vec<String>) {
    let categories = categories(language);
    let ours: BTreeMap<&str, &CatalogueEntry> = english.iter().map(|message| (message.key.as_str(), message)).collect();
    for message in messages {
        match ours.get(message.key.as_str()) {
            Some(english) => {
                let wrong = message.mistakes(&english.signature(), &categories);
                problems.extend(
                    wrong.iter().map(|mistake| format!("texts/{language}.ftl:{}: {}", mistake.line, mistake.reason)),
                );
            }
            None => problems
                .push(format!("texts/{language}.ftl:{}: {}: en.ftl has no such text", message.line, message.key)),
        }
    }
    for message in english.iter().filter(|message| !messages.iter().any(|other| other.key == message.key)) {
        problems.push(format!("texts/{language}.ftl: {}: it is missing", message.key));
    }
}

/// The plural categories that a language has for whole numbers.
fn categories(language: &str) -> Vec<&'static str> {
    let locale: icu_locale_core::Locale = language.parse().expect("a language");
    let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).expect("CLDR has our languages");
    let has: Vec<PluralCategory> = rules.categories().collect();
    let all = [
        PluralCategory::Zero,
        PluralCategory::One,
        PluralCategory::Two,
        PluralCategory::Few,
        PluralCategory::Many,
        PluralCategory::Other,
    ];
    CATEGORIES.iter().zip(all).filter(|(_, category)| has.contains(category)).map(|(name, _)| *name).collect()
}

fn code(catalogues: &[Vec<CatalogueEntry>; 5]) -> String {
    let [english, ..] = catalogues;
    let mut out = String::new();
    let number = english.len();
    let w = &mut out;
    let _ = writeln!(w, "type Catalogue = [&'static [Part]; {number}];\n");
    let names: Vec<&str> = english.iter().map(|message| message.key.as_str()).collect();
    let _ = writeln!(w, "static NAMES: [&str; {number}] = {names:?};\n");
    let signatures: Vec<Signature> = english.iter().map(CatalogueEntry::signature).collect();
    let _ = writeln!(w, "type Signed = (&'static [(&'static str, bool)], &'static [&'static str], bool);");
    let _ = writeln!(w, "static SIGNATURES: [Signed; {number}] = [");
    for Signature { values, links, is_markup } in &signatures {
        let _ = writeln!(w, "    (&{values:?}, &{links:?}, {is_markup}),");
    }
    let _ = writeln!(w, "];\n");
    for (language, messages) in LANGUAGES.iter().zip(catalogues) {
        let _ = writeln!(w, "static {}: Catalogue = [", language.to_uppercase());
        for (key, signature) in names.iter().zip(&signatures) {
            let message = messages.iter().find(|message| message.key == *key).expect("compared before");
            let _ = writeln!(w, "    {},", parts(&message.pieces, signature));
        }
        let _ = writeln!(w, "];\n");
    }
    let _ = writeln!(w, "fn catalogue(language: Language) -> &'static Catalogue {{\n    match language {{");
    for language in LANGUAGES {
        let _ = writeln!(w, "        Language::{} => &{},", capitalized(language), language.to_uppercase());
    }
    let _ = writeln!(w, "        Language::Pseudo => pseudo::catalogue(),\n    }}\n}}\n");
    let _ = writeln!(w, "fn categories(language: Language) -> &'static [&'static str] {{\n    match language {{");
    for language in LANGUAGES {
        let _ = writeln!(w, "        Language::{} => &{:?},", capitalized(language), categories(language));
    }
    let _ = writeln!(w, "        Language::Pseudo => &{:?},\n    }}\n}}\n", categories("en"));
    let _ = writeln!(w, "impl Texts {{");
    for (at, (message, signature)) in english.iter().zip(&signatures).enumerate() {
        method(w, at, message, signature);
    }
    let _ = writeln!(w, "}}");
    out
}

fn method(w: &mut String, at: usize, message: &CatalogueEntry, signature: &Signature) {
    let Signature { values, links, is_markup } = signature;
    let values_in: String = values.iter().fold(String::new(), |list, (name, is_number)| {
        list + &format!(", {}: impl {}", identifier(name), if *is_number { "Number" } else { "Display" })
    });
    let links_in: String =
        links.iter().fold(String::new(), |list, name| list + &format!(", {}: impl Display", identifier(name)));
    let values_out: Vec<String> = values
        .iter()
        .map(|(name, is_number)| format!("Value::{}({})", if *is_number { "counted" } else { "of" }, identifier(name)))
        .collect();
    let links_out: Vec<String> = links.iter().map(|name| format!("{}.to_string()", identifier(name))).collect();
    let (kind, call) = if *is_markup {
        ("Safe<String>", format!("markup({at}, &[{}], &[{}])", values_out.join(", "), links_out.join(", ")))
    } else if values.is_empty() {
        ("&'static str", format!("plain({at})"))
    } else {
        ("String", format!("text({at}, &[{}])", values_out.join(", ")))
    };
    let _ = writeln!(w, "    /// {}", shown(&message.pieces).replace('\n', " "));
    let _ = writeln!(w, "    pub fn {}(self{values_in}{links_in}) -> {kind} {{", identifier(&message.key));
    let _ = writeln!(w, "        self.{call}\n    }}\n");
}

/// The English text, for the documentation of its method.
fn shown(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace(['<', '>', '[', ']', '`'], "'"),
        Piece::Value(name) => format!("`{name}`"),
        Piece::Open(_) | Piece::Close(_) => String::new(),
        Piece::Plural { forms, .. } => forms.get("other").map(|pieces| shown(pieces)).unwrap_or_default(),
    };
    pieces.iter().map(one).collect()
}

/// `log-in` is `log_in`, and words of Rust get an underscore.
fn identifier(key: &str) -> String {
    let name = key.replace('-', "_");
    let is_taken = ["type", "in", "for", "match", "self", "use", "move", "where", "yield", "box", "abstract", "final"];
    if is_taken.contains(&name.as_str()) { name + "_" } else { name }
}

fn capitalized(language: &str) -> String {
    let mut letters = language.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn parts(pieces: &[Piece], signature: &Signature) -> String {
    let mut parts = Vec::new();
    let mut text = String::new();
    for piece in pieces {
        if let Piece::Text(more) = piece {
            text.push_str(more);
            continue;
        }
        if !text.is_empty() {
            parts.push(format!("Part::Text({:?})", std::mem::take(&mut text)));
        }
        parts.push(part(piece, signature));
    }
    if !text.is_empty() {
        parts.push(format!("Part::Text({text:?})"));
    }
    format!("&[{}]", parts.join(", "))
}

fn part(piece: &Piece, signature: &Signature) -> String {
    let place = |name: &str| signature.values.iter().position(|(known, _)| known == name).expect("compared before");
    match piece {
        Piece::Text(text) => format!("Part::Text({text:?})"),
        Piece::Value(name) => format!("Part::Value({})", place(name)),
        Piece::Open(name) => format!("Part::Open({})", tag(name, signature)),
        Piece::Close(name) => format!("Part::Close({})", tag(name, signature)),
        Piece::Plural { value, exact, forms } => {
            let exact: Vec<String> =
                exact.iter().map(|(number, pieces)| format!("({number}, {})", parts(pieces, signature))).collect();
            let other = forms.get("other").expect("Fluent demands it");
            let forms: Vec<String> =
                CATEGORIES.iter().map(|name| parts(forms.get(*name).unwrap_or(other), signature)).collect();
            format!(
                "Part::Plural {{ value: {}, exact: &[{}], forms: [{}] }}",
                place(value),
                exact.join(", "),
                forms.join(", ")
            )
        }
    }
}

fn tag(name: &str, signature: &Signature) -> String {
    match name {
        "strong" => "Tag::Strong".to_owned(),
        "code" => "Tag::Code".to_owned(),
        "email" => "Tag::Email".to_owned(),
        "sr" => "Tag::Sr".to_owned(),
        link => {
            let at = signature.links.iter().position(|known| known == link).expect("compared before");
            format!("Tag::Link({at})")
        }
    }
}
