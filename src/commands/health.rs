//! `vestibule health`: asks the running server whether it is well, for containers, which have no other program to ask with, and for
//! the watchdog of `vestibule serve`.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use clap::Args;

use super::outcome::{Cause, Stopped};
use super::terminal::say;
use inside::config::Settings;

/// `vestibule health`.
#[derive(Args, Debug)]
pub(crate) struct HealthCommand {
    /// Ask whether it is ready for requests, and not only whether it is alive
    #[arg(long)]
    ready: bool,
}

const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read.
const LONGEST: u64 = 16 * 1024;

/// Prints what the server answers. It reads no database and no secrets.
pub(crate) fn run(settings: &Settings, command: &HealthCommand) -> Result<(), Stopped> {
    let address = settings.address_nearby();
    let parsed: Result<SocketAddr, _> = address.parse();
    let parsed = parsed.map_err(|cause| Stopped::new(Cause::Usage, format!("{address}: {cause}")))?;
    let path = if command.ready { "/readyz" } else { "/healthz" };
    match ask(parsed, path) {
        Ok((200, word)) => say(word),
        Ok((status, word)) => Err(Stopped::new(Cause::Failed, format!("{address} answers {status}: {word}"))),
        Err(cause) => Err(Stopped::new(Cause::Failed, format!("{address} does not answer: {cause}"))),
    }
}

/// The status and the text of the server's answer.
///
/// # Errors
/// When it does not answer within five seconds, or what answers speaks no HTTP.
pub(crate) fn ask(address: SocketAddr, path: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("what answers there speaks no HTTP"))?;
    Ok((status, body.trim().to_owned()))
}
