//! What the doors read of a request before a verb begins, for the targets in `fuzz/`.

use std::net::IpAddr;

use actix_web::dev::RequestHead;
use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue,
};
use actix_web::web::BytesMut;
use inside::config::Config;
use ipnet::IpNet;
use serde::de::DeserializeOwned;

use super::pages::audit_log;
use super::submission::{BodyKind, understood};
use super::{client, cookie_header, destination, local_path, negotiation, origin, proxied_request, trace_parent};
use super::{header_values, second_factor, token_api};

/// Headers of this name, one for each of these values that could be one.
fn headers(name: &HeaderName, lines: &[&[u8]]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines.iter().filter_map(|line| HeaderValue::from_bytes(line).ok()) {
        headers.append(name.clone(), line);
    }
    headers
}

/// A form or a JSON body as the input of a verb, and the method that it asks for.
pub fn body<T: DeserializeOwned>(is_json: bool, bytes: &[u8]) -> Option<(Option<T>, Option<String>)> {
    let kind = if is_json { BodyKind::Json } else { BodyKind::Form };
    let submission = understood(kind, BytesMut::from(bytes)).ok()?;
    Some((submission.parse().ok(), submission.form_value("_method")))
}

/// The body of a second step: whether it names one.
pub fn second_step(bytes: &[u8]) -> bool {
    let read = body::<second_factor::SecondFactor>(true, bytes).and_then(|(form, _)| form);
    read.is_some_and(|form| form.step().is_ok())
}

/// The address of a client behind this peer.
pub fn client_address(peer: IpAddr, lines: &[&[u8]], trusted: &[IpNet]) -> IpAddr {
    client::address(peer, &headers(&HeaderName::from_static("x-forwarded-for"), lines), trusted)
}

/// What a client calls itself, as it is kept.
pub fn user_agent(line: &[u8]) -> String {
    client::user_agent(&headers(&actix_web::http::header::USER_AGENT, &[line]))
}

/// Names and values, in order.
pub type CookiePairs = Vec<(String, String)>;

/// The cookies that are handed on, and the same after they were written and read again.
pub fn cookies(lines: &[&[u8]]) -> (CookiePairs, CookiePairs) {
    let mut headers = headers(&COOKIE, lines);
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let pairs = cookie_header::pairs(&headers);
    let line = cookie_header::joined(&pairs);
    let pairs = pairs.into_iter().map(owned).collect();
    cookie_header::write(&mut headers, line);
    (pairs, cookie_header::pairs(&headers).into_iter().map(owned).collect())
}

/// A token in `Authorization`.
pub fn bearer(line: &[u8]) -> Option<String> {
    let token = token_api::bearer::in_headers(&headers(&AUTHORIZATION, &[line]))?;
    Some(token.expose().clone())
}

/// An origin in its one form.
pub fn origin(scheme: &str, authority: &str) -> Option<String> {
    origin::of(scheme, authority)
}

/// A day of the audit log, as it is shown.
pub fn audit_day(text: &str) -> Option<String> {
    audit_log::day(text).map(|day| day.to_string())
}

/// The account that a session cookie of ours names.
pub fn session_cookie(value: &str, config: &Config) -> Option<i64> {
    cookie_header::named_by(value, config).map(|(user_id, _)| user_id)
}

/// The account that the content of a session cookie names, as if we had signed it.
pub fn session_content(content: &str) -> Option<i64> {
    cookie_header::session_in(content).map(|(user_id, _)| user_id)
}

/// The members of a header with weights.
pub fn accepted(line: &[u8]) -> Vec<(String, u16)> {
    let headers = headers(&ACCEPT_LANGUAGE, &[line]);
    let accepted = header_values::weighted(&headers, &ACCEPT_LANGUAGE);
    accepted.into_iter().map(|(name, weight)| (name.into_owned(), weight)).collect()
}

/// Whether JSON is wanted rather than a page.
pub fn prefers_json(line: &[u8]) -> bool {
    negotiation::prefers_json(&headers(&ACCEPT, &[line]))
}

/// The content coding of an answer.
pub fn coding(line: &[u8]) -> Option<&'static str> {
    let mut head = RequestHead::default();
    head.headers = headers(&ACCEPT_ENCODING, &[line]);
    negotiation::content_codings(&head).preferring(negotiation::Coding::Gzip).map(negotiation::Coding::word)
}

/// The path of ours that an address names.
pub fn local_path(next: &str) -> Option<String> {
    local_path::local_path(next)
}

/// Where a login leads.
pub fn destination(next: &str, origins: &[String]) -> Option<String> {
    destination::destination(next, origins)
}

/// The trace that a request belongs to.
pub fn trace_id(line: &[u8]) -> Option<String> {
    trace_parent::trace_id(&headers(&HeaderName::from_static("traceparent"), &[line])).map(str::to_owned)
}

/// The listed host that a proxy asks about, from headers of these names.
pub fn proxied_host(said: &[(&'static str, &[u8])], config: &Config) -> Option<String> {
    let mut headers = HeaderMap::new();
    for (name, value) in said {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    proxied_request::ProxiedRequest::read(&headers, config).host.map(|host| host.authority.clone())
}
