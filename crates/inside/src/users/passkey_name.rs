//! What an owner calls a passkey.

use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::printable::is_hidden;

/// The longest, in characters.
const LONGEST: usize = 60;

/// A name as typed, without white space around it and without characters that nobody sees.
///
/// # Errors
/// [`Error::Invalid`] when nothing is left, or too much.
pub(super) fn parse(typed: &str) -> Result<String, Error> {
    let name: String = typed.chars().filter(|c| !c.is_control() && !is_hidden(*c)).collect();
    let name = name.trim();
    let invalid = |code| Error::Invalid(FieldErrors::one(Field::Name, code));
    match name.chars().count() {
        0 => Err(invalid(FieldCode::NameRequired)),
        1..=LONGEST => Ok(name.to_owned()),
        _ => Err(invalid(FieldCode::NameLength { max: LONGEST })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_can_be_seen_of_it() {
        assert_eq!(parse("  My \u{202e}phone\u{0} ").expect("a name"), "My phone");
        assert_eq!(parse("🔑").expect("a name"), "🔑");
        assert!(matches!(parse(" \u{200b} "), Err(Error::Invalid(errors)) if errors.has(&FieldCode::NameRequired)));
        assert!(parse(&"ü".repeat(60)).is_ok());
        let long = parse(&"ü".repeat(61));
        assert!(matches!(long, Err(Error::Invalid(errors)) if errors.has(&FieldCode::NameLength { max: 60 })));
    }
}
