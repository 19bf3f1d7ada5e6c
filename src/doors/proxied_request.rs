//! What a proxy says about the request of a visitor that it asks us about, before it passes it on to an app.
//!
//! Only a proxy in `TRUSTED_PROXIES` is believed. It also hands on what the visitor sent, so a header that this proxy does not write
//! itself may be the visitor's: where two headers name different hosts, neither counts.

use std::borrow::Cow;

use std::sync::Once;

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, HeaderMap, REFERER, UPGRADE};

use super::client;
use super::destination::{destination, foreign_origin};
use super::header_values::{single, weighted};
use super::local_path::asking;
use inside::config::{Config, ForwardAuthHost};
use inside::state::State;

/// nginx has it written (`proxy_set_header X-Original-URL …`): scheme, host and path in one.
const ORIGINAL_URL: &str = "x-original-url";
const ORIGINAL_METHOD: &str = "x-original-method";
/// Caddy and Traefik write these.
const FORWARDED_HOST: &str = "x-forwarded-host";
const FORWARDED_PROTO: &str = "x-forwarded-proto";
const FORWARDED_URI: &str = "x-forwarded-uri";
const FORWARDED_METHOD: &str = "x-forwarded-method";

static UNTRUSTED: Once = Once::new();

/// A visitor's request to an app behind a proxy.
#[derive(Debug, Default)]
pub(crate) struct ProxiedRequest<'a> {
    /// Where it goes, if that is a listed host and there is no doubt about it.
    pub(crate) host: Option<&'a ForwardAuthHost>,
    /// The proxy understands nothing but 200, 401 and 403, as nginx does (`auth_request`).
    pub(crate) only_knows_401: bool,
    /// It only reads.
    pub(crate) is_safe: bool,
    /// A person will see the answer.
    is_page: bool,
    /// Its address, without the origin.
    path: String,
    scheme: &'static str,
    /// The page that it came from.
    referer: Option<String>,
}

impl<'a> ProxiedRequest<'a> {
    /// What the headers say.
    pub(crate) fn of(req: &HttpRequest, state: &'a State) -> ProxiedRequest<'a> {
        let headers = req.headers();
        if !client::is_from_trusted_proxy(req, state) {
            let claims = [ORIGINAL_URL, FORWARDED_HOST].iter().any(|name| headers.contains_key(*name));
            if claims && !state.config().forward_auth.hosts.is_empty() {
                let peer = req.peer_addr().map(|peer| peer.ip());
                // Once: anybody can send such a request.
                UNTRUSTED.call_once(|| tracing::warn!(?peer, "forward-auth: this proxy is not in TRUSTED_PROXIES"));
            }
            return ProxiedRequest::default();
        }
        ProxiedRequest::read(headers, state.config())
    }

    pub(super) fn read(headers: &HeaderMap, config: &'a Config) -> ProxiedRequest<'a> {
        let original = single(headers, ORIGINAL_URL);
        let (proto, authority, path) = match original {
            Some(url) => parts(url),
            None => (
                single(headers, FORWARDED_PROTO).unwrap_or_default(),
                single(headers, FORWARDED_HOST).unwrap_or_default(),
                single(headers, FORWARDED_URI).unwrap_or_default(),
            ),
        };
        let find = |authority: &str| config.forward_auth.find(authority);
        let host = find(authority);
        let contradicts = single(headers, FORWARDED_HOST).is_some_and(|other| find(other) != host);
        let methods = [ORIGINAL_METHOD, FORWARDED_METHOD].map(|name| single(headers, name));
        ProxiedRequest {
            host: host.filter(|_| !contradicts),
            only_knows_401: original.is_some(),
            is_safe: methods.into_iter().flatten().all(|method| matches!(method, "GET" | "HEAD")),
            is_page: asks_for_page(headers),
            path: path.to_owned(),
            scheme: config.forward_auth.scheme(proto),
            referer: single(headers, REFERER).map(str::to_owned),
        }
    }

    /// The address of the login page that leads back, if the visitor can be sent there: a person who opens a page of a listed host.
    /// A form is not sent again: after the login there is the page that it stood on.
    pub(crate) fn login(&self, state: &State) -> Option<String> {
        let host = self.host.filter(|_| self.is_page)?;
        let origin = format!("{}://{}", self.scheme, host.authority);
        let there = match self.is_safe {
            true => format!("{origin}/{}", self.path.strip_prefix('/').unwrap_or_default()),
            false => self.referer.clone().unwrap_or_default(),
        };
        let back = destination(&there, std::slice::from_ref(&origin))
            .filter(|back| foreign_origin(back).as_ref() == Some(&origin));
        let back = back.unwrap_or_else(|| format!("{origin}/"));
        Some(asking(&format!("{}/login", state.base_url()), "next", &back))
    }
}

/// Scheme, authority and path of an address; where it is not one, nothing.
fn parts(url: &str) -> (&str, &str, &str) {
    let Some((scheme, rest)) = url.split_once("://") else { return ("", "", "") };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    (scheme, authority, path)
}

/// Whether a person will see the answer: the request names HTML among what it accepts, and is a navigation as far as its browser says
/// (Fetch Metadata). A script could make nothing of a login page, and a WebSocket nothing of a redirect.
fn asks_for_page(headers: &HeaderMap) -> bool {
    let is_navigation = single(headers, "sec-fetch-mode").is_none_or(|mode| mode == "navigate");
    let is_script = headers.contains_key("x-requested-with") || headers.contains_key(UPGRADE);
    let is_html = |(name, weight): &(Cow<'_, str>, u16)| {
        *weight > 0 && matches!(name.as_ref(), "text/html" | "application/xhtml+xml")
    };
    is_navigation && !is_script && weighted(headers, &ACCEPT).iter().any(is_html)
}
