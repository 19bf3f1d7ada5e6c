//! `PASSKEY_DOMAIN` and `PASSKEY_ORIGINS`: what passkeys are for. The Host header of a request has no say in it.

use url::{Host, Url};

use super::{ConfigError, is_blank, origin, refuse};

/// What was set, checked as far as it can be before the address is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PasskeySettings {
    domain: Option<String>,
    origins: Vec<String>,
}

/// The relying party of Web Authentication Level 3, section 4: whom passkeys are made for, and whose pages may use them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// A domain: passkeys work below it, and nowhere else.
    pub domain: String,
    /// The origins of the pages that may use them, letter for letter. An app for Android has one of its own kind.
    pub origins: Vec<String>,
}

impl RelyingParty {
    /// Where a person can use passkeys, for a link.
    pub fn address(&self) -> &str {
        self.origins.iter().find(|origin| origin.starts_with("http")).map_or("", String::as_str)
    }
}

impl PasskeySettings {
    /// Reads the two settings.
    ///
    /// # Errors
    /// When the domain is none that the public address is below, or an origin is none.
    pub(super) fn read(
        domain: Option<&str>,
        origins: &[String],
        base_url: Option<&str>,
    ) -> Result<PasskeySettings, ConfigError> {
        let domain = domain.map(|text| parse_domain(text, base_url)).transpose()?;
        let mut read = Vec::new();
        for text in origins.iter().map(|text| text.trim()).filter(|text| !is_blank(text)) {
            let origin = parse_origin(text)?;
            if !read.contains(&origin) {
                read.push(origin);
            }
        }
        Ok(PasskeySettings { domain, origins: read })
    }

    /// What passkeys are for at this public address; none where it is the number of a network host. A developer's machine is
    /// called localhost, because numbers have no passkeys.
    pub(crate) fn at(&self, base_url: &str) -> Option<RelyingParty> {
        let url = Url::parse(base_url).ok()?;
        let is_this_machine = super::addresses::is_loopback(&url);
        let domain = match (&self.domain, url.host()?) {
            (Some(domain), _) => domain.clone(),
            (None, Host::Domain(name)) => name.to_owned(),
            (None, _) if is_this_machine => "localhost".to_owned(),
            (None, _) => return None,
        };
        let mut origins = self.origins.clone();
        if origins.is_empty() {
            let mut own = url;
            if is_this_machine && own.host_str() != Some(domain.as_str()) {
                own.set_host(Some(&domain)).ok()?;
            }
            origins.push(own.origin().ascii_serialization());
        }
        Some(RelyingParty { domain, origins })
    }
}

fn parse_domain(text: &str, base_url: Option<&str>) -> Result<String, ConfigError> {
    let advise = |advice: String| refuse("PASSKEY_DOMAIN", advice);
    let domain = text.trim().to_ascii_lowercase();
    let example = "write it like example.com";
    let url =
        origin::parse(&format!("https://{domain}")).map_err(|_| advise(format!("{text:?} is no domain; {example}")))?;
    if !matches!(url.host(), Some(Host::Domain(_))) || url.port().is_some() {
        return Err(advise(format!(
            "{text:?} is no domain: browsers make no passkeys for numbers, and none for ports; {example}"
        )));
    }
    if domain != "localhost" && !domain.contains('.') {
        return Err(advise(format!("{text:?} would be for everybody below it; {example}")));
    }
    let base = base_url.and_then(|text| Url::parse(text).ok());
    // A developer's machine has that name also where BASE_URL is its number.
    if domain == "localhost" && base.as_ref().is_some_and(super::addresses::is_loopback) {
        return Ok(domain);
    }
    let host = base.and_then(|base| base.host_str().map(str::to_owned));
    if let Some(host) = host.filter(|host| *host != domain && !host.ends_with(&format!(".{domain}"))) {
        return Err(advise(format!("{domain} is neither {host}, the host of BASE_URL, nor a domain above it")));
    }
    Ok(domain)
}

