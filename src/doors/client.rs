//! The client behind a request: its address, read through trusted proxies, and its User-Agent.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderMap, USER_AGENT};
use ipnet::IpNet;

use super::header_values::trimmed;
use super::{device_cookie, remembered_cookie};
use inside::client::Client;
use inside::state::State;

/// The client of this request, for verbs.
pub(crate) fn of(req: &HttpRequest, state: &State) -> Client {
    Client {
        address: address_of(req, state),
        user_agent: user_agent(req.headers()),
        devices: device_cookie::read(req, state.config()),
        remembered: remembered_cookie::read(req, state.config()),
    }
}

/// Where this request came from.
pub(crate) fn address_of(req: &HttpRequest, state: &State) -> IpAddr {
    let peer = req.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    address(peer.to_canonical(), req.headers(), &state.config().trusted_proxies)
}

/// Whether the peer is a proxy in `TRUSTED_PROXIES`.
pub(crate) fn is_from_trusted_proxy(req: &HttpRequest, state: &State) -> bool {
    let peer = req.peer_addr().map(|peer| peer.ip().to_canonical());
    peer.is_some_and(|peer| state.config().trusted_proxies.iter().any(|net| net.contains(&peer)))
}

/// The peer's address. If the peer is a trusted proxy, the last address in `X-Forwarded-For` that is not a trusted proxy
/// itself: the client may have written everything to the left of it.
pub(super) fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    // Bytes at the left end that are not text must not hide what the proxy wrote at the right one.
    let lines = headers.get_all("x-forwarded-for").map(|line| String::from_utf8_lossy(line.as_bytes()));
    let lines: Vec<_> = lines.collect();
    let mut nearest = peer;
    // Every comma separates, also one in quotes: a client that opens a quote at the left end would otherwise swallow what
    // the proxy appended.
    let entries = lines.iter().rev().flat_map(|line| line.rsplit(',')).map(trimmed);
    for entry in entries.filter(|entry| !entry.is_empty()) {
        let Some(address) = parse(entry) else {
            return nearest;
        };
        nearest = address.to_canonical();
        if !is_trusted(&nearest) {
            return nearest;
        }
    }
    nearest
}

/// An address as proxies write it: perhaps in quotes or brackets, with a port (RFC 7239 section 6) or a zone (RFC 4007
/// section 11, RFC 6874), which only says by which interface the proxy reaches that address.
fn parse(entry: &str) -> Option<IpAddr> {
    let entry = entry.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(entry);
    let (bare, port) = match entry.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        // A colon separates a port from IPv4 only; in IPv6 it is part of the address.
        None if entry.matches(':').count() == 1 => entry.split_at(entry.find(':')?),
        None => (entry, ""),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok();
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(is_number) {
        return None;
    }
    match bare.split_once('%') {
        None => bare.parse().ok(),
        Some((_, "")) => None,
        Some((address, _)) => address.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
    }
}

/// Printable characters only: the text ends up in logs, pages and emails.
pub(super) fn user_agent(headers: &HeaderMap) -> String {
    let text = headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes())).unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            let value = HeaderValue::from_bytes(line.as_bytes()).expect("a header");
            headers.append(HeaderName::from_static("x-forwarded-for"), value);
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().expect("a network")).collect();
        address(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &[]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_read_from_the_right() {
        assert_eq!(seen("10.0.0.1", &["6.6.6.6, 203.0.113.9"], &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6", "203.0.113.9, 10.0.0.2"], &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9:4711"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn a_proxy_may_write_an_address_in_any_of_its_forms() {
        for written in [
            "2001:db8::1",
            "[2001:db8::1]",
            "[2001:db8::1]:443",
            "\"[2001:db8::1]\"",
            "\"[2001:db8::1]:443\"",
            "\"2001:db8::1\"",
            "2001:DB8:0::1",
            "2001:db8::1%eth0",
            "[2001:db8::1%25eth0]:80",
            "\t 2001:db8::1 \t",
            "2001:db8::1, ,,",
            "6.6.6.6, 2001:db8::1,",
            "\"6.6.6.6, 2001:db8::1",
        ] {
            assert_eq!(seen("10.0.0.1", &[written], &["10.0.0.0/8"]), "2001:db8::1", "{written}");
        }
        for written in
            ["203.0.113.9", "203.0.113.9:4711", "\"203.0.113.9:4711\"", "::ffff:203.0.113.9", "[::ffff:cb00:7109]"]
        {
            assert_eq!(seen("10.0.0.1", &[written], &["10.0.0.0/8"]), "203.0.113.9", "{written}");
        }
        assert_eq!(
            seen("10.0.0.1", &["203.0.113.9", ""], &["10.0.0.0/8"]),
            "203.0.113.9",
            "an empty line hides nothing"
        );
    }

    #[test]
    fn nonsense_ends_the_walk_at_the_last_known_proxy() {
        for nonsense in [
            "unknown",
            "_hidden",
            "[203.0.113.9",
            "203.0.113.9]",
            "203.0.113.9:",
            "203.0.113.9:port",
            "203.0.113.9:99999",
            "203.0.113.9%eth0",
            "2001:db8::1%",
            "[2001:db8::1]443",
            "[2001:db8::1]:443:1",
            "\"203.0.113.9",
            "203.0.113",
            "\u{2003}203.0.113.9",
            "for=203.0.113.9",
        ] {
            assert_eq!(seen("10.0.0.1", &["203.0.113.7", nonsense], &["10.0.0.0/8"]), "10.0.0.1", "{nonsense}");
        }
        assert_eq!(seen("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["\u{fe}, 203.0.113.9"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    proptest! {
        #[test]
        fn what_a_client_writes_never_hides_what_the_proxy_appends(
            written in "[ -~]{0,40}",
            address in any::<u128>(),
            form in 0..5_u8,
        ) {
            let address = IpAddr::from(std::net::Ipv6Addr::from(address)).to_canonical();
            prop_assume!(!matches!(address, IpAddr::V4(v4) if v4.octets()[0] == 10));
            let text = match (form, address) {
                (0, _) => address.to_string(),
                (1, IpAddr::V6(v6)) => format!("[{v6}]"),
                (2, IpAddr::V6(v6)) => format!("{v6}%eth0"),
                (3, IpAddr::V6(v6)) => format!("\"[{v6}]:443\""),
                _ => std::net::SocketAddr::new(address, 443).to_string(),
            };
            let line = format!("{written}, {text}");
            prop_assert_eq!(seen("10.0.0.1", &[&line], &["10.0.0.0/8"]), address.to_string());
        }
    }
}
