//! What an operator writes about the site: links, origins, hosts, the mail server, rates, colours, pictures.
#![no_main]

use inside::branding::Colour;
use inside::fuzzing::branding::{svg_size, woff2};
use inside::fuzzing::config::{footer_link, forward_auth, mail_url, origin, page, rate};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let _ = woff2(data);
    let Some(text) = text(data) else { return };
    if let Ok(link) = footer_link(text) {
        assert!(!link.label.is_empty() && is_safe(&link.url), "{link:?}");
    }
    if let Ok(url) = page(text) {
        assert!(is_safe(&url) && !url.starts_with("mailto:"), "{url:?}");
        assert_eq!(page(&url).ok(), Some(url));
    }
    if let Ok(normal) = origin(text) {
        assert_eq!(origin(&normal), Ok(normal.clone()), "the normal form is its own");
    }
    if let Ok(read) = forward_auth(text) {
        assert!(read.hosts.iter().all(|host| read.find(&host.authority) == Some(host)));
    }
    let _ = mail_url(text);
    if let Ok(shown) = rate(text) {
        assert_eq!(rate(&shown), Ok(shown.clone()));
    }
    if let Ok(colour) = text.parse::<Colour>() {
        assert_eq!(colour.to_string().parse::<Colour>().map(|again| again.to_string()), Ok(colour.to_string()));
    }
    if let Ok((width, height)) = svg_size(text) {
        assert!(width > 0.0 && height > 0.0);
    }
}

fn is_safe(url: &str) -> bool {
    let begins = ["/", "https://", "http://", "mailto:"].iter().any(|start| url.starts_with(start));
    begins && !url.starts_with("//") && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}
