//! Header values, read by the grammar of their RFC rather than by comparing text (RFC 9110 section 5.6).

use std::borrow::Cow;

use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderName};

/// A weight of 1, in thousandths: what an element without `q` has (RFC 9110 section 12.4.2).
pub(crate) const FULL_WEIGHT: u16 = 1_000;

/// The text without the white space that headers allow around values: SP and HTAB (RFC 9110 section 5.6.3).
///
/// `str::trim` would also drop the white space of Unicode. A name with an em space in front would then pass for ours, though
/// no browser treats the two as one.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// The value of a header that is sent once. A value that is repeated or not ASCII text is empty: it is present, and
/// equals nothing.
pub(crate) fn single(headers: &HeaderMap, name: impl AsRef<str>) -> Option<&str> {
    let mut lines = headers.get_all(name.as_ref());
    let first = lines.next()?;
    Some(if lines.next().is_some() { "" } else { first.to_str().map_or("", trimmed) })
}

/// The parts between separators, without those in quoted strings. Empty parts are dropped, as recipients of lists must
/// (RFC 9110 sections 5.6.1 and 5.6.4).
pub(crate) fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    let parts = std::iter::from_fn(move || {
        let text = left?;
        let (part, rest) = match unquoted(text, separator) {
            Some(at) => (&text[..at], Some(&text[at + separator.len_utf8()..])),
            None => (text, None),
        };
        left = rest;
        Some(trimmed(part))
    });
    parts.filter(|part| !part.is_empty())
}

/// Where the first separator stands that is in no quoted string.
fn unquoted(text: &str, separator: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == separator && !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// The elements of a list header with their weights in thousandths, in lower case and without other parameters. An element
/// whose weight is malformed is ignored, as is a line that is not text.
pub(crate) fn weighted<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<(Cow<'a, str>, u16)> {
    let lines = headers.get_all(name).filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| split(line, ',')).filter_map(element).collect()
}

fn element(text: &str) -> Option<(Cow<'_, str>, u16)> {
    let mut parts = split(text, ';');
    let name = parts.next()?;
    let name = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    };
    let weights = parts.filter_map(|part| part.split_once('=')).filter(|(name, _)| name.eq_ignore_ascii_case("q"));
    let weight = weights.map(|(_, value)| weight(value)).next().unwrap_or(Some(FULL_WEIGHT))?;
    Some((name, weight))
}

/// `0`, `0.5`, `0.333`, `1`, `1.000`.
fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    let thousandths = digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(FULL_WEIGHT),
        _ => None,
    }
}

/// Type and subtype of the body, in lower case; parameters such as `charset` don't change which type it is (RFC 9110
/// section 8.3.1).
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = single(headers, CONTENT_TYPE)?;
    split(value, ';').next().map(|essence| essence.to_ascii_lowercase())
}

/// Whether the body is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|essence| essence == "application/json")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    fn headers(name: HeaderName, lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_bytes(line.as_bytes()).expect("a header"));
        }
        headers
    }

    #[test]
    fn only_space_and_tab_are_white_space() {
        assert_eq!(trimmed(" \t a b \t"), "a b");
        for kept in ["\u{2003}a", "a\u{a0}", "\u{3000}a", "\u{85}a", "\u{b}a", "a\u{c}"] {
            assert_eq!(trimmed(kept), kept);
        }
    }

    #[test]
    fn a_separator_in_a_quoted_string_separates_nothing() {
        assert!(split(r#"a, "b,c" ,, d"e\",f""#, ',').eq(["a", r#""b,c""#, r#"d"e\",f""#]));
        assert_eq!(split(",, ,\t,", ',').next(), None);
    }

    #[test]
    fn weights_follow_the_grammar() {
        let lines = ["Text/HTML;level=\"1;q=0\";Q=0.5, a/b ; q=0.333,, c/d;q=0", "e/f;q=1.000;ext=1,g/h"];
        let accepted = headers(ACCEPT, &lines);
        let read = weighted(&accepted, &ACCEPT);
        let expected = [("text/html", 500), ("a/b", 333), ("c/d", 0), ("e/f", 1_000), ("g/h", 1_000)];
        assert_eq!(read, expected.map(|(name, weight)| (Cow::Borrowed(name), weight)));
        for malformed in ["a/b;q=2", "a/b;q=1.001", "a/b;q=0.1234", "a/b;q=.5", "a/b;q=", "a/b;q=x", "a/b;q=-1"] {
            assert_eq!(weighted(&headers(ACCEPT, &[malformed]), &ACCEPT), [], "{malformed}");
        }
    }

    #[test]
    fn a_media_type_has_no_letter_case_and_its_parameters_do_not_matter() {
        for json in
            ["application/json", "Application/JSON ; charset=\"utf-8\"", "application/json;", "\tapplication/json"]
        {
            assert!(is_json(&headers(CONTENT_TYPE, &[json])), "{json}");
        }
        for other in
            ["application/jsonp", "application/json-patch+json", "application/json, text/plain", "json", "", ";"]
        {
            assert!(!is_json(&headers(CONTENT_TYPE, &[other])), "{other}");
        }
        assert!(!is_json(&headers(CONTENT_TYPE, &["application/json", "text/plain"])), "which of the two is it?");
    }

    #[test]
    fn what_is_sent_twice_equals_nothing() {
        assert_eq!(single(&headers(ACCEPT, &[]), ACCEPT), None);
        assert_eq!(single(&headers(ACCEPT, &[" a "]), ACCEPT), Some("a"));
        assert_eq!(single(&headers(ACCEPT, &["a", "a"]), ACCEPT), Some(""));
        assert_eq!(single(&headers(ACCEPT, &["\u{e9}"]), ACCEPT), Some(""));
    }

    proptest! {
        #[test]
        fn parts_are_found_again_in_their_order(text in "[a,;\"\\\\ \t=é]{0,40}", separator in "[,;]") {
            let separator = separator.chars().next().expect("one character");
            let mut rest = text.as_str();
            for part in split(&text, separator) {
                prop_assert!(!part.is_empty() && trimmed(part) == part);
                let at = rest.find(part).expect("in its place");
                rest = &rest[at + part.len()..];
            }
        }

        #[test]
        fn every_weight_is_between_none_and_full(line in "[ -~]{0,60}") {
            let accepted = headers(ACCEPT, &[&line]);
            for (name, weight) in weighted(&accepted, &ACCEPT) {
                prop_assert!(weight <= FULL_WEIGHT && !name.is_empty());
            }
        }
    }
}
