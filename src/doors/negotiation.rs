//! Which of our representations a client asks for (RFC 9110 section 12.5).

use std::borrow::Cow;

use actix_web::dev::RequestHead;
use actix_web::http::Version;
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap};

use super::header_values::weighted;

/// Whether the client would rather have JSON than a page: it accepts JSON with a higher weight, or with the same weight and
/// names it more precisely. A browser names HTML and says `*/*` for the rest; axios names JSON and says `*/*`; curl says only
/// `*/*`, and gets a page.
pub(crate) fn prefers_json(headers: &HeaderMap) -> bool {
    let ranges = weighted(headers, &ACCEPT);
    preference(&ranges, "application", "json") > preference(&ranges, "text", "html")
}

/// The weight of a media type and how precisely it is named. The most precise range decides, so that `q=0` takes out what
/// `*/*` lets in.
fn preference(ranges: &[(Cow<'_, str>, u16)], kind: &str, subtype: &str) -> (u16, u8) {
    let precision = |range: &str| match range.split_once('/').unwrap_or((range, "*")) {
        ("*", "*") => Some(1),
        (named, "*") if named == kind => Some(2),
        (named, sub) if named == kind && sub == subtype => Some(3),
        _ => None,
    };
    let matching = ranges.iter().filter_map(|(range, weight)| Some((precision(range)?, *weight)));
    match matching.max() {
        Some((precision, weight)) if weight > 0 => (weight, precision),
        _ => (0, 0),
    }
}

/// A content coding that we have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Coding {
    /// As headers name it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Coding::Gzip => "gzip",
            Coding::Brotli => "br",
        }
    }
}

/// The codings that a client would like best, of those we have: both, where it gives them the same weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted {
    gzip: bool,
    brotli: bool,
}

impl Accepted {
    /// The coding to answer with, this one where the client leaves the choice; none means the answer as it is.
    pub(crate) fn preferring(self, coding: Coding) -> Option<Coding> {
        match (self.gzip, self.brotli) {
            (true, true) => Some(coding),
            (true, false) => Some(Coding::Gzip),
            (false, true) => Some(Coding::Brotli),
            (false, false) => None,
        }
    }
}

