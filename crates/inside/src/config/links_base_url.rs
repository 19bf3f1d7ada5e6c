//! `LINKS_BASE_URL`: the front end that emailed links lead to.

use super::addresses::parse_base_url;
use super::origin;
use super::{ConfigError, refuse};

/// The origin of a front end, without a slash at its end.
///
/// It gets the secret of every link, so only an origin that the operator already trusts with the users' cookies is taken:
/// one of `ALLOWED_ORIGINS`, or `BASE_URL` itself. In production it has to be encrypted, as `BASE_URL` has.
pub(super) fn parse(
    text: &str,
    base_url: Option<&str>,
    allowed_origins: &[String],
    production: bool,
) -> Result<String, ConfigError> {
    let advise = |advice: String| refuse("LINKS_BASE_URL", advice);
    let origin = origin::parse(text).map_err(advise)?.origin().ascii_serialization();
    if base_url != Some(origin.as_str()) && !allowed_origins.contains(&origin) {
        return Err(advise(format!(
            "list {origin} in ALLOWED_ORIGINS as well; links in emails lead only to BASE_URL or a listed origin"
        )));
    }
    if parse_base_url(&origin, production).is_err() {
        return Err(advise(format!(
            "write {origin} with https://; the secrets in links would go through the network unencrypted"
        )));
    }
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::parse;

    const BASE: Option<&str> = Some("https://accounts.example.com");

    #[test]
    fn links_lead_to_a_listed_origin_or_our_own() {
        let listed = ["https://app.example.com".to_owned(), "http://app.example.org".to_owned()];
        for (text, origin) in [
            ("https://app.example.com", "https://app.example.com"),
            (" https://APP.example.com:443/ ", "https://app.example.com"),
            ("https://accounts.example.com", "https://accounts.example.com"),
        ] {
            assert_eq!(parse(text, BASE, &listed, true), Ok(origin.to_owned()), "{text}");
        }
        for wrong in [
            "https://other.example.com",
            "http://app.example.com",
            "https://app.example.com:8443",
            "https://app.example.com/account",
            "https://app.example.com/?x",
            "https://app.example.com/#x",
            "https://user:hunter2@app.example.com",
            "app.example.com",
            "*",
            "null",
            "javascript:alert(1)",
        ] {
            let refused = parse(wrong, BASE, &listed, false).expect_err(wrong).to_string();
            assert!(refused.starts_with("LINKS_BASE_URL: ") && !refused.contains("hunter2"), "{refused}");
        }
        assert!(parse("http://app.example.org", BASE, &listed, false).is_ok());
        assert!(parse("http://app.example.org", BASE, &listed, true).is_err(), "production is encrypted");
    }
}
