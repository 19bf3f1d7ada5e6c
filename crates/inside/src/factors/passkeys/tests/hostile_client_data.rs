//! Client data and Base64 that no browser sends.

use super::authenticator::{Authenticator, VERIFIED, client_data};
use super::{CHALLENGE, DOMAIN, ORIGIN, row};
use crate::error::PasskeyProblem;
use crate::factors::passkeys::challenge::{decode, encode};
use crate::factors::passkeys::client_data::{Ceremony, read};

fn judged(json: &[u8]) -> Result<Vec<u8>, PasskeyProblem> {
    read(json, Ceremony::Get, &[ORIGIN.to_owned()])
}

fn with(more: &str) -> Vec<u8> {
    client_data("webauthn.get", CHALLENGE, ORIGIN, more)
}

#[test]
fn a_member_that_counts_stands_once_and_has_its_type() {
    assert_eq!(judged(&with("")), Ok(CHALLENGE.to_vec()));
    for more in [
        r#","type":"webauthn.get""#,
        r#","challenge":"AQID""#,
        r#","origin":"https://accounts.example.com""#,
        r#","\u006frigin":"https://evil.example""#,
        r#","crossOrigin":false,"crossOrigin":true"#,
        r#","crossOrigin":"false""#,
        r#","crossOrigin":0"#,
        r#","topOrigin":["https://evil.example"]"#,
    ] {
        assert_eq!(judged(&with(more)), Err(PasskeyProblem::Malformed), "{more}");
    }
    for more in [r#","Origin":"https://evil.example""#, r#","x":1,"x":2"#, r#","topOrigin":null"#] {
        assert_eq!(judged(&with(more)), Ok(CHALLENGE.to_vec()), "{more}");
    }
}

#[test]
fn it_is_one_value_of_json_and_not_deep() {
    let deep = |open: &str, shut: &str| with(&format!(r#","later":{}1{}"#, open.repeat(200_000), shut.repeat(200_000)));
    for json in [deep("[", "]"), deep(r#"{"a":"#, "}"), deep("[", "")] {
        // Refused or skipped, but never with the stack.
        drop(judged(&json));
    }
    let whole = with("");
    for json in [
        [&whole[..], b"{}"].concat(),
        [&whole[..], b"\0"].concat(),
        [b"\xef\xbb\xbf", &whole[..]].concat(),
        [b"[", &whole[..], b"]"].concat(),
        whole[..whole.len() - 1].to_vec(),
        String::from_utf8_lossy(&whole).encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        assert_eq!(judged(&json), Err(PasskeyProblem::Malformed));
    }
}

#[test]
fn bytes_have_one_form_in_base64() {
    assert_eq!(decode("_-8"), Ok(vec![0xff, 0xef]));
    // Padding is what some programs add. It says nothing, so it is no second form.
    assert_eq!(decode("_-8="), Ok(vec![0xff, 0xef]));
    for text in ["/+8", "_-9", "_-8\n", " _-8", "_ -8", "_-8=A", "_", "é"] {
        assert_eq!(decode(text), Err(PasskeyProblem::Malformed), "{text:?}");
    }
}

/// A challenge is compared and spent as its bytes: no spelling of it is another one.
#[test]
fn a_challenge_is_the_same_in_each_spelling() {
    let authenticator = Authenticator::es256();
    let row = row(&authenticator.register(VERIFIED).verify().expect("right"));
    let spelled = |challenge: &str| {
        let json = format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{ORIGIN}"}}"#);
        let data = super::authenticator::data(DOMAIN, VERIFIED, 2, &[]);
        authenticator.answer(json.into_bytes(), data).verify(&row).map(|asserted| asserted.challenge)
    };
    let plain = encode(CHALLENGE);
    assert_eq!(spelled(&plain), Ok(CHALLENGE.to_vec()));
    assert_eq!(spelled(&format!("{plain}=")), Ok(CHALLENGE.to_vec()));
    assert_eq!(spelled(&plain.replacen('Y', "\\u0059", 1)), Ok(CHALLENGE.to_vec()));
    assert_eq!(spelled(&format!("{plain}A")), Err(PasskeyProblem::Expired));
    assert_eq!(spelled(""), Err(PasskeyProblem::Expired));
}
