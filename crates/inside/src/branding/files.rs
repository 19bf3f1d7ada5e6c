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
    /// A policy of its own (W3C, "Content Security Policy Level 3"), for a file that could be opened as a document: an SVG may
    /// draw, and nothing else.
    pub fn policy(&self) -> Option<&'static str> {
        let is_document = self.content_type == "image/svg+xml";
        is_document
            .then_some("default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox")
    }

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
