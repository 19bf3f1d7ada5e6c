//! Addresses of all kinds: ours, those of pages that may call us, of proxies that are believed, and of the sender of emails.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use lettre::message::Mailbox;
use url::{Host, Url};

use super::{ConfigError, refuse};
use crate::email_address::EmailAddress;

/// An origin. In production one that browsers send Secure cookies to: https, or this machine itself, which they take for
/// secure without it (W3C, "Secure Contexts", section 3.1). Over http elsewhere nobody could stay logged in, and the links
/// in emails would take their secrets through the network in clear.
pub(super) fn parse_base_url(text: &str, production: bool) -> Result<String, ConfigError> {
    let advice = || refuse("BASE_URL", format!("{text:?} is not an address like https://accounts.example.com"));
    let url = Url::parse(text).map_err(|_| advice())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !plain || url.path() != "/" {
        return Err(advice());
    }
    if production && url.scheme() == "http" && !is_loopback(&url) {
        return Err(refuse(
            "BASE_URL",
            format!(
                "{text:?} is not encrypted, so browsers would never send the session's cookie; write it with https://"
            ),
        ));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Origins as browsers send them: scheme, host and port, nothing else. `*` and `null` are refused: with cookies they would let anyone in.
pub(super) fn parse_origins(texts: Vec<String>, production: bool) -> Result<Vec<String>, ConfigError> {
    let texts: Vec<_> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() && !production {
        return Ok(vec!["http://localhost:3000".to_owned()]);
    }
    let parse = |text: &str| {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/");
        url.map(|url| url.origin().ascii_serialization()).ok_or_else(|| {
            refuse(
                "ALLOWED_ORIGINS",
                format!(
                    "{text:?} is not an origin like https://app.example.com (scheme, host and port, no path, no *)"
                ),
            )
        })
    };
    texts.into_iter().map(parse).collect()
}

/// One line that names one mailbox: it becomes a header of every email. Its address is written as mail servers without
/// SMTPUTF8 (RFC 6531) read it. `localhost` is the one host without a dot: it is the default in development too.
pub(super) fn parse_sender(text: &str) -> Result<Mailbox, ConfigError> {
    let refused = || refuse("MAIL_FROM", format!("{text:?} is not a sender like Ledger <noreply@example.com>"));
    let one_line = Some(text).filter(|text| !text.contains(char::is_control));
    let sender: Mailbox = one_line.and_then(|text| text.trim().parse().ok()).ok_or_else(refused)?;
    if sender.email.domain() == "localhost" {
        return Ok(sender);
    }
    if !sender.email.user().is_ascii() {
        let advice = format!(
            "{text:?} has letters before the @ that many mail servers don't accept; use ASCII letters there, like \
             noreply@example.com"
        );
        return Err(refuse("MAIL_FROM", advice));
    }
    let address = EmailAddress::parse(sender.email.as_ref()).map_err(|_| refused())?;
    Ok(Mailbox::new(sender.name, address.for_mail().map_err(|_| refused())?))
}

/// `localhost` is not an address, and the one name that everybody means one by.
pub(super) fn parse_host(text: &str) -> Result<IpAddr, String> {
    match text.trim() {
        name if name.eq_ignore_ascii_case("localhost") => Ok(Ipv4Addr::LOCALHOST.into()),
        address => address.parse().map_err(|_| {
            "write an IP address: 127.0.0.1 for this machine only, 0.0.0.0 or :: for every network it is in".to_owned()
        }),
    }
}

/// A domain that browsers take from the host of `base_url`: that host, or one above it (RFC 6265 section 5.3). Whatever
/// else stands here, they drop the cookie without a word, and nobody could log in.
pub(super) fn parse_cookie_domain(text: &str, base_url: Option<&str>) -> Result<String, ConfigError> {
    let advise = |advice: String| refuse("COOKIE_DOMAIN", advice);
    let text = text.trim();
    // A dot in front is the older spelling of the same (RFC 6265 section 5.2.3).
    let domain = match Host::parse(text.strip_prefix('.').unwrap_or(text)) {
        Ok(Host::Domain(name)) if is_domain(&name) => name,
        _ => {
            return Err(advise(format!(
                "{text:?} is not a domain; write only a name with a dot in it, like example.com"
            )));
        }
    };
    let url = base_url.and_then(|text| Url::parse(text).ok());
    match url.as_ref().and_then(Url::host_str) {
        Some(host) if host == domain || host.ends_with(&format!(".{domain}")) => Ok(domain),
        Some(host) => Err(advise(format!(
            "browsers take no cookie for {domain} from {host}; write the host of BASE_URL or a domain above it"
        ))),
        None => Err(advise(format!("set BASE_URL as well, to an address at {domain} or below it"))),
    }
}

/// At least two labels: no browser takes a cookie for all of `com`.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    name.contains('.') && name.split('.').all(is_label)
}

pub(super) fn parse_proxies(texts: Vec<String>) -> Result<Vec<IpNet>, ConfigError> {
    let parse = |text: &str| {
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            refuse("TRUSTED_PROXIES", format!("{text:?} is neither an address nor a network like 10.0.0.0/8"))
        })
    };
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_origin_and_loses_its_slash() {
        assert_eq!(parse_base_url("https://a.example/", false), Ok("https://a.example".to_owned()));
        for wrong in
            ["a.example", "ftp://a.example", "https://a.example/path", "https://a.example/?q", "https://u:p@a.example"]
        {
            assert!(parse_base_url(wrong, false).is_err(), "{wrong}");
        }
    }

    #[test]
    fn in_production_a_base_url_is_encrypted_or_on_this_machine() {
        for right in [
            "https://a.example",
            "http://localhost:5000",
            "http://127.0.0.1:5000",
            "http://127.1.2.3",
            "http://[::1]:80",
        ] {
            assert!(parse_base_url(right, true).is_ok(), "{right}");
        }
        for wrong in ["http://a.example", "http://localhost.a.example", "http://10.0.0.1", "http://[2001:db8::1]"] {
            assert!(parse_base_url(wrong, true).is_err(), "{wrong}");
            assert!(parse_base_url(wrong, false).is_ok(), "{wrong}");
        }
    }

    #[test]
    fn a_cookie_is_shared_with_the_domain_of_our_own_address_or_one_above_it() {
        let base = "https://accounts.shop.example.com";
        for (text, domain) in [
            ("example.com", "example.com"),
            (" .Example.COM ", "example.com"),
            ("shop.example.com", "shop.example.com"),
            ("accounts.shop.example.com", "accounts.shop.example.com"),
        ] {
            assert_eq!(parse_cookie_domain(text, Some(base)), Ok(domain.to_owned()), "{text}");
        }
        assert_eq!(
            parse_cookie_domain("bücher.example", Some("https://a.xn--bcher-kva.example")),
            Ok("xn--bcher-kva.example".to_owned())
        );
        for wrong in [
            "https://example.com",
            "example.com:443",
            "example.com/",
            "/",
            "example .com",
            "example.com; Secure",
            "example.com;",
            "example.com\r\nSet-Cookie: a=b",
            "example\u{0}.com",
            "*.example.com",
            "..example.com",
            "example..com",
            "example.com.",
            "-a.example.com",
            ".",
            "com",
            ".com",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "other.com",
            "ample.com",
            "www.accounts.shop.example.com",
            "a_b.example.com",
        ] {
            assert!(parse_cookie_domain(wrong, Some(base)).is_err(), "{wrong:?}");
        }
        assert!(parse_cookie_domain("0.0.1", Some("http://127.0.0.1:5000")).is_err());
        assert!(parse_cookie_domain("example.com", None).is_err());
    }

    #[test]
    fn a_sender_has_an_address_that_every_mail_server_accepts() {
        let sender = |text: &str| parse_sender(text).map(|mailbox| (mailbox.name, mailbox.email.to_string()));
        assert_eq!(
            sender("Acmé <noreply@müller.example>"),
            Ok((Some("Acmé".to_owned()), "noreply@xn--mller-kva.example".to_owned()))
        );
        assert_eq!(sender("noreply@Example.com"), Ok((None, "noreply@example.com".to_owned())));
        for wrong in ["Acme <möwe@example.com>", "Acme", "a@b\r\nBcc: c@d.example", "a@exa mple.com", "a@"] {
            assert!(sender(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn origins_are_listed_one_by_one() {
        assert_eq!(parse_origins(vec!["https://A.example:443".into()], true), Ok(vec!["https://a.example".into()]));
        assert_eq!(parse_origins(vec![], false), Ok(vec!["http://localhost:3000".into()]));
        assert_eq!(parse_origins(vec![], true), Ok(vec![]));
        for wrong in ["*", "null", "https://a.example/app", "a.example"] {
            assert!(parse_origins(vec![wrong.into()], true).is_err(), "{wrong}");
        }
    }
}
