//! Whether a request was made on this machine, for what only developers may see there.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::Version;
use actix_web::http::header::{HeaderMap, ORIGIN, REFERER};
use url::{Host, Url};

use super::header_values::single;
use super::origin;
use inside::state::State;

/// Parts of the names of headers in which proxies report a client's address or the address it asked for.
const REPORTS: &[&str] = &[
    "forwarded",
    "client-ip",
    "real-ip",
    "connecting-ip",
    "remote-ip",
    "remote-addr",
    "originating-ip",
    "original-host",
    "original-uri",
    "original-url",
];

/// Beginnings of the names of other headers that only proxies and content networks add.
const SIGNATURES: &[&str] = &[
    "via",
    "cdn-",
    "cf-",
    "fastly-",
    "fly-",
    "ngrok-",
    "tailscale-",
    "x-amzn-",
    "x-appengine-",
    "x-arr-",
    "x-azure-",
    "x-cluster-",
    "x-envoy-",
    "x-host",
    "x-nf-",
    "x-proxy",
    "x-scheme",
    "x-url-scheme",
    "x-vercel-",
];

/// Whether nothing says that the visitor, or the address they use, is elsewhere. In production nobody is here.
///
/// It takes a server that listens on the loopback address only and whose `BASE_URL`, if there is one, is on this machine; a
/// peer here that is not listed as a proxy; a Host, Origin and Referer that name this machine; and no trace of a proxy, which
/// has a peer here too and brings the network with it.
///
/// A proxy that passes requests on in HTTP/1.1 with the address of this machine for a host, and says nothing else, can't be
/// told from a program of the developer's. docs/proxies.md says so.
pub(crate) fn is_local(req: &HttpRequest, state: &State) -> bool {
    let config = state.config();
    if config.production {
        return false;
    }
    let peer = req.peer_addr().map(|peer| peer.ip().to_canonical());
    let from_here = peer.is_some_and(|peer| {
        peer.is_loopback() && !config.trusted_proxies.iter().any(|proxies| proxies.contains(&peer))
    });
    // A page elsewhere that points its own name at this machine reads it as its own site (DNS rebinding).
    let host = origin::authority(req).and_then(|authority| origin::of("http", &authority));
    config.host.is_loopback()
        && config.base_url.as_deref().is_none_or(is_loopback_url)
        && from_here
        && host.as_deref().is_some_and(is_loopback_url)
        && !came_through_a_proxy(req)
        && names_this_machine_only(req.headers())
}

/// Browsers and today's clients speak HTTP/1.1. nginx speaks HTTP/1.0 to what is behind it unless told otherwise, and adds no
/// header by itself.
fn came_through_a_proxy(req: &HttpRequest) -> bool {
    req.version() < Version::HTTP_11 || req.headers().keys().any(|name| is_of_a_proxy(name.as_str()))
}

fn is_of_a_proxy(name: &str) -> bool {
    REPORTS.iter().any(|part| name.contains(part)) || SIGNATURES.iter().any(|start| name.starts_with(start))
}

/// Where the page that sent the request came from, as far as the browser says.
fn names_this_machine_only(headers: &HeaderMap) -> bool {
    [ORIGIN, REFERER].iter().all(|name| single(headers, name).is_none_or(is_loopback_url))
}

/// Whether an address is on this machine, on whatever port: a loopback address, or `localhost`, which no other machine can be
/// (RFC 6761 section 6.3).
fn is_loopback_url(text: &str) -> bool {
    match Url::parse(text).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_here(authority: &str) -> bool {
        origin::of("http", authority).as_deref().is_some_and(is_loopback_url)
    }

    #[test]
    fn only_this_machine_is_this_machine() {
        for host in ["127.0.0.1", "127.0.0.1:5000", "[::1]", "[::1]:5000", "localhost", "LocalHost:5000"] {
            assert!(is_here(host), "{host}");
        }
        let others = [
            "",
            ":5000",
            "evil.example",
            "evil.example:5000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "evil.example@127.0.0.1",
            "0.0.0.0:5000",
            "[::]:5000",
            "192.168.1.7",
            "localhost, evil.example",
        ];
        for host in others {
            assert!(!is_here(host), "{host}");
        }
    }

    #[test]
    fn proxies_are_known_by_what_they_add_and_browsers_add_none_of_it() {
        let of_proxies = [
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-original-forwarded-for",
            "x-real-ip",
            "via",
            "cf-connecting-ip",
            "cf-ray",
            "x-client-ip",
            "true-client-ip",
            "fastly-client-ip",
            "fly-client-ip",
            "x-cluster-client-ip",
            "x-remote-ip",
            "x-remote-addr",
            "x-originating-ip",
            "x-envoy-external-address",
            "x-amzn-trace-id",
            "cdn-loop",
            "x-azure-clientip",
            "x-vercel-id",
            "x-proxyuser-ip",
            "x-scheme",
        ];
        for name in of_proxies {
            assert!(is_of_a_proxy(name), "{name}");
        }
        let of_browsers = [
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "content-type",
            "cookie",
            "dnt",
            "host",
            "origin",
            "priority",
            "proxy-connection",
            "referer",
            "sec-ch-ua-platform",
            "sec-fetch-site",
            "sec-gpc",
            "traceparent",
            "upgrade-insecure-requests",
            "user-agent",
            "x-requested-with",
        ];
        for name in of_browsers {
            assert!(!is_of_a_proxy(name), "{name}");
        }
    }
}
