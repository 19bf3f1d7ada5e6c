use std::io::Read;

use reqwest::Method;

use crate::harness::{Answer, App};

/// The answer's body as bytes, asked for with this Accept-Encoding.
async fn fetch(app: &App, path: &str, accepted: &str) -> (Answer, Vec<u8>) {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{}\r\n",
        if accepted.is_empty() { String::new() } else { format!("Accept-Encoding: {accepted}\r\n") }
    );
    let bytes = app.raw_bytes(request).await;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let answer = app.browser().send(Method::HEAD, path, &[("accept-encoding", accepted)], "").await;
    let (head, body) = (String::from_utf8_lossy(&bytes[..end]).to_lowercase(), &bytes[end + 4..]);
    (answer, if head.contains("transfer-encoding: chunked") { joined(body) } else { body.to_vec() })
}

/// A body that came in chunks.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = chunks.iter().position(|byte| *byte == b'\r').expect("a chunk's length");
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..line]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[line + 2..line + 2 + length]);
        chunks = &chunks[line + 2 + length + 2..];
    }
}

fn unpacked(encoding: Option<&str>, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match encoding {
        Some("br") => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).map(drop),
        Some("gzip") => flate2::read::GzDecoder::new(body).read_to_end(&mut plain).map(drop),
        _ => {
            plain = body.to_vec();
            Ok(())
        }
    }
    .expect("it unpacks");
    plain
}

/// The addresses that a page loads things from.
async fn loaded_by_a_page(app: &App) -> Vec<String> {
    let page = app.browser().get("/").await;
    let found = [("link[rel=stylesheet]", "href"), ("link[rel=icon]", "href"), ("script", "src")];
    found.iter().map(|(selector, name)| page.attribute(selector, name).expect("it is loaded")).collect()
}

#[test]
fn files_are_served_under_names_that_change_with_their_content() {
    App::test(async |app| {
        let sources = ["static/app.css", "static/icon.svg", "static/enhance.js"];
        let kinds = ["text/css; charset=utf-8", "image/svg+xml", "text/javascript; charset=utf-8"];
        for ((path, source), kind) in loaded_by_a_page(app).await.iter().zip(sources).zip(kinds) {
            let content = std::fs::read_to_string(source).expect("it is in the repository");
            // Comments and indentation stay here. Every other line is served.
            let lines: Vec<&str> =
                content.lines().map(str::trim).filter(|line| !line.contains("/*") && !line.contains("//")).collect();
            assert!(lines.len() > 1 || source.ends_with(".svg"));
            for (accepted, encoding) in [
                ("br, gzip", Some("br")),
                ("gzip", Some("gzip")),
                ("gzip;q=1, br;q=0", Some("gzip")),
                ("", None),
                ("identity", None),
                ("br;q=0", None),
                ("nonsense", None),
            ] {
                let (answer, body) = fetch(app, path, accepted).await;
                assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
                let told = answer.header("content-encoding").filter(|coding| *coding != "identity");
                assert_eq!(told, encoding, "{path} for {accepted:?}");
                assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
                assert!(answer.header("vary").is_some_and(|vary| vary.to_lowercase().contains("accept-encoding")));
                assert_eq!(answer.header("set-cookie"), None);
                assert_eq!(answer.body, "", "HEAD has no body");
                let served = String::from_utf8(unpacked(encoding, &body)).expect("text");
                let is_comment = |line: &str| line.contains("/*") || line.trim_start().starts_with("//");
                assert!(!served.lines().any(is_comment), "{path} for {accepted:?}");
                let mut served = served.lines();
                assert!(
                    lines.iter().all(|line| line.is_empty() || served.any(|own| own == *line)),
                    "{path} for {accepted:?}"
                );
                assert!(encoding.is_none() || body.len() < content.len(), "{path}: compression is worth it");
            }
        }
    });
}

#[test]
fn a_name_that_is_not_of_this_build_is_not_found() {
    App::test(async |app| {
        for path in [
            "/static/app.css",
            "/static/app.0000000000000000.css",
            "/static/",
            "/static",
            "/static/../Cargo.toml",
            "/static/%2e%2e%2fCargo.toml",
            "/static/..%5cCargo.toml",
        ] {
            let answer = app.browser().get(path).await;
            assert_eq!((answer.status, answer.header("cache-control")), (404, Some("no-store")), "{path}");
        }
    });
}

#[test]
fn browsers_find_what_they_look_for_by_themselves() {
    App::test(async |app| {
        for (path, kind) in [("/robots.txt", "text/plain; charset=utf-8"), ("/favicon.ico", "image/svg+xml")] {
            let answer = app.browser().get(path).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)));
            assert_eq!(answer.header("cache-control"), Some("public, max-age=86400"));
        }
    });
}

#[test]
fn pages_are_compressed_for_those_who_can_read_it() {
    App::test(async |app| {
        let (_, plain) = fetch(app, "/", "").await;
        for coding in ["br", "gzip"] {
            let (answer, body) = fetch(app, "/", coding).await;
            assert_eq!(answer.header("content-encoding"), Some(coding));
            assert!(body.len() < plain.len() / 2);
            assert_eq!(unpacked(Some(coding), &body).len(), plain.len());
        }
    });
}

#[test]
fn a_proxy_that_speaks_an_older_http_gets_a_length_and_no_chunks() {
    App::test(async |app| {
        for path in ["/", "/login", "/nowhere"] {
            let request = format!("GET {path} HTTP/1.0\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n");
            let answer = app.raw(request).await.to_lowercase();
            let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
            assert!(!head.contains("transfer-encoding") && head.contains("content-length: "), "{head}");
            assert!(body.contains("</html>"));
        }
    });
}
