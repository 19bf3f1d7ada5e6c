//! Where to go after a login: to a path of our own, or back to an app on an origin that the operator lists.

use url::Url;

use super::local_path::{LONGEST, at_any_level, is_trick, local_path};

/// The address that `next` names, in normal form, if it is a path of our own or on a listed origin.
///
/// An origin is listed with its exact scheme, host and port in `ALLOWED_ORIGINS`, or it is that of a host in `FORWARD_AUTH_HOSTS`.
/// Refused: user information, hosts that are
/// not written in ASCII as browsers report them, and what [`local_path()`] refuses (OWASP Unvalidated Redirects and Forwards
/// Cheat Sheet).
pub(crate) fn destination(next: &str, origins: &[String]) -> Option<String> {
    local_path(next).or_else(|| on_listed_origin(next, origins).map(|url| url.into()))
}

/// The origin of a destination that is not one of our own paths.
pub(crate) fn foreign_origin(destination: &str) -> Option<String> {
    Url::parse(destination).ok().map(|url| url.origin().ascii_serialization())
}

fn on_listed_origin(next: &str, origins: &[String]) -> Option<Url> {
    let (scheme, rest) = next.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A parser would decode `%2e`, map full-width letters and skip further slashes: none of that is written by accident.
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let plain = !authority.is_empty() && authority.chars().all(is_part);
    if !is_web || !plain || next.len() > LONGEST || at_any_level(next, is_trick) {
        return None;
    }
    let url = Url::parse(next).ok()?;
    let origin = url.origin().ascii_serialization();
    origins.contains(&origin).then_some(url)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listed() -> Vec<String> {
        ["https://app.example.com", "http://localhost:3000", "https://xn--bcher-kva.example"]
            .map(str::to_owned)
            .to_vec()
    }

    fn led_to(next: &str) -> Option<String> {
        destination(next, &listed())
    }

    #[test]
    fn paths_of_ours_and_pages_on_listed_origins_are_kept() {
        for (next, kept) in [
            ("/security?a=b", "/security?a=b"),
            ("https://app.example.com", "https://app.example.com/"),
            ("https://app.example.com/inbox?x=%20#/route", "https://app.example.com/inbox?x=%20#/route"),
            ("HTTPS://APP.example.com:443/inbox", "https://app.example.com/inbox"),
            ("https://app.example.com?a", "https://app.example.com/?a"),
            ("http://localhost:3000/a", "http://localhost:3000/a"),
            ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
            ("https://app.example.com//a/../b", "https://app.example.com//b"),
        ] {
            assert_eq!(led_to(next).as_deref(), Some(kept), "{next}");
        }
        assert_eq!(foreign_origin("http://localhost:3000/a").as_deref(), Some("http://localhost:3000"));
        assert_eq!(foreign_origin("/a"), None);
    }

    #[test]
    fn every_other_address_is_refused() {
        let tricks = [
            "https://evil.example/",
            "http://app.example.com/",
            "https://app.example.com:444/",
            "https://app.example.com:80/",
            "https://app.example.com.evil.example/",
            "https://app.example.com./",
            "https://evil.app.example.com/",
            "https://app.example.com@evil.example/",
            "https://evil.example@app.example.com/",
            "https://:@app.example.com/",
            "https://app.example.com\\@evil.example/",
            "https:\\\\app.example.com/",
            "https://app.example.com/\\evil.example",
            "https://app.example.com/%5cevil.example",
            "https://app.example.com/\tx",
            "https://app.example.com/%0d%0aSet-Cookie:a=b",
            "https://app.example.com/%250d%250a",
            "https://app%2eexample.com/",
            "https://app\u{3002}example.com/",
            "https://\u{ff41}pp.example.com/",
            "https://b\u{fc}cher.example/",
            "https:app.example.com/",
            "https:/app.example.com/",
            "https:///app.example.com/",
            "//app.example.com/",
            "app.example.com",
            " https://app.example.com/",
            "ftp://app.example.com/",
            "javascript://app.example.com/%0aalert(1)",
            "blob:https://app.example.com/x",
            "view-source:https://app.example.com/",
            "http://localhost/",
            "http://localhost:3001/",
            "http://127.0.0.1:3000/",
            "http://[::1]:3000/",
            "https://",
            "null",
            "*",
        ];
        for trick in tricks {
            assert_eq!(led_to(trick), None, "{trick:?}");
        }
        assert_eq!(led_to(&format!("https://app.example.com/{}", "a".repeat(1_000))), None);
        assert_eq!(destination("https://app.example.com/", &[]), None);
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_on_a_listed_origin_or_our_own(
            next in "(https?:|HTTPS:)?[/\\\\]{0,3}(app[.%\u{3002}]example[.]com|localhost|evil[.]example|user:pass)?[:@/\\\\?#.%a-z0-9\t]{0,24}",
        ) {
            if let Some(kept) = led_to(&next) {
                let base = Url::parse("https://accounts.example").expect("a URL");
                let target = base.join(&kept).expect("it joins");
                let origin = target.origin().ascii_serialization();
                prop_assert!(kept.starts_with('/') && origin == "https://accounts.example" || listed().contains(&origin), "{next} {kept}");
                prop_assert!(target.username().is_empty() && target.password().is_none());
                prop_assert!(kept.bytes().all(|byte| byte.is_ascii_graphic()), "{kept}");
            }
        }
    }
}
