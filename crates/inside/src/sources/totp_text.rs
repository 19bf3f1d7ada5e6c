//! Secrets of authenticator apps, as other applications keep them.

use data_encoding::{BASE32_NOPAD, HEXLOWER_PERMISSIVE};
use serde::Deserialize;
use url::Url;

/// Why an authenticator app can't come along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotpProblem {
    /// The secret is encrypted with a key of the other application, or is none.
    Unreadable,
    /// Its codes are made in another way than ours: six digits, 30 seconds, SHA-1.
    OtherCodes,
}

/// Bytes of a secret: 80 bits are what old apps made (RFC 4226 section 4 asks for 128).
const LENGTHS: std::ops::RangeInclusive<usize> = 10..=128;

/// What allauth keeps.
#[derive(Deserialize)]
struct Allauth {
    secret: String,
}

/// Reads base32, `otpauth:` links, allauth's JSON, and what [`super::sql`] and [`super::keycloak`] make of theirs.
pub(super) fn parse(text: &str) -> Result<Vec<u8>, TotpProblem> {
    let secret = if let Some(rest) = text.strip_prefix("hex:") {
        let parts: Vec<&str> = rest.split(':').collect();
        let [key, step, digits] = *parts.as_slice() else { return Err(TotpProblem::Unreadable) };
        same_codes(step, digits, "SHA1")?;
        HEXLOWER_PERMISSIVE.decode(key.as_bytes()).map_err(|_| TotpProblem::Unreadable)?
    } else if let Some(rest) = text.strip_prefix("raw:") {
        rest.as_bytes().to_vec()
    } else if text.starts_with("otpauth:") {
        let url = Url::parse(text).map_err(|_| TotpProblem::Unreadable)?;
        let value = |name: &str| url.query_pairs().find(|pair| pair.0 == name).map(|pair| pair.1.into_owned());
        let or = |name, usual: &str| value(name).unwrap_or_else(|| usual.to_owned());
        same_codes(&or("period", "30"), &or("digits", "6"), &or("algorithm", "SHA1"))?;
        base32(&value("secret").ok_or(TotpProblem::Unreadable)?)?
    } else if text.starts_with('{') {
        let allauth: Allauth = serde_json::from_str(text).map_err(|_| TotpProblem::Unreadable)?;
        base32(&allauth.secret)?
    } else {
        base32(text)?
    };
    Some(secret).filter(|secret| LENGTHS.contains(&secret.len())).ok_or(TotpProblem::Unreadable)
}

/// Whether an app makes its codes as ours do.
pub(super) fn same_codes(period: &str, digits: &str, algorithm: &str) -> Result<(), TotpProblem> {
    let algorithm = algorithm.to_ascii_uppercase().replace(['-', '_'], "");
    let is_same = period == "30" && digits == "6" && ["SHA1", "HMACSHA1"].contains(&algorithm.as_str());
    if is_same { Ok(()) } else { Err(TotpProblem::OtherCodes) }
}

fn base32(text: &str) -> Result<Vec<u8>, TotpProblem> {
    let plain: String = text.chars().filter(|c| !" -=".contains(*c)).map(|c| c.to_ascii_uppercase()).collect();
    BASE32_NOPAD.decode(plain.as_bytes()).map_err(|_| TotpProblem::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_in_every_form_and_other_codes_are_refused() {
        let expected = Ok(b"12345678901234567890".to_vec());
        for text in [
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
            "hex:3132333435363738393031323334353637383930:30:6",
            "raw:12345678901234567890",
            "otpauth://totp/App:john?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=App",
            r#"{"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}"#,
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for other in
            ["hex:3132333435363738393031323334353637383930:60:6", "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=8"]
        {
            assert_eq!(parse(other), Err(TotpProblem::OtherCodes), "{other}");
        }
        for nothing in ["", "GEZD", "eyJpdiI6IkZ", "hex:", "{}", "gAAAAABl!"] {
            assert_eq!(parse(nothing), Err(TotpProblem::Unreadable), "{nothing}");
        }
    }
}
