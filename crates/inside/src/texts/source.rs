//! Reads a catalogue: Fluent messages (projectfluent.org), as far as we use them. The build reads the five files in `texts/` with
//! this, and a start reads an operator's own texts.
//!
//! A message is text with three things in it: `{ $name }` stands for a value, `<name>…</name>` for a part that the page
//! makes a link or a kind of letter of, and `{ $count -> … }` for the forms that a number demands in the language.

use std::collections::BTreeMap;

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// The plural categories of CLDR, in the order of its documents.
pub(crate) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Tags that are what their name says; every other name is a link of that name.
pub(crate) const PLAIN_TAGS: [&str; 4] = ["strong", "code", "email", "sr"];

/// One piece of a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// As it stands.
    Text(String),
    /// `{ $name }`.
    Value(String),
    /// `<name>`.
    Open(String),
    /// `</name>`.
    Close(String),
    /// `{ $name -> … }`.
    Plural {
        /// What is counted.
        value: String,
        /// For these very numbers.
        exact: Vec<(i64, Vec<Piece>)>,
        /// For each category that is written.
        forms: BTreeMap<String, Vec<Piece>>,
    },
}

/// A message of a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CatalogueEntry {
    /// What the code calls it.
    pub key: String,
    /// Where it stands, counted from 1.
    pub line: usize,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// What is wrong in a catalogue, and in which line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mistake {
    /// Counted from 1.
    pub line: usize,
    /// The key, where there is one, and what is wrong.
    pub reason: String,
}

/// What the code passes to a message: values and links, in the order of their first appearance in English.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Signature {
    /// The values, and whether each is a number.
    pub values: Vec<(String, bool)>,
    /// The links.
    pub links: Vec<String>,
    /// Whether it has tags, and so is markup and not text.
    pub is_markup: bool,
}

/// Reads a catalogue.
///
/// # Errors
/// All its mistakes, by line.
pub(crate) fn read(source: &str) -> Result<Vec<CatalogueEntry>, Vec<Mistake>> {
    let line_at = |position: usize| source[..position.min(source.len())].matches('\n').count() + 1;
    if let Some(at) = broken_escape(source) {
        return Err(vec![Mistake { line: line_at(at), reason: "\\u takes 4 digits, and \\U takes 6".to_owned() }]);
    }
    let mistake = |one: &parser::ParserError| Mistake { line: line_at(one.pos.start), reason: one.kind.to_string() };
    let resource = parser::parse(source).map_err(|(_, errors)| errors.iter().map(mistake).collect::<Vec<_>>())?;
    let (mut messages, mut mistakes) = (Vec::<CatalogueEntry>::new(), Vec::new());
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            if let Entry::Term(term) = entry {
                let line = line_of(source, &format!("-{}", term.id.name));
                mistakes.push(Mistake { line, reason: format!("-{}: terms are not supported", term.id.name) });
            }
            continue;
        };
        let key = message.id.name;
        let line = line_of(source, key);
        let read = match &message.value {
            _ if !message.attributes.is_empty() => Err("attributes are not supported".to_owned()),
            _ if messages.iter().any(|other| other.key == key) => Err("it stands here twice".to_owned()),
            Some(pattern) => pieces(pattern).and_then(|pieces| closed(&pieces).map(|()| pieces)),
            None => Err("it has no text".to_owned()),
        };
        match read {
            Ok(pieces) => messages.push(CatalogueEntry { key: key.to_owned(), line, pieces }),
            Err(reason) => mistakes.push(Mistake { line, reason: format!("{key}: {reason}") }),
        }
    }
    if mistakes.is_empty() { Ok(messages) } else { Err(mistakes) }
}