/// The content codings to answer with.
///
/// A client that accepts nothing we have, not even the answer as it is, gets it as it is all the same: that is what RFC 9110
/// section 12.5.3 advises, and 406 helps nobody. Codings that `*` stands for are used only where the plain answer was
/// ruled out: a client that sends a bare `*` often can't decompress anything.
///
/// HTTP/1.0 gets nothing compressed: its length may not be known, and it has no chunks (RFC 9112 section 6.1). Proxies still
/// speak it.
pub(crate) fn content_codings(head: &RequestHead) -> Accepted {
    if head.version < Version::HTTP_11 {
        return Accepted::default();
    }
    let accepted = weighted(head.headers(), &ACCEPT_ENCODING);
    let weight = |names: &[&str]| {
        accepted.iter().filter(|(name, _)| names.contains(&name.as_ref())).map(|(_, weight)| *weight).max()
    };
    let (gzip, brotli, identity) = (weight(&["gzip", "x-gzip"]), weight(&["br"]), weight(&["identity"]));
    let best = gzip.max(brotli).filter(|best| *best > 0);
    if best.is_some() {
        let is_wanted = identity <= best;
        return Accepted { gzip: is_wanted && gzip == best, brotli: is_wanted && brotli == best };
    }
    let any_but_plain = identity == Some(0) && weight(&["*"]).is_some_and(|weight| weight > 0);
    Accepted { gzip: any_but_plain && gzip.is_none(), brotli: any_but_plain && gzip.is_some() && brotli.is_none() }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    fn headers(name: HeaderName, line: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.append(name, HeaderValue::from_bytes(line.as_bytes()).expect("a header"));
        headers
    }

    fn request(accepted: &str) -> RequestHead {
        let mut head = RequestHead::default();
        head.headers = headers(ACCEPT_ENCODING, accepted);
        head
    }

    fn accepted(line: &str) -> Accepted {
        content_codings(&request(line))
    }

    #[test]
    fn scripts_get_json_and_browsers_get_pages() {
        let scripts = [
            "application/json",
            "Application/JSON",
            "APPLICATION/JSON;q=1",
            "application/json;charset=utf-8",
            "application/json, text/plain, */*",
            "application/*",
            "text/html;q=0, application/json;q=0.1",
            "text/html;q=0.5,application/json;q=0.9",
            "text/html;q=0, */*",
            "*/*;q=0.8, application/json",
        ];
        for accept in scripts {
            assert!(prefers_json(&headers(ACCEPT, accept)), "{accept}");
        }
        let browsers = [
            "",
            "*/*",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html, application/json",
            "application/json;q=0",
            "application/json;q=0.000, */*",
            "application/json;q=0.5, text/html",
            "application/jsonp",
            "text/plain; note=\"application/json\"",
            "application/json;q=2",
            "application/*, text/*",
        ];
        for accept in browsers {
            assert!(!prefers_json(&headers(ACCEPT, accept)), "{accept}");
        }
        assert!(!prefers_json(&HeaderMap::new()));
    }

    #[test]
    fn a_coding_is_used_where_it_was_asked_for_and_never_missed() {
        let either = accepted("gzip, deflate, br, zstd");
        assert_eq!(
            [Coding::Gzip, Coding::Brotli].map(|coding| either.preferring(coding)),
            [Some(Coding::Gzip), Some(Coding::Brotli)]
        );
        let cases = [
            ("br;q=0.5, gzip;q=0.4", Some("br")),
            ("GZIP", Some("gzip")),
            ("x-gzip", Some("gzip")),
            ("br;q=0.2, gzip;q=0.9", Some("gzip")),
            ("br;q=0, gzip", Some("gzip")),
            ("gzip, identity;q=0", Some("gzip")),
            ("gzip;q=0.5, *;q=0", Some("gzip")),
            ("identity, gzip;q=0.5", None),
            ("identity, gzip", Some("gzip")),
            ("identity;q=0, *", Some("gzip")),
            ("identity;q=0, *, gzip;q=0", Some("br")),
            ("", None),
            ("*", None),
            ("*;q=0", None),
            ("identity;q=0", None),
            ("identity;q=0, *;q=0", None),
            ("gzip;q=0", None),
            ("zstd", None),
            ("zstd;q=1, identity;q=0", None),
            ("gzip;q=nonsense", None),
            ("\";,=;;,", None),
        ];
        for (line, coding) in cases {
            for preferred in [Coding::Gzip, Coding::Brotli] {
                assert_eq!(accepted(line).preferring(preferred).map(Coding::word), coding, "{line:?}");
            }
        }
        assert_eq!(content_codings(&RequestHead::default()), Accepted::default());
        let mut old = request("gzip");
        old.version = Version::HTTP_10;
        assert_eq!(content_codings(&old), Accepted::default());
    }

    proptest! {
        #[test]
        fn a_coding_that_is_refused_is_never_used(
            refused in "gzip|br|x-gzip",
            others in proptest::collection::vec("(identity|\\*|zstd|deflate)(;q=(0|0\\.5|1))?", 0..4),
        ) {
            let line = [vec![format!("{refused};q=0")], others].concat().join(", ");
            for preferred in [Coding::Gzip, Coding::Brotli] {
                let used = accepted(&line).preferring(preferred).map(Coding::word);
                prop_assert_ne!(used, Some(refused.trim_start_matches("x-")), "{}", line);
            }
        }

        #[test]
        fn any_text_is_answered(line in "[ -~\\t]{0,60}") {
            accepted(&line);
            prefers_json(&headers(ACCEPT, &line));
        }
    }
}
