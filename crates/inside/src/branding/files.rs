//! Files that are served for the look, under names that change with their content.

use aws_lc_rs::digest::{SHA256, digest};

/// A file as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedFile {
    /// Its path on this site.
    pub url: String,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The file.
    pub content: Vec<u8>,
}

impl ServedFile {
    /// A file with this stem and ending.
    pub(super) fn new(stem: &str, ending: &str, content: Vec<u8>) -> ServedFile {
        let hash = digest(&SHA256, &content);
        let hash: String = hash.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let content_type = match ending {
            "css" => "text/css; charset=utf-8",
            "woff2" => "font/woff2",
            "svg" => "image/svg+xml",
            _ => "image/png",
        };
        ServedFile { url: format!("/static/{stem}.{hash}.{ending}"), content_type, content }
    }
}
