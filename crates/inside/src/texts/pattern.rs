//! A message as it is kept in memory, and what it says with values in it.

use std::fmt::Display;

use askama::filters::Safe;

use super::escape::escape;
use super::numbers;
use super::plural::Category;
use super::writing::{self, Isolation};
use super::{Language, Number};

/// One part of a message. The build makes constants of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// As it stands.
    Text(&'static str),
    /// The value of this place.
    Value(u8),
    /// The start of an element.
    Open(Tag),
    /// Its end.
    Close(Tag),
    /// A form for each number.
    Plural {
        /// The place of the number.
        value: u8,
        /// For these very numbers.
        exact: &'static [(i64, &'static [Part])],
        /// For each category, in the order of [`Category`].
        forms: [&'static [Part]; 6],
    },
}

/// An element inside a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tag {
    /// Important.
    Strong,
    /// To be typed or read by a program.
    Code,
    /// An email address, which may break after its at sign.
    Email,
    /// For screen readers only.
    Sr,
    /// A link to the address of this place.
    Link(u8),
}

/// What stands for `{ $name }`.
pub(super) enum Value {
    /// A name or another text, which may be written in the other direction.
    Text(String),
    /// A number, written as the language writes numbers.
    Number(i64),
}

impl Value {
    pub(super) fn of(text: impl Display) -> Value {
        Value::Text(text.to_string())
    }

    pub(super) fn counted(number: impl Number) -> Value {
        Value::Number(number.number())
    }
}

/// The message as plain text.
pub(super) fn text(language: Language, parts: &[Part], values: &[Value]) -> String {
    let mut out = String::with_capacity(96);
    plain(language, parts, values, &mut out);
    out
}

fn plain(language: Language, parts: &[Part], values: &[Value], out: &mut String) {
    for part in parts {
        match *part {
            Part::Text(text) => out.push_str(text),
            Part::Value(at) => match values.get(usize::from(at)) {
                Some(Value::Text(text)) => writing::isolated(language, text, Isolation::Marks, out),
                Some(Value::Number(number)) => numbers::write(language, *number, out),
                None => {}
            },
            Part::Open(_) | Part::Close(_) => {}
            Part::Plural { value, exact, forms } => {
                plain(language, form(language, value, exact, &forms, values), values, out)
            }
        }
    }
}

/// The message as HTML, made of our own sentences and of values that are escaped.
pub(super) fn markup(language: Language, parts: &[Part], values: &[Value], links: &[String]) -> Safe<String> {
    let mut out = String::with_capacity(160);
    html(language, parts, values, links, &mut out);
    Safe(out)
}

fn html(language: Language, parts: &[Part], values: &[Value], links: &[String], out: &mut String) {
    let mut in_email = false;
    for part in parts {
        match *part {
            Part::Text(text) => escape(text, out),
            Part::Value(at) => match values.get(usize::from(at)) {
                Some(Value::Text(text)) if in_email => email(text, out),
                Some(Value::Text(text)) => writing::isolated(language, text, Isolation::Element, out),
                Some(Value::Number(number)) => numbers::write(language, *number, out),
                None => {}
            },
            Part::Open(tag) => {
                in_email = tag == Tag::Email;
                open(tag, links, out);
            }
            Part::Close(tag) => {
                in_email = false;
                out.push_str(match tag {
                    Tag::Strong => "</strong>",
                    Tag::Code => "</code>",
                    Tag::Email => "</bdi>",
                    Tag::Sr => "</span>",
                    Tag::Link(_) => "</a>",
                });
            }
            Part::Plural { value, exact, forms } => {
                html(language, form(language, value, exact, &forms, values), values, links, out);
            }
        }
    }
}

fn open(tag: Tag, links: &[String], out: &mut String) {
    match tag {
        Tag::Strong => out.push_str("<strong>"),
        Tag::Code => out.push_str("<code>"),
        Tag::Email => out.push_str("<bdi class=\"email\">"),
        Tag::Sr => out.push_str("<span class=\"sr\">"),
        Tag::Link(at) => {
            out.push_str("<a href=\"");
            escape(links.get(usize::from(at)).map_or("", String::as_str), out);
            out.push_str("\">");
        }
    }
}

/// An address may break after its at sign.
fn email(address: &str, out: &mut String) {
    match address.split_once('@') {
        Some((local, domain)) => {
            escape(local, out);
            out.push_str("@<wbr>");
            escape(domain, out);
        }
        None => escape(address, out),
    }
}

fn form<'a>(
    language: Language,
    value: u8,
    exact: &'a [(i64, &'static [Part])],
    forms: &[&'static [Part]; 6],
    values: &[Value],
) -> &'a [Part] {
    let Some(Value::Number(number)) = values.get(usize::from(value)) else { return forms[Category::Other as usize] };
    let named = exact.iter().find(|(own, _)| own == number).map(|(_, parts)| *parts);
    named.unwrap_or_else(|| forms[Category::of(language, *number) as usize])
}
