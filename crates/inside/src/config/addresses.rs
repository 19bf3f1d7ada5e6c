//! Names and addresses of all kinds: our own, those of origins that may call us, of trusted proxies, and of the sender of emails.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use lettre::message::Mailbox;
use url::{Host, Url};

use super::{ConfigError, is_blank, origin, refuse};
use crate::email_address::EmailAddress;

/// An origin. In production one that browsers send Secure cookies to: https, or this machine itself, which they take for
/// secure without it (W3C, "Secure Contexts", section 3.1). Over http elsewhere no session would last, and the links in
/// emails would take their secrets through the network in clear.
pub(super) fn parse_base_url(text: &str, production: bool) -> Result<String, ConfigError> {
    let url = origin::parse(text).map_err(|advice| refuse("BASE_URL", advice))?;
    let form = url.origin().ascii_serialization();
    if production && url.scheme() == "http" && !is_loopback(&url) {
        return Err(refuse(
            "BASE_URL",
            format!(
                "{form} is not encrypted, so browsers would never send the session's cookie; write it with https://"
            ),
        ));
    }
    Ok(form)
}

pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Origins in the form that browsers send, each once. `*` and `null` are refused: with cookies they would let anyone in.
pub(super) fn parse_origins(texts: &[String], production: bool) -> Result<Vec<String>, ConfigError> {
    let texts: Vec<_> = texts.iter().filter(|text| !is_blank(text)).collect();
    if texts.is_empty() && !production {
        return Ok(vec!["http://localhost:3000".to_owned()]);
    }
    let mut origins = Vec::new();
    for text in texts {
        let url = origin::parse(text).map_err(|advice| refuse("ALLOWED_ORIGINS", advice))?;
        let form = url.origin().ascii_serialization();
        if !origins.contains(&form) {
            origins.push(form);
        }
    }
    Ok(origins)
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

/// `localhost` is not an address, and the one name that always means one.
pub(super) fn parse_host(text: &str) -> Result<IpAddr, String> {
    match text.trim() {
        name if name.eq_ignore_ascii_case("localhost") => Ok(Ipv4Addr::LOCALHOST.into()),
        address => address.parse().map_err(|_| {
            "write an IP address: 127.0.0.1 for this machine only, 0.0.0.0 or :: for every network it is in".to_owned()
        }),
    }
}

/// A domain that browsers accept from the host of `base_url`: that host, or a parent domain (RFC 6265 section 5.3). They
/// drop a cookie for any other domain without a word, and no login would work.
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

/// Networks, each once and in one form: IPv4 as such, also where it was written as IPv6.
pub(super) fn parse_proxies(texts: &[String]) -> Result<Vec<IpNet>, ConfigError> {
    let mut networks = Vec::new();
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let network = parse_network(text).map_err(|advice| refuse("TRUSTED_PROXIES", advice))?;
        if !networks.contains(&network) {
            networks.push(network);
        }
    }
    Ok(networks)
}

fn parse_network(text: &str) -> Result<IpNet, String> {
    let parsed = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    let network = match parsed.map_err(|_| format!("{text:?} is neither an address nor a network like 10.0.0.0/8"))? {
        IpNet::V6(six) => match six.addr().to_ipv4_mapped() {
            Some(four) if six.prefix_len() >= 96 => {
                IpNet::new(four.into(), six.prefix_len() - 96).map_err(|cause| cause.to_string())?
            }
            _ => IpNet::V6(six),
        },
        four => four,
    };
    if network.trunc() != network {
        return Err(format!("{text:?} is an address inside a network; write {} or the address alone", network.trunc()));
    }
    if network.prefix_len() == 0 {
        return Err(format!(
            "{text:?} is everybody, who could then pretend any address; write the proxy's own address"
        ));
    }
    Ok(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_origin_and_loses_its_slash() {
        assert_eq!(parse_base_url("https://a.example/", false), Ok("https://a.example".to_owned()));
        assert_eq!(parse_base_url("HTTPS://A.example:443", false), Ok("https://a.example".to_owned()));
        for wrong in ["a.example", "https://a.example/path", "https://u:hunter2@a.example"] {
            let sentence = parse_base_url(wrong, false).expect_err(wrong).to_string();
            assert!(!sentence.contains("hunter2"), "{sentence}");
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
        let parse = |texts: &[&str], production| {
            parse_origins(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), production)
        };
        let twice = parse(&["https://A.example:443", "", "https://a.example/"], true);
        assert_eq!(twice, Ok(vec!["https://a.example".into()]));
        assert_eq!(parse(&[], false), Ok(vec!["http://localhost:3000".into()]));
        assert_eq!(parse(&[], true), Ok(vec![]));
        assert!(parse(&["https://a.example", "*"], true).is_err());
    }

    #[test]
    fn a_network_has_one_form_and_is_not_everybody() {
        let parse = |text: &str| parse_proxies(&[text.to_owned()]).map(|all| all[0].to_string());
        for (text, form) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            (" 127.0.0.1 ", "127.0.0.1/32"),
            ("::ffff:10.0.0.1", "10.0.0.1/32"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
            ("2001:DB8::/32", "2001:db8::/32"),
        ] {
            assert_eq!(parse(text), Ok(form.to_owned()), "{text}");
        }
        assert_eq!(parse_proxies(&["::1".into(), "::1/128".into(), String::new()]).map(|all| all.len()), Ok(1));
        assert!(parse("10.1.2.3/8").expect_err("host bits").to_string().contains("write 10.0.0.0/8"));
        for wrong in
            ["*", "0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example", "10.0.0.1:80", "010.0.0.1", "10.0.0.0-10.0.0.9"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