/// An escape that a letter beyond ASCII breaks off: the parser panics at it (fluent-syntax 0.12).
fn broken_escape(source: &str) -> Option<usize> {
    let is_broken = |(at, kind): &(usize, &str)| {
        let mut behind = source[at + 2..].chars().take(if *kind == "\\u" { 4 } else { 6 });
        behind.find(|c| !c.is_ascii_hexdigit()).is_some_and(|next| !next.is_ascii())
    };
    source.match_indices("\\u").chain(source.match_indices("\\U")).find(is_broken).map(|(at, _)| at)
}

/// The last line that begins with this key: an earlier one would have been the same key.
fn line_of(source: &str, key: &str) -> usize {
    let is_it = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    source.lines().enumerate().filter(|(_, line)| is_it(line)).last().map_or(1, |(at, _)| at + 1)
}

fn pieces(pattern: &ast::Pattern<&str>) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => tagged(value, &mut pieces)?,
            PatternElement::Placeable { expression: Expression::Inline(inline) } => pieces.push(placeable(inline)?),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                pieces.push(plural(selector, variants)?);
            }
        }
    }
    Ok(pieces)
}

fn placeable(inline: &InlineExpression<&str>) -> Result<Piece, String> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(Piece::Value(id.name.to_owned())),
        InlineExpression::StringLiteral { value } => Ok(Piece::Text(unescape_unicode_to_string(value).into_owned())),
        _ => Err("a placeholder is { $name } or { \"text\" }".to_owned()),
    }
}

fn plural(selector: &InlineExpression<&str>, variants: &[ast::Variant<&str>]) -> Result<Piece, String> {
    let InlineExpression::VariableReference { id } = selector else {
        return Err("forms depend on a number: { $name -> … }".to_owned());
    };
    let (mut exact, mut forms) = (Vec::new(), BTreeMap::new());
    for variant in variants {
        let pieces = pieces(&variant.value)?;
        match &variant.key {
            VariantKey::NumberLiteral { value } => {
                let number = value.parse().map_err(|_| format!("{value} is no whole number"))?;
                exact.push((number, pieces));
            }
            VariantKey::Identifier { name } if CATEGORIES.contains(name) => {
                if variant.default != (*name == "other") {
                    return Err("the form with the asterisk is *[other]".to_owned());
                }
                forms.insert((*name).to_owned(), pieces);
            }
            VariantKey::Identifier { name } => return Err(format!("{name} is no plural form")),
        }
    }
    Ok(Piece::Plural { value: id.name.to_owned(), exact, forms })
}

/// Takes the tags out of a text.
fn tagged(text: &str, pieces: &mut Vec<Piece>) -> Result<(), String> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let (tag, after) = after.split_once('>').ok_or("a < without a >")?;
        let (name, closes) = tag.strip_prefix('/').map_or((tag, false), |name| (name, true));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            return Err(format!("<{tag}> is no tag: its name is made of small letters"));
        }
        pieces.push(if closes { Piece::Close(name.to_owned()) } else { Piece::Open(name.to_owned()) });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(())
}

/// Every tag is closed where it was opened, and none is inside another.
fn closed(pieces: &[Piece]) -> Result<(), String> {
    let mut open: Option<&str> = None;
    for piece in pieces {
        match piece {
            Piece::Open(name) if open.is_none() => open = Some(name),
            Piece::Open(name) => return Err(format!("<{name}> is inside another tag")),
            Piece::Close(name) if open == Some(name) => open = None,
            Piece::Close(name) => return Err(format!("</{name}> closes nothing")),
            Piece::Plural { exact, forms, .. } => {
                for form in exact.iter().map(|(_, form)| form).chain(forms.values()) {
                    closed(form)?;
                }
            }
            Piece::Text(_) | Piece::Value(_) => {}
        }
    }
    open.map_or(Ok(()), |name| Err(format!("<{name}> is not closed")))
}

impl CatalogueEntry {
    /// What the code has to pass to it.
    pub(crate) fn signature(&self) -> Signature {
        let mut signature = Signature::default();
        collect(&self.pieces, &mut signature);
        signature
    }

