//! Requests that no HTTP client would send, byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::app::App;

impl App {
    /// Sends these bytes on a connection of their own and returns everything that comes back until it closes.
    ///
    /// A generous deadline keeps a test from hanging where an answer never comes.
    pub async fn raw(&self, request: impl Into<Vec<u8>>) -> String {
        String::from_utf8_lossy(&self.raw_bytes(request).await).into_owned()
    }

    /// The same, for bodies that are no text.
    pub async fn raw_bytes(&self, request: impl Into<Vec<u8>>) -> Vec<u8> {
        let (address, request) = (self.url.trim_start_matches("http://").to_owned(), request.into());
        let exchange = move || {
            let mut stream = TcpStream::connect(address).expect("the application listens");
            stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
            // It may have answered and closed before everything was sent.
            let _ = stream.write_all(&request);
            let mut answer = Vec::new();
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = stream.read(&mut buffer) {
                answer.extend_from_slice(&buffer[..n]);
            }
            answer
        };
        tokio::task::spawn_blocking(exchange).await.expect("no panic")
    }
}

/// The status of the first answer in what [`App::raw`] returned.
pub fn status(answer: &str) -> u16 {
    let word = answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
    word.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no answer in {answer:?}"))
}
