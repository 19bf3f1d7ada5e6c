//! One request and the head of its answer (RFC 9112), which is all that `doctor` wants to know from outside.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use url::Url;

const PATIENCE: Duration = Duration::from_secs(10);

/// Heads are a few kilobytes.
const LONGEST: u64 = 64 * 1024;

/// The head of an answer.
#[derive(Debug)]
pub(super) struct AnswerHead {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    /// Our own address on the way there.
    pub(super) from: IpAddr,
}

impl AnswerHead {
    #[cfg(test)]
    pub(super) fn of(status: u16, headers: &[(&str, &str)]) -> AnswerHead {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        AnswerHead { status, headers, from: std::net::Ipv4Addr::LOCALHOST.into() }
    }

    /// The values of a header, in order.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Sends a request and reads the head of its answer.
///
/// # Errors
/// A sentence: no such host, nobody there, a certificate that is not trusted, no HTTP.
pub(super) fn ask(method: &str, url: &Url, headers: &[(&str, &str)], body: &str) -> Result<AnswerHead, String> {
    let host = url.host_str().ok_or("the address has no host")?;
    let port = url.port_or_known_default().ok_or("the address has no port")?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let addresses = (bare, port).to_socket_addrs().map_err(|cause| format!("{host} can't be found: {cause}"))?;
    let mut last = format!("{host} has no address");
    let connect = |address| TcpStream::connect_timeout(&address, PATIENCE);
    let stream =
        addresses.into_iter().find_map(|address| connect(address).map_err(|cause| last = cause.to_string()).ok());
    let stream = stream.ok_or(last)?;
    let limits = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
    limits.map_err(|cause| cause.to_string())?;
    let from = stream.local_addr().map_err(|cause| cause.to_string())?.ip().to_canonical();
    let named = url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"));
    let mut request = format!("{method} {} HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\n", url.path());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    match url.scheme() {
        "https" => talk(encrypted(bare, stream)?, &request, from),
        _ => talk(stream, &request, from),
    }
}

/// Trusts the public authorities, as browsers do.
fn encrypted(host: &str, stream: TcpStream) -> Result<StreamOwned<ClientConnection, TcpStream>, String> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|cause| cause.to_string())?.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|cause| cause.to_string())?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(|cause| cause.to_string())?;
    Ok(StreamOwned::new(connection, stream))
}

pub(super) fn talk(mut stream: impl Read + Write, request: &str, from: IpAddr) -> Result<AnswerHead, String> {
    stream.write_all(request.as_bytes()).and_then(|()| stream.flush()).map_err(|cause| cause.to_string())?;
    let mut lines = BufReader::new(stream.take(LONGEST));
    let mut next = || {
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line).map_err(|cause| cause.to_string())?;
        match line.is_empty() {
            true => Err("the answer ended early".to_owned()),
            false => Ok(String::from_utf8_lossy(&line).trim_end().to_owned()),
        }
    };
    let first = next()?;
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or("the answer is no HTTP")?;
    let mut headers = Vec::new();
    loop {
        let line = next()?;
        match line.split_once(':') {
            Some((name, value)) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
            None if line.is_empty() => return Ok(AnswerHead { status, headers, from }),
            None => return Err("the answer is no HTTP".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    fn answered(answer: &'static str) -> Result<AnswerHead, String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let url = format!("http://{}/x", listener.local_addr().expect("an address"));
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut start = [0; 10];
            stream.read_exact(&mut start).expect("a request");
            stream.write_all(answer.as_bytes()).expect("an answer");
            String::from_utf8_lossy(&start).into_owned()
        });
        let head = ask("GET", &Url::parse(&url).expect("a URL"), &[("X-One", "1")], "");
        assert_eq!(server.join().expect("no panic"), "GET /x HTT");
        head
    }

    #[test]
    fn the_head_is_read_and_what_is_none_is_refused() {
        let head =
            answered("HTTP/1.1 401 Unauthorized\r\nSet-Cookie: a=1\r\nset-cookie:b=2\r\n\r\nbody").expect("a head");
        assert_eq!((head.status, head.all("Set-Cookie").collect::<Vec<_>>()), (401, vec!["a=1", "b=2"]));
        for broken in ["", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\nnone\r\n\r\n", "HTTP/1.1 200 OK\r\n"] {
            assert!(answered(broken).is_err(), "{broken}");
        }
    }
}
