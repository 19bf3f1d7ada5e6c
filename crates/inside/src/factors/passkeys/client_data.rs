//! What the browser says about a ceremony: its `clientDataJSON` (Web Authentication Level 3, section 5.8.1).

use serde::Deserialize;

use super::challenge::decode;
use crate::error::PasskeyProblem;

/// A ceremony of a browser with an authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// A passkey is made.
    Create,
    /// A passkey authenticates a person.
    Get,
}

impl Ceremony {
    fn word(self) -> &'static str {
        match self {
            Ceremony::Create => "webauthn.create",
            Ceremony::Get => "webauthn.get",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    #[serde(default)]
    top_origin: Option<String>,
}

/// Reads it, and returns the challenge that was answered. The origin is one of the list, letter for letter: nothing is let in by
/// its ending, and no page is that stands in a frame of another site.
///
/// # Errors
/// [`PasskeyProblem::Malformed`] for what no browser sends; [`PasskeyProblem::OtherSite`].
pub(super) fn read(json: &[u8], ceremony: Ceremony, origins: &[String]) -> Result<Vec<u8>, PasskeyProblem> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| PasskeyProblem::Malformed)?;
    if data.r#type != ceremony.word() {
        return Err(PasskeyProblem::Malformed);
    }
    if data.cross_origin || data.top_origin.is_some() || !origins.contains(&data.origin) {
        return Err(PasskeyProblem::OtherSite);
    }
    decode(&data.challenge)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://accounts.example.com";

    fn read_with(r#type: &str, origin: &str, more: &str) -> Result<Vec<u8>, PasskeyProblem> {
        let json = format!(r#"{{"type":"{type}","challenge":"AQID","origin":"{origin}"{more},"later":{{"x":[1]}}}}"#);
        read(json.as_bytes(), Ceremony::Get, &[OURS.to_owned()])
    }

    #[test]
    fn the_challenge_is_that_of_a_page_of_ours() {
        assert_eq!(read_with("webauthn.get", OURS, ""), Ok(vec![1, 2, 3]));
        assert_eq!(read_with("webauthn.get", OURS, r#","crossOrigin":false"#), Ok(vec![1, 2, 3]));
    }

    #[test]
    fn no_other_page_and_no_other_ceremony_is_taken_for_it() {
        for origin in [
            "https://evil.example.com",
            "https://accounts.example.com.evil.example",
            "http://accounts.example.com",
            "https://accounts.example.com:8443",
            "https://accounts.example.com/",
            "https://ACCOUNTS.example.com",
            "null",
            "",
        ] {
            assert_eq!(read_with("webauthn.get", origin, ""), Err(PasskeyProblem::OtherSite), "{origin}");
        }
        for framed in [r#","crossOrigin":true"#, r#","topOrigin":"https://evil.example""#] {
            assert_eq!(read_with("webauthn.get", OURS, framed), Err(PasskeyProblem::OtherSite), "{framed}");
        }
        for other in ["webauthn.create", "payment.get", ""] {
            assert_eq!(read_with(other, OURS, ""), Err(PasskeyProblem::Malformed), "{other}");
        }
        for json in [&b""[..], b"[]", b"{}", b"{\"type\":1}", b"\xff"] {
            assert_eq!(read(json, Ceremony::Get, &[OURS.to_owned()]), Err(PasskeyProblem::Malformed));
        }
    }
}