    /// What would be wrong with this message in the place of another with this signature, in a language with these plural
    /// categories.
    pub(crate) fn mistakes(&self, expected: &Signature, categories: &[&str]) -> Vec<Mistake> {
        let mine = self.signature();
        let mut reasons = Vec::new();
        let mut compare = |kind: &str, mine: Vec<&str>, expected: Vec<&str>| {
            let (missing, superfluous) = (without(&expected, &mine), without(&mine, &expected));
            reasons.extend(missing.iter().map(|name| format!("{kind} {name} is missing")));
            reasons.extend(superfluous.iter().map(|name| format!("{kind} {name} is not known here")));
        };
        let values = |signature: &Signature| signature.values.iter().map(|(name, _)| format!("${name}")).collect();
        let (my_values, expected_values): (Vec<String>, Vec<String>) = (values(&mine), values(expected));
        compare("the value", my_values.iter().map(String::as_str).collect(), strings(&expected_values));
        compare("the link", strings(&mine.links), strings(&expected.links));
        if mine.is_markup && !expected.is_markup {
            reasons.push("tags are not possible in this text".to_owned());
        }
        for (name, is_number) in &mine.values {
            if *is_number && expected.values.contains(&(name.clone(), false)) {
                reasons.push(format!("${name} is no number"));
            }
        }
        forms(&self.pieces, categories, &mut reasons);
        reasons
            .into_iter()
            .map(|reason| Mistake { line: self.line, reason: format!("{}: {reason}", self.key) })
            .collect()
    }
}

fn strings(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn without<'a>(these: &[&'a str], those: &[&str]) -> Vec<&'a str> {
    these.iter().copied().filter(|name| !those.contains(name)).collect()
}

fn collect(pieces: &[Piece], signature: &mut Signature) {
    let mut value = |name: &str, is_number: bool| match signature.values.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known |= is_number,
        None => signature.values.push((name.to_owned(), is_number)),
    };
    for piece in pieces {
        match piece {
            Piece::Value(name) => value(name, false),
            Piece::Plural { value: name, .. } => value(name, true),
            Piece::Text(_) | Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    for piece in pieces {
        match piece {
            Piece::Open(name) => {
                signature.is_markup = true;
                if !PLAIN_TAGS.contains(&name.as_str()) && !signature.links.contains(name) {
                    signature.links.push(name.clone());
                }
            }
            Piece::Plural { exact, forms, .. } => {
                for form in exact.iter().map(|(_, form)| form).chain(forms.values()) {
                    collect(form, signature);
                }
            }
            Piece::Text(_) | Piece::Value(_) | Piece::Close(_) => {}
        }
    }
}

/// A language demands its categories, no fewer and no others.
fn forms(pieces: &[Piece], categories: &[&str], reasons: &mut Vec<String>) {
    for piece in pieces {
        if let Piece::Plural { value, exact, forms: written } = piece {
            let written_names: Vec<&str> = written.keys().map(String::as_str).collect();
            let missing = without(categories, &written_names);
            let superfluous = without(&written_names, categories);
            reasons.extend(missing.iter().map(|form| format!("the plural form [{form}] of ${value} is missing")));
            reasons.extend(superfluous.iter().map(|form| format!("this language has no plural form [{form}]")));
            for form in exact.iter().map(|(_, form)| form).chain(written.values()) {
                forms(form, categories, reasons);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_escape_that_breaks_off_is_a_mistake_in_its_line() {
        for (text, line) in [("a = { \"\\u0\u{2da}9\" }", 1), ("a = b\nc = { \"\\U01F60\u{e9}\" }", 2)] {
            let mistakes = read(text).expect_err(text);
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            assert!(mistakes[0].line == line && mistakes[0].reason.contains("takes 4 digits"), "{mistakes:?}");
        }
        for (text, is_right) in
            [("a = { \"\\u00e9\u{2da}\" }", true), ("a = C:\\users", true), ("a = { \"\\u0g\" }", false)]
        {
            assert_eq!(read(text).is_ok(), is_right, "{text}");
        }
    }
}
