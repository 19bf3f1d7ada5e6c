//! What answers `doctor`, for the targets in `fuzz/`.

use std::io::{self, Cursor, Read, Write};
use std::net::Ipv4Addr;

use super::http;

/// A server that says one thing.
struct Server<'a>(Cursor<&'a [u8]>);

impl Read for Server<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl Write for Server<'_> {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        Ok(from.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The status of an answer, and the values of a header.
///
/// # Errors
/// A sentence: it is no HTTP.
pub fn answer_head(answer: &[u8], header: &str) -> Result<(u16, Vec<String>), String> {
    let head = http::talk(Server(Cursor::new(answer)), "", Ipv4Addr::LOCALHOST.into())?;
    Ok((head.status, head.all(header).map(str::to_owned).collect()))
}
