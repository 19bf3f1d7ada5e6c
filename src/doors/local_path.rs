//! Addresses of our own pages: which paths may be redirected to, and how they carry where to go after a login.

use url::Url;

/// The longest address that is carried on, in bytes.
pub(crate) const LONGEST: usize = 1_000;

/// Whether a text holds what browsers read differently from servers: `\`, which they take for `/`, and control characters,
/// which they drop.
pub(crate) fn is_trick(text: &str) -> bool {
    text.contains('\\') || text.chars().any(char::is_control)
}

/// Whether a text is wrong as it stands, or after up to three rounds of percent-decoding; one that does not decode to UTF-8
/// is wrong too.
pub(crate) fn at_any_level(text: &str, wrong: impl Fn(&str) -> bool) -> bool {
    let mut decoded = text.to_owned();
    for _ in 0..3 {
        if wrong(&decoded) {
            return true;
        }
        let Ok(next) = percent_encoding::percent_decode_str(&decoded).decode_utf8() else { return true };
        decoded = next.into_owned();
    }
    wrong(&decoded)
}

/// The path and query that `next` names, in normal form, if it is one of ours.
///
/// Refused: other hosts, schemes, `//` and `/\` at any level of encoding, control characters, more than 1,000 bytes
/// (OWASP Unvalidated Redirects and Forwards Cheat Sheet).
pub(crate) fn local_path(next: &str) -> Option<String> {
    let suspicious = |text: &str| text.starts_with("//") || is_trick(text);
    if !next.starts_with('/') || next.len() > LONGEST || at_any_level(next, suspicious) {
        return None;
    }
    let base = Url::parse("http://vestibule.invalid").ok()?;
    let url = base.join(next).ok().filter(|url| url.origin() == base.origin())?;
    let path = url.path();
    // Dots that are gone may have stood before a slash: `/./%2fevil.example`.
    if at_any_level(path, suspicious) || path.split('/').any(|part| part == "..") {
        return None;
    }
    Some(url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

/// The address of a page on the way to a login, with where to go after it. The home page is the default and left out.
pub(crate) fn carrying(page: &str, next: Option<&str>) -> String {
    match next {
        None | Some("/") => page.to_owned(),
        Some(next) => asking(page, "next", next),
    }
}

/// An address of ours with one more parameter in its query.
pub(crate) fn asking(page: &str, name: &str, value: &str) -> String {
    let pair = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    format!("{page}{}{pair}", if page.contains('?') { '&' } else { '?' })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn our_own_paths_are_kept() {
        for path in ["/", "/security", "/history?before=7", "/a/b%20c"] {
            assert_eq!(local_path(path).as_deref(), Some(path));
        }
        assert_eq!(local_path("/a/../b#part").as_deref(), Some("/b"));
    }

    #[test]
    fn tricks_are_refused() {
        let tricks = [
            "",
            "security",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/%2fevil.example",
            "/%5cevil.example",
            "/%252fevil.example",
            "/\tevil",
            "/%0d%0aSet-Cookie:a=b",
            "/..//evil.example",
            "/.//evil.example",
            "/./%2fevil.example",
            "/a/../%252fevil.example",
            "/\u{0}",
            "///evil.example",
            " /security",
            "/a\\b",
        ];
        for trick in tricks {
            assert_eq!(local_path(trick), None, "{trick:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_stays_on_this_host(next in "[/\\\\a-z%0-9.:@?#\\t]{0,40}") {
            if let Some(path) = local_path(&next) {
                let base = Url::parse("https://accounts.example").expect("a URL");
                let target = base.join(&path).expect("joins");
                prop_assert_eq!(target.origin(), base.origin());
                prop_assert!(path.starts_with('/') && !path.starts_with("//"));
            }
        }
    }
}
