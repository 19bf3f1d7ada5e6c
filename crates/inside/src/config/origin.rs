//! An origin: scheme, host and port, in the one form in which origins are compared.

use url::{Host, Url};

/// Reads `https://app.example.com` or `http://localhost:3000`, with a slash at the end or without, into the form that
/// browsers send: lower case, the host in ASCII, no default port (RFC 6454 section 6.2).
///
/// # Errors
/// What is wrong with it and how it is written. A part that could be a password, or a token in a query, is not repeated.
pub(super) fn parse(text: &str) -> Result<Url, String> {
    let text = text.trim();
    let example = "write it like https://app.example.com";
    if text.contains('@') {
        return Err(format!("there is a user's name or a password in it; {example}"));
    }
    if text.contains(['?', '#']) {
        return Err(format!("there is a query or a fragment in it; {example}"));
    }
    let wrong = |cause: &str| format!("{text:?} {cause}; {example}");
    if text == "null" || text.contains('*') {
        return Err(wrong("would let other sites in; list each origin by itself"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(wrong("has white space in it; separate several by commas"));
    }
    let Some((scheme, rest)) = text.split_once("://") else { return Err(wrong("has no scheme")) };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(wrong("begins with neither https:// nor http://"));
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.contains(['/', '\\']) {
        return Err(wrong("has a path in it"));
    }
    let url = Url::parse(text).map_err(|cause| wrong(&format!("is no URL ({cause})")))?;
    if rest.ends_with(':') || url.port() == Some(0) {
        return Err(wrong("has no port that works"));
    }
    match url.host() {
        Some(Host::Domain(name)) if name.ends_with('.') => Err(wrong("ends with a dot")),
        Some(Host::Domain(name)) if is_name(name) && !rest.contains('%') => Ok(url),
        // The URL standard reads 127.1 and 0x7f.1 as 127.0.0.1, and 010 as 8; the operator may mean another host.
        Some(Host::Ipv4(address)) if rest.split(':').next() == Some(&address.to_string()) => Ok(url),
        Some(Host::Ipv6(_)) => Ok(url),
        _ => Err(wrong("has no host name that browsers would send")),
    }
}

/// Labels of letters, digits and hyphens; browsers also take underscores, as names in container networks have them.
fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_origin_has_one_form() {
        for (text, form) in [
            (" HTTPS://App.Example.com:443/ ", "https://app.example.com"),
            ("http://bücher.example:80", "http://xn--bcher-kva.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://my_app:8080", "http://my_app:8080"),
            ("http://[2001:DB8:0::1]:5000", "http://[2001:db8::1]:5000"),
            ("http://127.0.0.1", "http://127.0.0.1"),
        ] {
            assert_eq!(parse(text).map(|url| url.origin().ascii_serialization()), Ok(form.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_no_browser_would_send_is_refused_with_the_right_spelling() {
        for wrong in [
            "",
            "*",
            "null",
            "app.example.com",
            "https:app.example.com",
            "https:/app.example.com",
            "ftp://app.example.com",
            "https://*.example.com",
            "https://u:hunter2@app.example.com",
            "https://hunter2@app.example.com",
            "https://app.example.com?hunter2",
            "https://app.example.com#hunter2",
            "https://app.example.com/path",
            "https://app.example.com//",
            "https://app.example.com\\",
            "https://app.example.com.",
            "https://app..example.com",
            "https://-app.example.com",
            "https://app.example.com:",
            "https://app.example.com:0",
            "https://app.example.com:99999",
            "https://a.example https://b.example",
            "https://a.example;https://b.example",
            "https://127.1",
            "https://0x7f000001",
            "https://192.168.010.1",
            "https://app%2eexample.com",
            "https://",
            "https:///",
            "//app.example.com",
            "https://a.example,https://b.example",
        ] {
            let sentence = parse(wrong).expect_err(wrong);
            assert!(
                sentence.contains("https://app.example.com") && !sentence.contains("hunter2"),
                "{wrong}: {sentence}"
            );
        }
    }
}
