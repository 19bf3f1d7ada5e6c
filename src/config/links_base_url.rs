//! `LINKS_BASE_URL`: the front end that emailed links lead to.

use url::{Host, Url};

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
    // The value is not repeated: it may hold a password.
    let advise = |advice: &str| Err(refuse("LINKS_BASE_URL", advice));
    let no_origin = "write an origin like https://app.example.com: scheme, host and port, without a path";
    let Ok(url) = Url::parse(text.trim()) else { return advise(no_origin) };
    let is_origin = matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if !is_origin {
        return advise(no_origin);
    }
    let origin = url.origin().ascii_serialization();
    if base_url != Some(origin.as_str()) && !allowed_origins.contains(&origin) {
        return advise(
            "list this origin in ALLOWED_ORIGINS as well; emailed links lead only to BASE_URL or a listed origin",
        );
    }
    if production && url.scheme() == "http" && !is_this_machine(&url) {
        return advise("write it with https://; the secrets in emailed links would go through the network unencrypted");
    }
    Ok(origin)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
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