/// An origin of a browser, or the name of an app for Android: `android:apk-key-hash:` and the hash of its key.
fn parse_origin(text: &str) -> Result<String, ConfigError> {
    let advise = |advice: String| refuse("PASSKEY_ORIGINS", advice);
    if let Some(hash) = text.strip_prefix("android:apk-key-hash:") {
        let is_hash = data_encoding::BASE64URL_NOPAD.decode(hash.as_bytes()).is_ok_and(|hash| hash.len() == 32);
        let wrong = || advise("an app's key hash has 32 bytes in Base64 for URLs: android:apk-key-hash:…".to_owned());
        return if is_hash { Ok(text.to_owned()) } else { Err(wrong()) };
    }
    let url = origin::parse(text).map_err(advise)?;
    let origin = url.origin().ascii_serialization();
    if url.scheme() == "http" && url.host_str() != Some("localhost") {
        return Err(advise(format!("browsers have no passkeys without encryption; write {origin} with https://")));
    }
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(domain: Option<&str>, origins: &[&str], base_url: &str) -> Option<(String, Vec<String>)> {
        let origins: Vec<String> = origins.iter().map(|&text| text.to_owned()).collect();
        let read = PasskeySettings::read(domain, &origins, Some(base_url)).expect("settings");
        read.at(base_url).map(|party| (party.domain, party.origins))
    }

    fn party(domain: &str, origins: &[&str]) -> Option<(String, Vec<String>)> {
        Some((domain.to_owned(), origins.iter().map(|&text| text.to_owned()).collect()))
    }

    #[test]
    fn the_public_address_decides_where_nothing_is_set() {
        let own = "https://accounts.example.com";
        assert_eq!(at(None, &[], own), party("accounts.example.com", &[own]));
        assert_eq!(at(Some("Example.com"), &[], own), party("example.com", &[own]));
        assert_eq!(at(None, &[], "http://127.0.0.1:5000"), party("localhost", &["http://localhost:5000"]));
        assert_eq!(at(None, &[], "http://[::1]:5000"), party("localhost", &["http://localhost:5000"]));
        assert_eq!(at(None, &[], "http://localhost:5000"), party("localhost", &["http://localhost:5000"]));
        assert_eq!(at(None, &[], "https://192.168.0.7"), None);
        for own in ["http://127.0.0.1:5000", "http://[::1]:5000", "http://localhost:5000"] {
            assert_eq!(at(Some("localhost"), &[], own), party("localhost", &["http://localhost:5000"]), "{own}");
        }
        assert!(PasskeySettings::read(Some("localhost"), &[], Some("http://192.168.0.7:5000")).is_err());
    }

    #[test]
    fn the_list_of_origins_is_exact_and_may_name_an_app() {
        let app = "android:apk-key-hash:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        let list = [" https://App.Example.com/ ", "https://other.example", app, "https://app.example.com"];
        let expected = ["https://app.example.com", "https://other.example", app];
        let read = at(Some("example.com"), &list, "https://accounts.example.com");
        assert_eq!(read, party("example.com", &expected));
    }

    #[test]
    fn what_no_browser_would_take_keeps_the_server_from_starting() {
        let refused = |domain: Option<&str>, origin: Option<&str>| {
            let origins: Vec<String> = origin.map(str::to_owned).into_iter().collect();
            PasskeySettings::read(domain, &origins, Some("https://accounts.example.com")).is_err()
        };
        for domain in [
            "evil.com",
            "counts.example.com",
            "com",
            "127.0.0.1",
            "example.com:443",
            "https://example.com",
            "a b",
            "*.example.com",
        ] {
            assert!(refused(Some(domain), None), "{domain}");
        }
        for origin in [
            "*",
            "http://app.example.com",
            "https://*.example.com",
            "null",
            "app.example.com",
            "android:apk-key-hash:abc",
        ] {
            assert!(refused(None, Some(origin)), "{origin}");
        }
    }
}
